@NullMarked
package io.consentledger.ledger;

import org.jspecify.annotations.NullMarked;
