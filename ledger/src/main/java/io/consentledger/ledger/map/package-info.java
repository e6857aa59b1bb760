/**
 * The map from streams to their newest entries: its top in memory, its pages in the store
 * (docs/spec/map.md).
 */
@NullMarked
package io.consentledger.ledger.map;

import org.jspecify.annotations.NullMarked;
