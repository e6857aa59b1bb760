package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.ErasureCertificate;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who hears of an erasure, and until when they acknowledge it. */
class ErasureRecallTest {
  private static final KeyId BANK = World.key("bank").verifyingKey().id();

  private final World world = World.furnished();

  @Test
  void everybodyThatDataWentToOwesAnAcknowledgementOfAnErasureOfEverything() {
    disclose();
    Recall recall = erase(world.certificate());

    assertThat(recall.cause()).isEqualTo(RecallCause.ERASED);
    assertThat(recall.matter()).isEmpty();
    assertThat(recall.owing()).containsExactly("bank", "broker");
    assertThat(recall.concerned()).containsExactly("bank", "broker");
  }

  @Test
  void onlyThoseThatDataOfTheErasedProcessesWentToOweOne() {
    disclose();
    Recall orders = erase(world.certificate(World.ORDERS));
    assertThat(orders.matter()).isEqualTo("orders");
    assertThat(orders.owing()).containsExactly("bank");
    assertThat(orders.concerned()).containsExactly("bank", "broker"); // The process names broker.

    Recall both = erase(world.certificate(World.ORDERS, World.LOYALTY, World.SALE));
    assertThat(both.matter()).isEqualTo("data-sale,loyalty,orders");
    assertThat(both.owing()).containsExactly("broker"); // The bank owes the one before.
    assertThat(both.concerned()).containsExactly("bank", "broker");

    assertThat(erase(world.certificate(World.SALE)).owing()).isEmpty();
  }

  @Test
  void whoGotNothingSinceOwesNoSecondAcknowledgement() {
    disclose();
    erase(world.certificate());
    for (ErasureCertificate again :
        List.of(world.certificate(), world.certificate(World.ORDERS, World.LOYALTY))) {
      Recall second = erase(again);
      assertThat(second.owing()).isEmpty();
      assertThat(second.concerned()).containsExactly("bank", "broker");
    }
    assertThat(Duties.of(world.state, world.alice, world.timeMs))
        .as("the first certificate is still to be acknowledged")
        .hasSize(2);
  }

  @Test
  void whoGotSomethingSinceOwesOneAgainForWhatCoversIt() {
    disclose();
    erase(world.certificate(World.ORDERS, World.LOYALTY));
    disclose();
    assertThat(erase(world.certificate(World.SALE)).owing()).isEmpty();
    assertThat(erase(world.certificate(World.LOYALTY)).owing()).containsExactly("broker");
    assertThat(erase(world.certificate()).owing()).containsExactly("bank");
    assertThat(erase(world.certificate()).owing()).isEmpty();
  }

  @Test
  void whoIsToldAsksForNoMoreRoomTheMoreProcessesThereAre() {
    int tens = disclose(1, 10);
    assertThat(disclose(11, 100)).isLessThan(9 * tens + 9 * tens / 10);
    assertThat(erase(world.certificate(new ProcessRef("p7", 1))).owing()).containsExactly("broker");
    assertThat(erase(world.certificate()).owing()).containsExactly("broker");
    assertThat(erase(world.certificate()).owing()).isEmpty();
  }

  /** How many bytes of new rows it makes that data goes to the broker under so many processes. */
  private int disclose(int from, int to) {
    Set<Bytes> before = Set.copyOf(world.state.changes().keySet());
    for (int i = from; i <= to; i++) {
      ProcessRef process = new ProcessRef("p" + i, 1);
      world.recorded(
          world.disclosed(process, "broker", Disclosure.PROCESSOR, "Name"), world.retailerSigner);
    }
    return world.state.changes().entrySet().stream()
        .filter(row -> !before.contains(row.getKey()))
        .mapToInt(row -> row.getKey().size() + row.getValue().size())
        .sum();
  }

  @Test
  void whatTheRecipientSaysItDidCountsAndWhatItErasedDoesNot() {
    erase(world.certificate());
    world.recorded(world.erased(World.ORDERS, "Name"), world.brokerSigner);
    assertThat(erase(world.certificate()).owing()).isEmpty();
    world.recorded(world.used(World.ORDERS, "Name"), world.brokerSigner);
    assertThat(erase(world.certificate()).owing()).containsExactly("broker");
  }

  @Test
  void whoeverGotDataOutsideTheNetworkOwesNothingHere() {
    world.recorded(
        world.disclosed(World.ORDERS, "elsewhere", Disclosure.SALE, "Name"), world.retailerSigner);

    assertThat(erase(world.certificate()).concerned()).isEmpty();
  }

  @Test
  void aMonthIsLeftToAcknowledgeIt() {
    disclose();
    erase(world.certificate()); // On 5 January, 08:00.
    TxId certificate = world.newestTxId();
    long endMs = World.START_MS + 31 * Limits.DAY_MS;

    assertThat(Duties.of(world.state, world.alice, endMs))
        .extracting(duty -> duty.recipient().orElseThrow(), Duty::details, Duty::dueMs)
        .containsExactly(
            tuple("bank", List.of("ERASED"), endMs), tuple("broker", List.of("ERASED"), endMs));
    world.timeMs = endMs - 1;
    assertThat(world.recorded(world.acknowledge(certificate), BANK)).isEmpty();
    world.timeMs = endMs;
    assertThat(world.recorded(world.acknowledge(certificate), world.brokerSigner))
        .containsExactly(
            new Finding(
                FindingCode.ACKNOWLEDGEMENT_DEADLINE_MISSED,
                Severity.VIOLATION,
                List.of("ERASED")));
    assertThat(Duties.of(world.state, world.alice, endMs)).isEmpty();
  }

  private void disclose() {
    world.recorded(
        world.disclosed(World.ORDERS, "bank", Disclosure.PROCESSOR, "Name"), world.retailerSigner);
    world.recorded(
        world.disclosed(World.LOYALTY, "broker", Disclosure.PROCESSOR, "Purchase"),
        world.retailerSigner);
  }

  private Recall erase(ErasureCertificate certificate) {
    world.recorded(certificate, world.retailerSigner);
    return Recall.find(world.state, world.alice, world.newestTxId()).orElseThrow();
  }
}
