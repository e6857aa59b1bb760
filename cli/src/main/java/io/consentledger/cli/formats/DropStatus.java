package io.consentledger.cli.formats;

/** What a data broker answers for a work item of DROP (data broker API 1.2.0, StatusCode). */
public enum DropStatus {
  /** Found, and all of the personal information is exempt. */
  EXEMPTED(2),
  /** Found, and what isn't exempt was deleted. */
  DELETED(3),
  /** Several consumers have this identifier: all were opted out of sale and sharing. */
  OPTED_OUT(4),
  /** Nobody found. */
  NOT_FOUND(5);

  /** The first line of the answer; DROP refuses any other spelling. */
  public static final String HEADER = "Id,Status";

  private final int code;

  DropStatus(int code) {
    this.code = code;
  }

  /** The line for a work item. */
  public String row(String id) {
    return id + ',' + code;
  }
}
