package io.consentledger.consensus.certify;

/**
 * A block that this node didn't vote for.
 *
 * @param code {@code block-time-ahead}, {@code block-time-behind}, {@code evidence} or {@code
 *     halted}
 * @param detail for the operator
 */
public record RefusedVote(long height, String code, String detail) {}
