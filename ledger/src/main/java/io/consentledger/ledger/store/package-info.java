/** The RocksDB store: its rows, their keys and encodings, and atomic writes. */
@NullMarked
package io.consentledger.ledger.store;

import org.jspecify.annotations.NullMarked;
