package io.consentledger.ledger.state;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.tx.TxId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Derives findings, and stores them. */
public final class Findings {
  /** A detail: the recipient must be told that the customer opted out. */
  static final String NOTIFY_RECIPIENT = "NOTIFY_RECIPIENT";

  private Findings() {}

  /** {@code u8 count | count x (u8 code | u8 severity | u16 n | n x (u16 length | ASCII))}. */
  public static Bytes encode(List<Finding> findings) {
    RecordWriter out = new RecordWriter().u8(findings.size());
    for (Finding finding : findings) {
      out.u8(finding.code().code()).code(finding.severity()).texts(finding.details());
    }
    return out.done();
  }

  /**
   * Inverse of {@link #encode}.
   *
   * @throws IllegalStateException where the bytes are anything else: the store is broken
   */
  public static List<Finding> decode(Bytes encoded) {
    RecordReader in = new RecordReader(encoded);
    List<Finding> findings = new ArrayList<>();
    for (int left = in.u8(); left > 0; left--) {
      findings.add(new Finding(code(in.u8()), in.code(Severity.class), in.texts()));
    }
    in.end();
    return findings;
  }

  static List<Finding> about(Assessment assessment, Optional<TxId> reliesOn, long timeMs) {
    Map<FindingCode, List<String>> details = new EnumMap<>(FindingCode.class);
    for (Reason reason : assessment.reasons()) {
      reason
          .finding()
          .ifPresent(
              code -> details.computeIfAbsent(code, any -> new ArrayList<>()).add(reason.name()));
    }
    List<Finding> findings = new ArrayList<>();
    details.forEach((code, reasons) -> findings.add(finding(code, reasons, assessment, timeMs)));
    if (reliesOn.isPresent() && !reliesOn.equals(assessment.basis())) {
      findings.add(new Finding(FindingCode.RELIED_ON_ANOTHER_GRANT, Severity.WARNING, List.of()));
    }
    return findings;
  }

  /**
   * @param late after the end of the retention
   */
  static List<Finding> aboutErasure(
      Optional<ProcessVersion> process, List<String> categories, boolean late) {
    List<Finding> findings = new ArrayList<>();
    if (process.isEmpty()) {
      findings.add(warning(FindingCode.PROCESS_UNKNOWN, Reason.PROCESS_UNKNOWN));
    } else if (!process.get().dataCategories().containsAll(categories)) {
      findings.add(warning(FindingCode.OUTSIDE_CATEGORY, Reason.CATEGORY_NOT_DECLARED));
    }
    if (late) {
      findings.add(
          new Finding(
              FindingCode.RETENTION_ELAPSED,
              Severity.VIOLATION,
              List.of(Reason.RETENTION_ELAPSED.name())));
    }
    return findings;
  }

  private static Finding warning(FindingCode code, Reason reason) {
    return new Finding(code, Severity.WARNING, List.of(reason.name()));
  }

  private static Finding finding(
      FindingCode code, List<String> reasons, Assessment assessment, long timeMs) {
    Severity severity = Severity.VIOLATION;
    if (code == FindingCode.SOLD_AFTER_OPT_OUT
        || code == FindingCode.SHARED_AFTER_OPT_OUT
        || code == FindingCode.USED_AFTER_OPT_OUT) {
      severity = isInGrace(code, assessment, timeMs) ? Severity.GRACE : Severity.VIOLATION;
      if (code != FindingCode.USED_AFTER_OPT_OUT) {
        reasons.add(NOTIFY_RECIPIENT);
      }
    }
    return new Finding(code, severity, reasons);
  }

  private static boolean isInGrace(FindingCode code, Assessment assessment, long timeMs) {
    for (Map.Entry<Right, Long> optOut : assessment.optOutEndMs().entrySet()) {
      if (codeOf(optOut.getKey()) == code && timeMs >= optOut.getValue()) {
        return false;
      }
    }
    return true;
  }

  private static FindingCode codeOf(Right right) {
    return switch (right) {
      case SALE -> FindingCode.SOLD_AFTER_OPT_OUT;
      case SHARE -> FindingCode.SHARED_AFTER_OPT_OUT;
      case SENSITIVE, AUTOMATED_DECISIONS, DIRECT_MARKETING -> FindingCode.USED_AFTER_OPT_OUT;
      case OBJECTION -> FindingCode.PROCESSED_AFTER_OBJECTION;
      case RESTRICTION -> FindingCode.PROCESSED_UNDER_RESTRICTION;
    };
  }

  private static FindingCode code(int code) {
    for (FindingCode known : FindingCode.values()) {
      if (known.code() == code) {
        return known;
      }
    }
    throw new IllegalStateException("stored findings: no code " + code);
  }
}
