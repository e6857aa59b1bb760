package io.consentledger.consensus.gate;

/** Why a message of a peer was refused: a closed set, documented in docs/reference/refusals.md. */
public enum Refusal {
  SERVICE_CLOSED("service-closed"),
  SENDER_OTHER("sender-other"),
  HEADER_MALFORMED("header-malformed"),
  MESSAGE_MALFORMED("message-malformed"),
  TOO_LARGE("too-large"),
  TOO_MANY_CONNECTIONS("too-many-connections"),
  TERM_FAR("term-far"),
  LEADER_LIVES("leader-lives"),
  NOT_ELECTED("not-elected"),
  ELECTION_STORM("election-storm"),
  /** Not counted: the impatience of honest members is no lie. */
  ELECTION_EARLY("election-early"),
  POSITION_WRONG("position-wrong"),
  COMMIT_BEYOND("commit-beyond"),
  MEMBERS_CHANGED("members-changed"),
  ENTRY_MALFORMED("entry-malformed"),
  ENTRY_UNSIGNED("entry-unsigned"),
  CHECKPOINT_MALFORMED("checkpoint-malformed"),
  CHECKPOINT_UNFOUNDED("checkpoint-unfounded"),
  REPLY_MALFORMED("reply-malformed");

  private final String code;

  Refusal(String code) {
    this.code = code;
  }

  /** Stands in log, metric and status. */
  public String code() {
    return code;
  }
}
