package io.consentledger.node.pipeline;

/**
 * Why a transaction wasn't taken, or was rejected at commit.
 *
 * @param code stable, kebab-case
 * @param detail for people; holds nothing of the payload but names of fields
 */
public record Refusal(Grounds grounds, String code, String detail) {
  /** What sort of refusal it is; it decides what the caller can do. */
  public enum Grounds {
    /** The bytes are no valid transaction of this network, and never will be. */
    MALFORMED,
    /** A rule refuses it on the present state. */
    RULE,
    /** No room in the mempool: the same bytes may succeed later. */
    FULL,
    /** No room to check it: the same bytes may succeed later. */
    BUSY,
    /** No leader in reach, so the present state couldn't be made sure of. */
    NO_LEADER
  }
}
