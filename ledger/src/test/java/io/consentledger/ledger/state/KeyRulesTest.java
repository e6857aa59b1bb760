package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.Right;
import org.junit.jupiter.api.Test;

/** What becomes of a key that its holder ends, and who may challenge. */
class KeyRulesTest {
  private final World world = World.furnished();
  private final KeyId regulatorSigner = World.key("regulator").verifyingKey().id();
  private final KeyId strangerSigner = World.key("stranger").verifyingKey().id();

  @Test
  void nothingThatTheKeySignsCountsAfterItsRevocation() {
    world.recorded(world.revoke(world.aliceSigner), world.aliceSigner);

    assertThat(world.rejected(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner))
        .isEqualTo("key-revoked");
    assertThat(world.rejected(world.withdraw(World.LOYALTY), world.aliceSigner))
        .isEqualTo("key-revoked");
    assertThat(world.rejected(world.challenge("later"), world.aliceSigner))
        .isEqualTo("key-revoked");
    assertThat(world.rejected(world.revoke(world.aliceSigner), world.aliceSigner))
        .isEqualTo("key-revoked");
  }

  @Test
  void whatTheKeySignedBeforeStandsAndTheControllerRelaysWhatProtects() {
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    world.recorded(world.revoke(world.aliceSigner), world.aliceSigner);

    assertThat(world.recorded(world.used(World.LOYALTY, "Purchase"), world.retailerSigner))
        .as("a use on the consent that was given before")
        .isEmpty();
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_OUT), world.retailerSigner);
    world.recorded(world.withdraw(World.LOYALTY), world.retailerSigner);
    assertThat(world.rejected(world.grant(World.LOYALTY, "Purchase"), world.retailerSigner))
        .isEqualTo("signer-not-subject");
  }

  @Test
  void onlyTheKeyItselfSignsItsRevocation() {
    assertThat(world.rejected(world.revoke(world.aliceSigner), world.retailerSigner))
        .isEqualTo("signer-not-authorised");
    assertThat(world.rejected(world.revoke(world.aliceSigner), regulatorSigner))
        .isEqualTo("signer-not-authorised");
    assertThat(world.rejected(world.revoke(world.retailerSigner), world.aliceSigner))
        .isEqualTo("signer-not-authorised");
    assertThat(world.rejected(world.revoke(strangerSigner), strangerSigner))
        .isEqualTo("signer-unknown");
  }

  @Test
  void anOrganisationsKeyIsNotRevokedSo() {
    assertThat(world.rejected(world.revoke(world.retailerSigner), world.retailerSigner))
        .isEqualTo("key-not-revocable");
    world.recorded(world.challenge("still here"), world.retailerSigner);
  }

  @Test
  void aRevokedKeyOpensNoOtherRelationship() {
    world.recorded(world.revoke(world.aliceSigner), world.aliceSigner);

    OpenRelationship another =
        OpenRelationship.prove(
            world.genesis.networkId(),
            World.SALT,
            world.bank,
            world.aliceKey,
            Assurance.SUBJECT_HELD);
    assertThat(world.rejected(another, World.key("bank").verifyingKey().id()))
        .isEqualTo("key-already-registered");
    assertThat(RegisteredKey.find(world.state, world.aliceSigner).orElseThrow().isRevoked())
        .isTrue();
  }

  @Test
  void everyRegisteredKeyMayChallenge() {
    world.recorded(world.challenge("one"), regulatorSigner);
    world.recorded(world.challenge("one"), world.aliceSigner);
    world.recorded(world.challenge("one"), world.retailerSigner);
    assertThat(world.rejected(world.challenge("one"), strangerSigner)).isEqualTo("signer-unknown");
  }
}
