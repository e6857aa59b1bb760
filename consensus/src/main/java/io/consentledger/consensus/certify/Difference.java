package io.consentledger.consensus.certify;

import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;

/**
 * A validator signed a vote for another header than this node executed. One of the two computed or
 * stored something else, or lies; a certificate decides which.
 *
 * @param signer whose vote it is
 * @param ours the hash of the header that this node executed
 * @param theirs the hash that was voted for
 */
public record Difference(KeyId signer, long height, Digest ours, Digest theirs) {}
