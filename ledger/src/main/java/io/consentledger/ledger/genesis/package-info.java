/** The genesis file: who the network is, and the rules it starts with. */
@NullMarked
package io.consentledger.ledger.genesis;

import org.jspecify.annotations.NullMarked;
