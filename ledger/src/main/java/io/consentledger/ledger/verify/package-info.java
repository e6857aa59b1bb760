/** Transactions whose signature and payload have been checked: proof by type. */
@NullMarked
package io.consentledger.ledger.verify;

import org.jspecify.annotations.NullMarked;
