package io.consentledger.cli.reports;

/**
 * What a report is about and what it holds at.
 *
 * @param matter whom it is about, in words
 * @param network the network's name
 * @param node the name of the node that was asked
 * @param height the newest block that is in it
 * @param blockMs that block's time, UTC ms
 * @param madeMs when it was made, UTC ms; what fell due before is overdue
 */
public record About(
    String matter,
    String network,
    String networkId,
    String node,
    long height,
    long blockMs,
    long madeMs) {}
