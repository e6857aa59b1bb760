/** Entries, headers, blocks and batches: the bytes that the ledger adds to transactions. */
@NullMarked
package io.consentledger.ledger.chain;

import org.jspecify.annotations.NullMarked;
