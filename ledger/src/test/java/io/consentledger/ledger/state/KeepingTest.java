package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.Disclosure;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** What one organisation says of its own data tells nothing of another's. */
class KeepingTest {
  /** What is obtained on 5 January 2026 and kept for 365 days is due when 5 January 2027 ends. */
  private static final long END_MS = 1_799_193_600_000L; // 2027-01-06T00:00Z

  private static final Optional<String> BY_CONTROLLER = Optional.empty();
  private static final Optional<String> BY_BROKER = Optional.of("broker");

  private final World world = World.furnished();
  private final KeyId retailer = world.retailerSigner;
  private final KeyId broker = world.brokerSigner;

  @Test
  void whatARecipientErasesTheControllerStillKeeps() {
    collect(retailer);
    assertThat(erase(broker)).isEmpty();

    assertThat(use(retailer)).isEmpty();
    assertThat(use(broker)).containsExactly(FindingCode.USE_AFTER_ERASURE);
    assertThat(due()).containsExactly(tuple(BY_CONTROLLER, END_MS));
    world.timeMs = END_MS;
    assertThat(use(retailer)).containsExactly(FindingCode.RETENTION_ELAPSED);
    assertThat(erase(retailer)).containsExactly(FindingCode.RETENTION_ELAPSED);
    assertThat(due()).isEmpty();
  }

  @Test
  void whatTheControllerErasesARecipientThatObtainedItStillOwes() {
    collect(retailer);
    world.advanceDays(1);
    world.recorded(world.received(World.ORDERS, "retailer", "Name"), broker);
    assertThat(due())
        .containsExactly(tuple(BY_CONTROLLER, END_MS), tuple(BY_BROKER, END_MS + Limits.DAY_MS));
    erase(retailer);

    assertThat(use(broker)).isEmpty();
    assertThat(use(retailer)).containsExactly(FindingCode.USE_AFTER_ERASURE);
    assertThat(due()).containsExactly(tuple(BY_BROKER, END_MS + Limits.DAY_MS));
    world.timeMs = END_MS + Limits.DAY_MS;
    assertThat(use(broker)).containsExactly(FindingCode.RETENTION_ELAPSED);
    assertThat(erase(broker)).containsExactly(FindingCode.RETENTION_ELAPSED);
    assertThat(due()).isEmpty();
  }

  @Test
  void aCertificateEndsWhatTheControllerKeepsAndForbidsEverybodysUse() {
    collect(retailer);
    collect(broker);
    for (var certificate : List.of(world.certificate(World.ORDERS), world.certificate())) {
      world.recorded(certificate, retailer);
      assertThat(due()).containsExactly(tuple(BY_BROKER, END_MS));
      assertThat(use(broker)).containsExactly(FindingCode.USE_AFTER_ERASURE);
      collect(retailer);
    }
  }

  @Test
  void whoNeverSaidThatItObtainedDataMayUseItAsLongAsTheController() {
    collect(retailer);
    world.timeMs = END_MS - 1;
    assertThat(use(broker)).isEmpty();
    world.timeMs = END_MS;
    assertThat(use(broker)).containsExactly(FindingCode.RETENTION_ELAPSED);
  }

  @Test
  void whoGetsDataAgainHasItAgain() {
    erase(broker);
    assertThat(use(broker)).containsExactly(FindingCode.USE_AFTER_ERASURE);
    world.recorded(world.disclosed(World.ORDERS, "broker", Disclosure.PROCESSOR, "Name"), retailer);
    assertThat(use(broker)).isEmpty();

    erase(broker);
    collect(retailer);
    assertThat(use(broker)).containsExactly(FindingCode.USE_AFTER_ERASURE);
    collect(broker);
    assertThat(use(broker)).isEmpty();
  }

  private void collect(KeyId signer) {
    world.recorded(world.collected(World.ORDERS, "Name"), signer);
  }

  private List<FindingCode> use(KeyId signer) {
    return codes(world.recorded(world.used(World.ORDERS, "Name"), signer));
  }

  private List<FindingCode> erase(KeyId signer) {
    return codes(world.recorded(world.erased(World.ORDERS, "Name"), signer));
  }

  private List<Tuple> due() {
    return Duties.of(world.state, world.alice, world.timeMs).stream()
        .filter(duty -> duty.code() == FindingCode.RETENTION_ELAPSED)
        .map(duty -> tuple(duty.recipient(), duty.dueMs()))
        .toList();
  }

  private static List<FindingCode> codes(List<Finding> findings) {
    return findings.stream().map(Finding::code).toList();
  }
}
