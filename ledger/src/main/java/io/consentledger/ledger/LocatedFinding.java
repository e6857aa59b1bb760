package io.consentledger.ledger;

import io.consentledger.ledger.state.Finding;

/**
 * A finding and the record that it is about.
 *
 * @param height the block's
 * @param index the record's place in it
 */
public record LocatedFinding(long height, int index, Finding finding) {}
