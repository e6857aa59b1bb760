package io.consentledger.ledger.state;

import io.consentledger.ledger.model.Destroyed;
import io.consentledger.ledger.model.ErasureCertificate;
import io.consentledger.ledger.model.FactPayload;
import io.consentledger.ledger.model.HoldAction;
import io.consentledger.ledger.model.LegalHold;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Legal holds and certificates of erasure. A hold ends where it began: an organisation lifts only
 * what it placed itself, so that a controller can't lift an authority's. A certificate is a fact,
 * of the controller or of an authority that saw to it: recorded under a hold too, with a finding.
 */
public final class ErasureRules {
  /** The place of what covers every process: no identifier is empty. */
  static final String ALL = "";

  private ErasureRules() {}

  /** True where a hold forbids to erase what is kept under these processes; none: under all. */
  public static boolean isHeld(StateView state, SubjectRef subject, Collection<String> processIds) {
    if (processIds.isEmpty()) {
      return Cells.holdCount(subject).newest(state).filter(n -> n.value() > 0).isPresent();
    }
    return isHeld(state, subject, ALL)
        || processIds.stream().anyMatch(id -> isHeld(state, subject, id));
  }

  /** The same for one process as of a time, UTC ms. */
  static boolean wasHeld(StateView state, SubjectRef subject, String processId, long timeMs) {
    return Stream.of(ALL, processId)
        .anyMatch(
            place ->
                Cells.holds(subject, place)
                    .asOf(state, timeMs)
                    .filter(holds -> !holds.value().byParty().isEmpty())
                    .isPresent());
  }

  /** When holds on one process changed, up to a time, UTC ms ascending. */
  static LongStream holdsChanged(
      StateView state, SubjectRef subject, String processId, long timeMs) {
    return Stream.of(ALL, processId)
        .flatMap(place -> Cells.holds(subject, place).upTo(state, timeMs).stream())
        .mapToLong(Cell.Entry::timeMs)
        .sorted();
  }

  static void hold(Step step, LegalHold hold) throws Refusal {
    step.requireSignedByControllerOrAuthority(hold.controllerId());
    PartyId holder = PartyId.of(step.signer());
    Cell<Holds> cell = Cells.holds(hold.subjectRef(), place(hold.processId()));
    Holds before = cell.newest(step.state()).map(Cell.Entry::value).orElse(Holds.NONE);
    boolean placed = before.byParty().containsKey(holder);
    Refusal.when(
        hold.action() == HoldAction.LIFTED && !placed,
        RejectionCode.HOLD_NOT_PLACED,
        "this organisation placed no hold here");
    Holds after =
        hold.action() == HoldAction.PLACED
            ? before.with(holder, hold.code())
            : before.without(holder);
    if (!after.equals(before)) {
      cell.put(step, after);
      count(step, hold, placed);
    }
  }

  static List<Finding> certify(Step step, ErasureCertificate certificate) throws Refusal {
    step.requireSignedByControllerOrAuthority(certificate.controllerId());
    SubjectRef subject = certificate.subjectRef();
    List<Finding> findings = underHold(step.state(), subject, certificate.processIds());
    RecallRules.ofErasure(step, certificate);
    if (!certificate.destroyed().contains(Destroyed.DATA)) {
      return findings;
    }
    Retention.endAll(step, subject, certificate.processIds());
    List<String> processIds = certificate.processIds();
    for (String place : processIds.isEmpty() ? List.of(ALL) : processIds) {
      Cells.certified(subject, place)
          .put(step, count(step.state(), subject, place, Long.MAX_VALUE) + 1);
    }
    return findings;
  }

  /** What was erased against a hold; no processes: all of them. */
  static List<Finding> underHold(StateView state, SubjectRef subject, List<String> processIds) {
    return isHeld(state, subject, processIds)
        ? List.of(new Finding(FindingCode.ERASED_UNDER_HOLD, Severity.VIOLATION, List.of()))
        : List.of();
  }

  /** Certified as erased as of a time, and not obtained again. */
  static boolean isCertified(
      StateView state, SubjectRef subject, String processId, List<String> categories, long ms) {
    Certified certified = certified(state, subject, processId, ms);
    return !certified.equals(Certified.NEVER)
        && categories.stream()
            .anyMatch(
                category ->
                    certified.isSince(
                        Cells.obtainedAgain(subject, processId, category)
                            .asOf(state, ms)
                            .map(Cell.Entry::value)
                            .orElse(Certified.NEVER)));
  }

  static void obtainedAgain(Step step, FactPayload fact) {
    String processId = fact.process().id();
    Certified certified = certified(step.state(), fact.subjectRef(), processId, Long.MAX_VALUE);
    for (String category : fact.dataCategories()) {
      Cell<Certified> cell = Cells.obtainedAgain(fact.subjectRef(), processId, category);
      Certified before = cell.newest(step.state()).map(Cell.Entry::value).orElse(Certified.NEVER);
      if (certified.isSince(before)) {
        cell.put(step, certified);
      }
    }
  }

  private static Certified certified(
      StateView state, SubjectRef subject, String processId, long ms) {
    return new Certified(count(state, subject, ALL, ms), count(state, subject, processId, ms));
  }

  private static int count(StateView state, SubjectRef subject, String place, long ms) {
    return Cells.certified(subject, place).asOf(state, ms).map(Cell.Entry::value).orElse(0);
  }

  // How many holds stand on anything of a customer: what an erasure of everything asks.
  private static void count(Step step, LegalHold hold, boolean placedBefore) {
    int change = hold.action() == HoldAction.LIFTED ? -1 : placedBefore ? 0 : 1;
    Cell<Integer> cell = Cells.holdCount(hold.subjectRef());
    int before = cell.newest(step.state()).map(Cell.Entry::value).orElse(0);
    if (change != 0) {
      cell.put(step, before + change);
    }
  }

  private static boolean isHeld(StateView state, SubjectRef subject, String place) {
    return Cells.holds(subject, place)
        .newest(state)
        .filter(holds -> !holds.value().byParty().isEmpty())
        .isPresent();
  }

  private static String place(@Nullable String processId) {
    return Objects.requireNonNullElse(processId, ALL);
  }
}
