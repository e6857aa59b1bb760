package io.consentledger.ledger.state;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why something done with data is covered or not. Codes are stable: docs/reference/codes.md. */
public enum Reason {
  RELATIONSHIP_UNKNOWN(Effect.INDETERMINATE, null),
  NOT_THIS_CONTROLLER(Effect.NOT_APPLICABLE, null),
  TIME_IN_FUTURE(Effect.INDETERMINATE, null),
  PROCESS_UNKNOWN(Effect.INDETERMINATE, FindingCode.PROCESS_UNKNOWN),
  RECIPIENT_MISSING(Effect.INDETERMINATE, null),
  CATEGORY_NOT_DECLARED(Effect.DENY, FindingCode.OUTSIDE_CATEGORY),
  CATEGORY_NOT_GRANTED(Effect.DENY, FindingCode.OUTSIDE_CATEGORY),
  RECIPIENT_NOT_DECLARED(Effect.DENY, FindingCode.OUTSIDE_RECIPIENT),
  RECIPIENT_NOT_GRANTED(Effect.DENY, FindingCode.OUTSIDE_RECIPIENT),
  SALE_NOT_DECLARED(Effect.DENY, FindingCode.OUTSIDE_PURPOSE),
  SHARING_NOT_DECLARED(Effect.DENY, FindingCode.OUTSIDE_PURPOSE),
  OPTED_OUT_OF_SALE(Effect.DENY, FindingCode.SOLD_AFTER_OPT_OUT),
  OPTED_OUT_OF_SHARE(Effect.DENY, FindingCode.SHARED_AFTER_OPT_OUT),
  OPTED_OUT_OF_SENSITIVE(Effect.DENY, FindingCode.USED_AFTER_OPT_OUT),
  OPTED_OUT_OF_AUTOMATED_DECISIONS(Effect.DENY, FindingCode.USED_AFTER_OPT_OUT),
  OPTED_OUT_OF_DIRECT_MARKETING(Effect.DENY, FindingCode.USED_AFTER_OPT_OUT),
  OBJECTED(Effect.DENY, FindingCode.PROCESSED_AFTER_OBJECTION),
  RESTRICTED(Effect.DENY, FindingCode.PROCESSED_UNDER_RESTRICTION),
  CHILD_NOT_OPTED_IN(Effect.DENY, FindingCode.NO_LIVE_BASIS),
  DATA_ERASED(Effect.DENY, FindingCode.USE_AFTER_ERASURE),
  RETENTION_ELAPSED(Effect.DENY, FindingCode.RETENTION_ELAPSED),
  CONSENT_UNKNOWN(Effect.DENY, FindingCode.NO_LIVE_BASIS),
  CONSENT_REQUESTED(Effect.DENY, FindingCode.NO_LIVE_BASIS),
  CONSENT_DEFERRED(Effect.DENY, FindingCode.NO_LIVE_BASIS),
  CONSENT_REFUSED(Effect.DENY, FindingCode.NO_LIVE_BASIS),
  CONSENT_WITHDRAWN(Effect.DENY, FindingCode.NO_LIVE_BASIS),
  CONSENT_REVOKED(Effect.DENY, FindingCode.NO_LIVE_BASIS),
  CONSENT_INVALIDATED(Effect.DENY, FindingCode.NO_LIVE_BASIS),
  CONSENT_EXPIRED(Effect.DENY, FindingCode.NO_LIVE_BASIS),
  PROCESS_WIDENED(Effect.DENY, FindingCode.NO_LIVE_BASIS),
  CONSENT_GIVEN(Effect.PERMIT, null),
  LEGAL_BASIS_DECLARED(Effect.PERMIT, null);

  private final Effect effect;
  private final @Nullable FindingCode finding;

  Reason(Effect effect, @Nullable FindingCode finding) {
    this.effect = effect;
    this.finding = finding;
  }

  /** What this reason alone amounts to. */
  public Effect effect() {
    return effect;
  }

  /** What a fact is found to be for this reason; none where no recorded fact can have it. */
  Optional<FindingCode> finding() {
    return Optional.ofNullable(finding);
  }
}
