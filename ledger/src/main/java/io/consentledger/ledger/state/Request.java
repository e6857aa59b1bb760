package io.consentledger.ledger.state;

import io.consentledger.ledger.model.HolidayCalendar;
import io.consentledger.ledger.model.Regime;
import io.consentledger.ledger.model.RequestRight;
import io.consentledger.ledger.model.RequestStatusCode;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A customer's request, how far it got, and when it falls due.
 *
 * @param openedMs block time, UTC ms
 * @param reached the statuses so far; a late extension is not among them
 */
record Request(Regime regime, RequestRight right, long openedMs, Set<RequestStatusCode> reached) {
  static Request opened(Regime regime, RequestRight right, long openedMs) {
    return new Request(regime, right, openedMs, EnumSet.noneOf(RequestStatusCode.class));
  }

  Request with(RequestStatusCode status) {
    Set<RequestStatusCode> more = EnumSet.of(status);
    more.addAll(reached);
    return new Request(regime, right, openedMs, more);
  }

  boolean isOpen() {
    return reached.stream().noneMatch(RequestStatusCode::isFinal);
  }

  /** Whether the customer heard anything; an answer confirms the receipt as well. */
  boolean isAcknowledged() {
    return !reached.isEmpty();
  }

  boolean isExtended() {
    return reached.contains(RequestStatusCode.EXTENDED);
  }

  /**
   * Exclusive end of the time to confirm the receipt, UTC ms; none under the GDPR.
   *
   * @param asOfMs the holidays are those listed at this time, UTC ms
   */
  OptionalLong acknowledgeEndMs(StateView state, long asOfMs) {
    return regime == Regime.CCPA
        ? OptionalLong.of(
            Holidays.asOf(state, HolidayCalendar.US_CA, asOfMs)
                .endMs(openedMs, Limits.CCPA_ACKNOWLEDGE_BUSINESS_DAYS))
        : OptionalLong.empty();
  }

  /** Exclusive end of the time to answer, UTC ms: with the extension where one was taken. */
  long answerEndMs() {
    return switch (regime) {
      case GDPR ->
          BusinessDays.endAfterMonthsMs(
              openedMs,
              Limits.GDPR_ANSWER_MONTHS + (isExtended() ? Limits.GDPR_EXTENSION_MONTHS : 0));
      case CCPA ->
          BusinessDays.endAfterDaysMs(
              openedMs, Limits.CCPA_ANSWER_DAYS + (isExtended() ? Limits.CCPA_EXTENSION_DAYS : 0));
    };
  }

  void encode(RecordWriter out) {
    out.code(regime).code(right).u64(openedMs).u8(reached.size());
    reached.forEach(out::code);
  }

  static Request decode(RecordReader in) {
    Request request = opened(in.code(Regime.class), in.code(RequestRight.class), in.u64());
    for (int left = in.u8(); left > 0; left--) {
      request.reached.add(in.code(RequestStatusCode.class));
    }
    return request;
  }
}
