package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.HoldAction;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErasureRulesTest {
  private static final KeyId BANK = World.key("bank").verifyingKey().id();

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
  void whatIsCertifiedAsErasedIsNotUsed() {
    assertThat(world.rejected(world.certificate(World.ORDERS), world.aliceSigner))
        .isEqualTo("signer-not-controller");
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
