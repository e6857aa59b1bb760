/** The ledger's headers in the form that public witnesses sign: C2SP checkpoints and notes. */
@NullMarked
package io.consentledger.ledger.witness;

import org.jspecify.annotations.NullMarked;
