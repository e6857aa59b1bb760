package io.consentledger.consensus.certify;

import io.consentledger.crypto.Digest;

/**
 * A block that this node executed itself.
 *
 * @param height from 1
 * @param hash of its header
 * @param epoch of its header
 * @param timeMs the block's time, UTC milliseconds
 */
public record Executed(long height, Digest hash, int epoch, long timeMs) {}
