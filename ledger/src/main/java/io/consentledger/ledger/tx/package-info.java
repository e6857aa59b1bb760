/**
 * Identifiers, statements and transactions: the bytes that authors sign and their strict decoding.
 */
@NullMarked
package io.consentledger.ledger.tx;

import org.jspecify.annotations.NullMarked;
