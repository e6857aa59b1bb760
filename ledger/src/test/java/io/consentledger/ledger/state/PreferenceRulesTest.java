package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.Right;
import org.junit.jupiter.api.Test;

class PreferenceRulesTest {
  private final World world = World.furnished();

  @Test
  void takesAnOptOutFromTheCustomerOrRelayedByTheController() {
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_OUT), world.retailerSigner);
    world.recorded(world.prefer(Right.SHARE, PreferenceValue.OPTED_OUT), world.aliceSigner);
    assertThat(
            world.rejected(
                world.prefer(Right.SENSITIVE, PreferenceValue.OPTED_OUT),
                World.key("broker").verifyingKey().id()))
        .isEqualTo("signer-not-authorised");
  }

  @Test
  void takesAnOptInFromTheCustomerOnly() {
    assertThat(
            world.rejected(
                world.prefer(Right.SALE, PreferenceValue.OPTED_IN), world.retailerSigner))
        .isEqualTo("signer-not-subject");
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_IN), world.aliceSigner);
  }

  @Test
  void keepsTheTimeOfTheFirstOptOutWhenItIsRepeated() {
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_OUT), world.retailerSigner);
    long firstMs = world.timeMs;
    world.advanceDays(30);
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_OUT), world.retailerSigner);
    assertThat(sinceMs()).isEqualTo(firstMs);
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_IN), world.aliceSigner);
    world.advanceDays(1);
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_OUT), world.aliceSigner);
    assertThat(sinceMs()).isEqualTo(world.timeMs);
  }

  private long sinceMs() {
    return Cells.preference(world.alice, Right.SALE)
        .newest(world.state)
        .orElseThrow()
        .value()
        .sinceMs();
  }
}
