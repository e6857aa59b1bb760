package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.model.RotateKey;
import io.consentledger.ledger.tx.TransactionException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** A customer's key that gives its place to another. */
class RotationTest {
  private final World world = World.furnished();
  private final SigningKey next = World.key("alice, next");
  private final KeyId nextSigner = next.verifyingKey().id();

  @Test
  void theNewKeySpeaksForTheSameCustomerAndTheOldOneForNobody() {
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    world.recorded(world.rotate(next), world.aliceSigner);

    assertThat(world.rejected(world.withdraw(World.LOYALTY), world.aliceSigner))
        .isEqualTo("key-superseded");
    assertThat(world.rejected(world.revoke(world.aliceSigner), world.aliceSigner))
        .isEqualTo("key-superseded");
    assertThat(world.rejected(world.challenge("old"), world.aliceSigner))
        .isEqualTo("key-superseded");
    assertThat(world.recorded(world.used(World.LOYALTY, "Purchase"), world.retailerSigner))
        .as("the consent given with the old key stands")
        .isEmpty();
    world.recorded(world.withdraw(World.LOYALTY), nextSigner);
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_OUT), nextSigner);
    world.recorded(world.grant(World.LOYALTY, "Purchase"), nextSigner);
    assertThat(Relationship.find(world.state, world.alice).orElseThrow().key())
        .isEqualTo(nextSigner);
  }

  @Test
  void goesOnFromKeyToKeyAndNeverBack() {
    SigningKey third = World.key("alice, third");
    world.recorded(world.rotate(next), world.aliceSigner);
    world.recorded(world.rotate(third), nextSigner);

    assertThat(world.rejected(world.rotate(world.aliceKey), third.verifyingKey().id()))
        .isEqualTo("key-already-registered");
    assertThat(world.rejected(world.rotate(World.key("alice, fourth")), nextSigner))
        .isEqualTo("key-superseded");
    assertThat(Relationship.origins(world.state, world.alice, third.verifyingKey().id()))
        .hasSize(3)
        .doesNotHaveDuplicates();
    assertThat(Relationship.origins(world.state, world.alice, nextSigner)).hasSize(2);
    assertThat(Relationship.origins(world.state, world.alice, world.retailerSigner)).isEmpty();
  }

  @Test
  void onlyTheCustomersKeyNamesItsSuccessor() {
    assertThat(world.rejected(world.rotate(next), world.retailerSigner))
        .isEqualTo("signer-not-subject");
    assertThat(world.rejected(world.rotate(next), nextSigner)).isEqualTo("signer-unknown");
    world.recorded(world.revoke(world.aliceSigner), world.aliceSigner);
    assertThat(world.rejected(world.rotate(next), world.aliceSigner)).isEqualTo("key-revoked");
  }

  @Test
  void theNewKeyIsNobodyElsesAndProvesItsPossession() {
    assertThat(world.rejected(world.rotate(World.key("bank")), world.aliceSigner))
        .isEqualTo("key-already-registered");
    assertThat(world.rejected(world.rotate(world.aliceKey), world.aliceSigner))
        .isEqualTo("key-already-registered");

    RotateKey stolen =
        new RotateKey(
            World.SALT,
            world.retailer,
            world.alice,
            next.verifyingKey(),
            world.rotate(World.key("thief")).possession());
    Assertions.assertThatThrownBy(() -> stolen.verifyInside(world.genesis.networkId()))
        .isInstanceOfSatisfying(
            TransactionException.class,
            refused -> assertThat(refused.code()).isEqualTo("possession-invalid"));
    Assertions.assertThatCode(() -> world.rotate(next).verifyInside(world.genesis.networkId()))
        .doesNotThrowAnyException();
  }
}
