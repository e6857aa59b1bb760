package io.consentledger.ledger.evidence;

/**
 * What a proof in pages holds about its customer.
 *
 * @param pages beside the cover
 * @param records of the customer
 * @param findings about them
 */
public record PageCount(long pages, long records, long findings) {}
