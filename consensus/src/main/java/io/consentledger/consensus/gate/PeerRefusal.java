package io.consentledger.consensus.gate;

/**
 * What was refused from one peer for one reason since the start.
 *
 * @param peer the node that the certificate names, "unknown" where it names none of ours
 * @param reason the code of a {@link Refusal}
 * @param lastMs UTC milliseconds
 */
public record PeerRefusal(String peer, String reason, long count, long lastMs) {}
