package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TransactionException;
import org.junit.jupiter.api.Test;

class RelationshipRulesTest {
  private final World world = new World();

  @Test
  void registersTheKeyAndTheRelationship() {
    world.recorded(world.open(), world.retailerSigner);
    RegisteredKey key = RegisteredKey.find(world.state, world.aliceSigner).orElseThrow();
    assertThat(key.verifyingKey()).isEqualTo(world.aliceKey.verifyingKey());
    assertThat(key.owner()).isEqualTo(world.alice);
    assertThat(Relationship.find(world.state, world.alice).orElseThrow())
        .isEqualTo(new Relationship(world.retailer, world.aliceSigner, Assurance.SUBJECT_HELD));
    assertThat(Rules.newKey(world.open())).contains(world.aliceKey.verifyingKey());
    assertThat(Rules.newKey(world.notice(World.NOTICE))).isEmpty();
  }

  @Test
  void rejectsASecondOpening() {
    world.recorded(world.open(), world.retailerSigner);
    assertThat(world.rejected(world.open(), world.retailerSigner)).isEqualTo("relationship-exists");
  }

  @Test
  void rejectsAKeyThatServesAnotherRelationship() {
    world.recorded(world.open(), world.retailerSigner);
    OpenRelationship joined =
        OpenRelationship.prove(
            world.genesis.networkId(),
            World.SALT,
            world.bank,
            world.aliceKey,
            Assurance.SUBJECT_HELD);
    assertThat(world.rejected(joined, World.key("bank").verifyingKey().id()))
        .isEqualTo("key-already-registered");
  }

  @Test
  void rejectsAnOrganisationsKeyAsACustomersKey() {
    OpenRelationship open =
        OpenRelationship.prove(
            world.genesis.networkId(),
            World.SALT,
            world.retailer,
            World.key("bank"),
            Assurance.CONTROLLER_HELD);
    assertThat(world.rejected(open, world.retailerSigner)).isEqualTo("key-already-registered");
  }

  @Test
  void rejectsAReferenceThatDoesNotFollowFromTheKey() {
    OpenRelationship good = world.open();
    OpenRelationship misfiled =
        new OpenRelationship(
            good.salt(),
            good.controllerId(),
            new SubjectRef(World.txId(99).digest()),
            good.subjectKey(),
            good.assurance(),
            good.proof());
    assertThat(world.rejected(misfiled, world.retailerSigner)).isEqualTo("subject-ref-mismatch");
  }

  @Test
  void rejectsAnOpeningByTheCustomerOrAnotherController() {
    assertThat(world.rejected(world.open(), World.key("bank").verifyingKey().id()))
        .isEqualTo("signer-not-controller");
    assertThat(world.rejected(world.open(), world.aliceSigner)).isEqualTo("signer-unknown");
  }

  @Test
  void refusesAProofByAnotherKey() throws TransactionException {
    world.open().verifyInside(world.genesis.networkId());
    SigningKey mallory = World.key("mallory");
    OpenRelationship good = world.open();
    OpenRelationship stolen =
        new OpenRelationship(
            good.salt(),
            good.controllerId(),
            good.subjectRef(),
            mallory.verifyingKey(),
            good.assurance(),
            good.proof());
    assertThatThrownBy(() -> stolen.verifyInside(world.genesis.networkId()))
        .isInstanceOfSatisfying(
            TransactionException.class,
            refused -> assertThat(refused.code()).isEqualTo("possession-invalid"));
  }
}
