package io.consentledger.ledger.state;

/** What a fact can be found to be. The order is the order in which findings are listed. */
public enum FindingCode {
  /** The process version is not declared by this controller. */
  PROCESS_UNKNOWN(1),
  /** Neither a live consent nor another declared legal basis covers it. */
  NO_LIVE_BASIS(2),
  /** What was done is not what the process declares: an undeclared sale or sharing. */
  OUTSIDE_PURPOSE(3),
  /** A data category that is not declared or not granted. */
  OUTSIDE_CATEGORY(4),
  /** A recipient that the process does not name, or for whom the consent was not given. */
  OUTSIDE_RECIPIENT(5),
  /** Sold after the customer opted out of sales. */
  SOLD_AFTER_OPT_OUT(6),
  /** Shared after the customer opted out of sharing. */
  SHARED_AFTER_OPT_OUT(7),
  /** Used or handed over after the customer opted out of that kind of use. */
  USED_AFTER_OPT_OUT(8),
  /** Done on a legal basis that the customer objected to. */
  PROCESSED_AFTER_OBJECTION(14),
  /** Done with what may only be stored. */
  PROCESSED_UNDER_RESTRICTION(15),
  /** Used or handed over although it was declared erased. */
  USE_AFTER_ERASURE(9),
  /** A customer's request was not confirmed or not answered in time. */
  REQUEST_DEADLINE_MISSED(11),
  /** Data was kept for longer than the process declares. */
  RETENTION_ELAPSED(12),
  /** A recipient acknowledged too late, or not at all, what was withdrawn. */
  ACKNOWLEDGEMENT_DEADLINE_MISSED(13),
  /** The grant that the author names is not the one that stands. */
  RELIED_ON_ANOTHER_GRANT(10),
  /** Erased although a legal hold stood. */
  ERASED_UNDER_HOLD(20);

  private final int code;

  FindingCode(int code) {
    this.code = code;
  }

  /** One byte, stable, for storage. */
  public int code() {
    return code;
  }
}
