package io.consentledger.ledger.model;

/** Why more time was taken for a request, or why it was denied. */
public enum RequestReason {
  /** More time: the request is complex (GDPR Article 12(3)). */
  COMPLEX(RequestStatusCode.EXTENDED),
  /** More time: there are many requests (GDPR Article 12(3)). */
  MANY_REQUESTS(RequestStatusCode.EXTENDED),
  /** Denied: who asked could not be verified (GDPR Article 12(2), 11 CCR 7060). */
  NOT_VERIFIED(RequestStatusCode.DENIED),
  /** Denied: unfounded or excessive (GDPR Article 12(5), Cal. Civ. Code 1798.145(h)(3)). */
  EXCESSIVE(RequestStatusCode.DENIED),
  /** Denied: the law excepts it (such as GDPR Article 17(3), Cal. Civ. Code 1798.105(d)). */
  EXCEPTION(RequestStatusCode.DENIED),
  /** Denied: no data about the customer is held. */
  NO_DATA(RequestStatusCode.DENIED);

  private final RequestStatusCode goesWith;

  RequestReason(RequestStatusCode goesWith) {
    this.goesWith = goesWith;
  }

  /** The one status that this is a reason for. */
  public RequestStatusCode goesWith() {
    return goesWith;
  }
}
