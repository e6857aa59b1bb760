package io.consentledger.ledger.state;

/**
 * The block that a transaction is applied in.
 *
 * @param height from 1
 * @param timeMs block time, UTC milliseconds since 1970
 */
public record BlockContext(long height, long timeMs) {}
