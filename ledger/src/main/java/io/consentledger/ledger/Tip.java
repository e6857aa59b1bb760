package io.consentledger.ledger;

import io.consentledger.crypto.Digest;

/**
 * The newest block of a ledger.
 *
 * @param height 0 before the first block
 * @param headerHash zeros before the first block
 * @param timeMs UTC milliseconds; before the first block, when the genesis file was made
 */
public record Tip(long height, Digest headerHash, long timeMs) {}
