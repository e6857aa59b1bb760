package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.ledger.model.HoldAction;
import io.consentledger.ledger.model.ProcessRef;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When data is kept too long, to the millisecond, and what a legal hold does to it. */
class RetentionTest {
  /** What is collected on 5 January 2026 and kept for 365 days is due when 5 January 2027 ends. */
  private static final long END_MS = 1_799_193_600_000L; // 2027-01-06T00:00Z

  private final World world = World.furnished();

  @Test
  void isOverAtItsEndAndNotAMillisecondBefore() {
    collect();

    assertThat(useAt(END_MS - 1)).isEmpty();
    assertThat(useAt(END_MS)).containsExactly(FindingCode.RETENTION_ELAPSED);
  }

  @Test
  void isNotOwedWhileAHoldStandsAndAllowsNoUse() {
    collect();
    holdAt(END_MS - 1, HoldAction.PLACED, World.ORDERS);

    assertThat(useAt(END_MS + Limits.DAY_MS)).containsExactly(FindingCode.RETENTION_ELAPSED);
    assertThat(dueAt(END_MS + Limits.DAY_MS)).isEmpty();
    assertThat(eraseAt(END_MS + Limits.DAY_MS)).containsExactly(FindingCode.ERASED_UNDER_HOLD);
  }

  @Test
  void isOverWithTheLiftingOfTheHold() {
    collect();
    holdAt(END_MS - 20, HoldAction.PLACED, null);
    holdAt(END_MS - 10, HoldAction.LIFTED, null);
    holdAt(END_MS - 1, HoldAction.PLACED, null);
    long liftedMs = END_MS + 100 * Limits.DAY_MS;
    holdAt(liftedMs, HoldAction.LIFTED, null);

    assertThat(dueAt(liftedMs - 1)).isEmpty();
    assertThat(dueAt(liftedMs)).containsExactly(liftedMs);
    assertThat(useAt(liftedMs)).containsExactly(FindingCode.RETENTION_ELAPSED);
    assertThat(eraseAt(liftedMs + 1)).containsExactly(FindingCode.RETENTION_ELAPSED);
  }

  @Test
  void isOverWithTheLastOfTwoHoldsThatOverlap() {
    collect();
    holdAt(END_MS - 2, HoldAction.PLACED, null);
    holdAt(END_MS + 10, HoldAction.PLACED, World.ORDERS);
    holdAt(END_MS + 20, HoldAction.LIFTED, null);
    assertThat(dueAt(END_MS + 20)).isEmpty();
    holdAt(END_MS + 30, HoldAction.LIFTED, World.ORDERS);

    assertThat(dueAt(END_MS + 29)).isEmpty();
    assertThat(dueAt(END_MS + 30)).containsExactly(END_MS + 30);
  }

  @Test
  void keepsItsEndWhereAHoldWasLiftedBeforeOrCameTooLate() {
    collect();
    holdAt(END_MS - 20, HoldAction.PLACED, World.ORDERS);
    holdAt(END_MS - 1, HoldAction.LIFTED, World.ORDERS);
    assertThat(dueAt(END_MS - 20)).isEmpty();
    assertThat(dueAt(END_MS - 1)).containsExactly(END_MS);
    assertThat(useAt(END_MS)).containsExactly(FindingCode.RETENTION_ELAPSED);

    holdAt(END_MS + 1, HoldAction.PLACED, World.ORDERS);
    assertThat(dueAt(END_MS + 2)).isEmpty();
    holdAt(END_MS + 50, HoldAction.LIFTED, World.ORDERS);
    assertThat(dueAt(END_MS + 50)).containsExactly(END_MS);
    assertThat(dueAt(END_MS)).containsExactly(END_MS); // As it stood then.
  }

  @Test
  void isNotSuspendedByAHoldOnAnotherProcess() {
    collect();
    holdAt(END_MS - 1, HoldAction.PLACED, World.LOYALTY);

    assertThat(useAt(END_MS)).containsExactly(FindingCode.RETENTION_ELAPSED);
    assertThat(dueAt(END_MS)).containsExactly(END_MS);
  }

  private void collect() {
    world.recorded(world.collected(World.ORDERS, "Name"), world.retailerSigner);
  }

  private void holdAt(long timeMs, HoldAction action, @Nullable ProcessRef process) {
    world.timeMs = timeMs;
    world.recorded(world.hold(action, process), world.regulatorSigner);
  }

  private List<FindingCode> useAt(long timeMs) {
    world.timeMs = timeMs;
    return codes(world.recorded(world.used(World.ORDERS, "Name"), world.retailerSigner));
  }

  private List<FindingCode> eraseAt(long timeMs) {
    world.timeMs = timeMs;
    return codes(world.recorded(world.erased(World.ORDERS, "Name"), world.retailerSigner));
  }

  private List<Long> dueAt(long timeMs) {
    return Duties.of(world.state, world.alice, timeMs).stream().map(Duty::dueMs).toList();
  }

  private static List<FindingCode> codes(List<Finding> findings) {
    return findings.stream().map(Finding::code).toList();
  }
}
