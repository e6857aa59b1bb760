package io.consentledger.ledger;

/**
 * Something in a ledger that can't be as it is.
 *
 * @param code stable: {@code storage-damaged}, {@code header-missing}, {@code header-link-broken},
 *     {@code history-root-wrong}, {@code block-inconsistent}, {@code map-root-wrong}, {@code
 *     replay-refused}, {@code row-changed}, {@code row-unexpected}, {@code row-missing} or {@code
 *     tip-wrong}
 * @param place a height, or a table and a key
 */
public record FsckProblem(String code, String place, String detail) {}
