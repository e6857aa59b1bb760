package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.DelegationCapacity;
import io.consentledger.ledger.model.DelegationScope;
import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.HoldGround;
import io.consentledger.ledger.model.HolidayCalendar;
import io.consentledger.ledger.model.PreferenceSource;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.ProcessFlag;
import io.consentledger.ledger.model.Regime;
import io.consentledger.ledger.model.RequestRight;
import io.consentledger.ledger.model.RequestStatusCode;
import io.consentledger.ledger.model.RevocationReason;
import io.consentledger.ledger.model.Right;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The state stores these by place: a list may grow at its end only, or old stores misread. */
class ClosedListsTest {
  @Test
  void keepTheirOrder() {
    assertThat(names(ConsentStatus.values()))
        .startsWith(
            "REQUESTED",
            "GIVEN",
            "RENEWED",
            "REFUSED",
            "DEFERRED",
            "WITHDRAWN",
            "REVOKED",
            "INVALIDATED");
    assertThat(names(DelegationScope.values()))
        .startsWith("DECIDE", "WITHDRAW", "PREFERENCE", "REQUEST");
    assertThat(names(DelegationCapacity.values())).startsWith("AGENT", "GUARDIAN");
    assertThat(names(Assurance.values()))
        .startsWith("SUBJECT_HELD", "AGENT_HELD", "CONTROLLER_HELD", "IMPORTED_UNSIGNED");
    assertThat(names(PreferenceValue.values())).startsWith("OPTED_OUT", "OPTED_IN");
    assertThat(names(PreferenceSource.values()))
        .startsWith("FORM", "GPC", "GPP", "DROP", "AGENT", "PHONE", "IN_PERSON");
    assertThat(names(ProcessFlag.values()))
        .startsWith("SALE", "SHARE", "SENSITIVE", "AUTOMATED_DECISIONS", "CHILD");
    assertThat(names(Right.values()))
        .startsWith(
            "SALE",
            "SHARE",
            "SENSITIVE",
            "AUTOMATED_DECISIONS",
            "DIRECT_MARKETING",
            "OBJECTION",
            "RESTRICTION");
    assertThat(names(Regime.values())).startsWith("GDPR", "CCPA");
    assertThat(names(RequestRight.values()))
        .startsWith("ACCESS", "DELETE", "CORRECT", "PORTABILITY");
    assertThat(names(RequestStatusCode.values()))
        .startsWith("ACKNOWLEDGED", "EXTENDED", "COMPLETED", "DENIED", "CANCELLED");
    assertThat(names(HolidayCalendar.values())).startsWith("US_CA");
    assertThat(names(RevocationReason.values())).startsWith("COMPROMISED", "SUPERSEDED", "UNUSED");
    assertThat(names(HoldGround.values()))
        .startsWith("LEGAL_CLAIM", "LEGAL_OBLIGATION", "ORDER", "INVESTIGATION");
    assertThat(names(RecallCause.values()))
        .startsWith("WITHDRAWN", "REFUSED", "OPTED_OUT", "REVOKED", "INVALIDATED", "ERASED");
    assertThat(names(Disclosure.values())).startsWith("PROCESSOR", "SHARE", "SALE");
    assertThat(names(Severity.values())).startsWith("WARNING", "GRACE", "VIOLATION");
  }

  @Test
  void giveEveryFindingItsOwnStoredCode() {
    List<Integer> codes = Stream.of(FindingCode.values()).map(FindingCode::code).toList();
    assertThat(new HashSet<>(codes)).hasSameSizeAs(codes);
    List<Finding> all =
        Stream.of(FindingCode.values())
            .map(code -> new Finding(code, Severity.GRACE, List.of(code.name())))
            .toList();
    assertThat(Findings.decode(Findings.encode(all))).isEqualTo(all);
  }

  @Test
  void findRejectionsByTheirCode() {
    for (RejectionCode code : RejectionCode.values()) {
      assertThat(RejectionCode.ofCode(code.code())).contains(code);
      assertThat(code.action()).endsWith(".");
    }
    assertThat(RejectionCode.ofCode("no-such-code")).isEmpty();
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }
}
