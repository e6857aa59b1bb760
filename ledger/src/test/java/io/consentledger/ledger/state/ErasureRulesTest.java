package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.HoldAction;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.query.SignerRole;
import io.consentledger.ledger.query.Signers;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ErasureRulesTest {
  private static final KeyId BANK = World.key("bank").verifyingKey().id();

  private static final List<String> NAME = List.of("Name");

  private final World world = World.furnished();

  @Test
  void theControllerAndAnAuthorityPlaceHoldsAndNobodyElse() {
    for (KeyId other : List.of(world.aliceSigner, BANK)) {
      assertThat(world.rejected(world.hold(HoldAction.PLACED, World.LOYALTY), other))
          .isEqualTo("signer-not-authorised");
    }
    world.recorded(world.hold(HoldAction.PLACED, World.LOYALTY), world.retailerSigner);
    world.recorded(world.hold(HoldAction.PLACED, null), world.regulatorSigner);
    assertThat(isHeld("loyalty")).isTrue();
    assertThat(isHeld("orders")).isTrue();
  }

  @Test
  void onlyWhoPlacedAHoldLiftsIt() {
    world.recorded(world.hold(HoldAction.PLACED, World.LOYALTY), world.regulatorSigner);
    assertThat(world.rejected(world.hold(HoldAction.LIFTED, World.LOYALTY), world.retailerSigner))
        .isEqualTo("hold-not-placed");
    assertThat(world.rejected(world.hold(HoldAction.LIFTED, null), world.regulatorSigner))
        .isEqualTo("hold-not-placed");
    assertThat(isHeld("loyalty")).isTrue();
    assertThat(isHeld("orders")).isFalse();
    world.recorded(world.hold(HoldAction.LIFTED, World.LOYALTY), world.regulatorSigner);
    assertThat(isHeld("loyalty")).isFalse();
  }

  @Test
  void twoHoldersOnOneProcessCountAsTwo() {
    world.recorded(world.hold(HoldAction.PLACED, World.LOYALTY), world.regulatorSigner);
    world.recorded(world.hold(HoldAction.PLACED, World.LOYALTY), world.retailerSigner);
    world.recorded(world.hold(HoldAction.PLACED, World.LOYALTY), world.retailerSigner);
    world.recorded(world.hold(HoldAction.LIFTED, World.LOYALTY), world.retailerSigner);
    assertThat(isHeld("loyalty")).isTrue();
    assertThat(ErasureRules.isHeld(world.state, world.alice, List.of())).isTrue();
    world.recorded(world.hold(HoldAction.LIFTED, World.LOYALTY), world.regulatorSigner);
    assertThat(ErasureRules.isHeld(world.state, world.alice, List.of())).isFalse();
  }

  @Test
  void anErasureUnderAHoldIsRecordedAndFound() {
    world.recorded(world.hold(HoldAction.PLACED, World.LOYALTY), world.regulatorSigner);
    assertThat(codes(world.recorded(world.certificate(World.ORDERS), world.retailerSigner)))
        .isEmpty();
    for (var erasure :
        List.of(
            world.certificate(World.LOYALTY),
            world.certificate(),
            world.erased(World.LOYALTY, "Purchase"))) {
      assertThat(codes(world.recorded(erasure, world.retailerSigner)))
          .containsExactly(FindingCode.ERASED_UNDER_HOLD);
    }
  }

  @Test
  void anAuthoritysCertificateDoesWhatTheControllersDoes() {
    for (KeyId other : List.of(world.aliceSigner, world.brokerSigner, BANK)) {
      assertThat(world.rejected(world.certificate(World.ORDERS), other))
          .isEqualTo("signer-not-authorised");
    }
    world.recorded(
        world.disclosed(World.ORDERS, "broker", Disclosure.PROCESSOR, "Name"),
        world.retailerSigner);
    world.recorded(world.collected(World.ORDERS, "Name"), world.retailerSigner);
    world.recorded(world.certificate(World.ORDERS), world.regulatorSigner);
    TxId certificate = world.newestTxId();

    assertThat(used("Name")).containsExactly(FindingCode.USE_AFTER_ERASURE);
    assertThat(Recall.find(world.state, world.alice, certificate).orElseThrow().owing())
        .containsExactly("broker");
    assertThat(Duties.of(world.state, world.alice, world.timeMs))
        .extracting(Duty::code)
        .containsExactly(FindingCode.ACKNOWLEDGEMENT_DEADLINE_MISSED);
    Signers signers = new Signers(world.genesis, world.state, Optional.of(world.alice));
    assertThat(signers.of(Kind.ERASURE_CERTIFICATE, world.regulatorSigner).role())
        .isEqualTo(SignerRole.AUTHORITY);
  }

  @Test
  void whatIsCertifiedAsErasedIsNotUsed() {
    world.recorded(world.certificate(World.ORDERS), world.retailerSigner);
    assertThat(used("Name")).containsExactly(FindingCode.USE_AFTER_ERASURE);
    world.recorded(world.collected(World.ORDERS, "Name"), world.retailerSigner);
    assertThat(used("Name")).isEmpty();
    assertThat(used("Purchase")).containsExactly(FindingCode.USE_AFTER_ERASURE);

    world.recorded(world.certificate(), world.retailerSigner);
    assertThat(used("Name")).containsExactly(FindingCode.USE_AFTER_ERASURE);
    world.recorded(world.collected(World.ORDERS, "Name", "Purchase"), world.retailerSigner);
    assertThat(used("Name", "Purchase")).isEmpty();
  }

  @Test
  void whatIsObtainedAgainAsksForNoMoreRoomTheMoreThereIs() {
    int tens = bytesOf(obtainedAgain(1, 10));
    int more = bytesOf(obtainedAgain(11, 100));
    assertThat(more).isLessThan(9 * tens + 9 * tens / 10);
    for (int i = 1; i <= 100; i++) {
      assertThat(ErasureRules.isCertified(world.state, world.alice, "p" + i, NAME, world.timeMs))
          .isFalse();
    }
    assertThat(ErasureRules.isCertified(world.state, world.alice, "p101", NAME, world.timeMs))
        .isTrue();
  }

  /** What the records of a number of processes add to the state, after a certificate. */
  private Map<Bytes, Bytes> obtainedAgain(int from, int to) {
    if (from == 1) {
      world.recorded(world.certificate(), world.retailerSigner);
    }
    Map<Bytes, Bytes> before = new TreeMap<>(world.state.changes());
    for (int i = from; i <= to; i++) {
      world.recorded(world.collected(new ProcessRef("p" + i, 1), "Name"), world.retailerSigner);
    }
    Map<Bytes, Bytes> added = new TreeMap<>(world.state.changes());
    added.keySet().removeAll(before.keySet());
    return added;
  }

  private static int bytesOf(Map<Bytes, Bytes> rows) {
    return rows.entrySet().stream()
        .mapToInt(row -> row.getKey().size() + row.getValue().size())
        .sum();
  }

  private List<FindingCode> used(String... categories) {
    return codes(world.recorded(world.used(World.ORDERS, categories), world.retailerSigner));
  }

  private boolean isHeld(String processId) {
    return ErasureRules.isHeld(world.state, world.alice, List.of(processId));
  }

  private static List<FindingCode> codes(List<Finding> findings) {
    return findings.stream().map(Finding::code).toList();
  }
}
