package io.consentledger.ledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.DelegationScope;
import io.consentledger.ledger.state.Limits;
import io.consentledger.ledger.state.World;
import io.consentledger.ledger.tx.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** As what somebody signed: told by the record's kind and by what was delegated before. */
class SignersTest {
  private static final SigningKey BOB_KEY = World.key("bob");
  private static final KeyId BOB = BOB_KEY.verifyingKey().id();
  private static final KeyId AGENCY = World.key("agency").verifyingKey().id();

  private final World world = World.furnished();

  @Test
  void tellsTheCustomerFromTheOrganisations() {
    Signer customer = signers().of(Kind.DECIDE_CONSENT, world.aliceSigner);
    assertThat(customer.role()).isEqualTo(SignerRole.SUBJECT);
    assertThat(customer.party()).isEmpty();
    assertThat(customer.assurance()).contains(Assurance.SUBJECT_HELD);
    Signer controller = signers().of(Kind.WITHDRAW_CONSENT, world.retailerSigner);
    assertThat(controller.role()).isEqualTo(SignerRole.CONTROLLER);
    assertThat(controller.party().orElseThrow().name()).isEqualTo("retailer");
    assertThat(signers().of(Kind.DATA_RECEIVED, world.brokerSigner).role())
        .isEqualTo(SignerRole.RECIPIENT);
    assertThat(signers().of(Kind.INVALIDATE_CONSENT, world.regulatorSigner).role())
        .isEqualTo(SignerRole.AUTHORITY);
  }

  @Test
  void tellsDelegatesFromTheCustomerAlsoAfterTheirTime() {
    world.recorded(
        world.delegate("agency", world.timeMs + Limits.DAY_MS, DelegationScope.WITHDRAW),
        world.aliceSigner);
    world.recorded(
        world.delegate(BOB_KEY, world.timeMs + Limits.DAY_MS, DelegationScope.DECIDE),
        world.aliceSigner);
    world.advanceDays(2);
    Signer agent = signers().of(Kind.WITHDRAW_CONSENT, AGENCY);
    assertThat(agent.role()).isEqualTo(SignerRole.AGENT);
    assertThat(agent.party().orElseThrow().name()).isEqualTo("agency");
    assertThat(agent.assurance()).contains(Assurance.AGENT_HELD);
    Signer guardian = signers().of(Kind.DECIDE_CONSENT, BOB);
    assertThat(guardian.role()).isEqualTo(SignerRole.GUARDIAN);
    assertThat(guardian.party()).isEmpty();
    assertThat(guardian.assurance()).contains(Assurance.AGENT_HELD);
  }

  @Test
  void anAgentThatSaysWhatItDidItselfIsARecipient() {
    world.recorded(
        world.delegate("agency", world.timeMs + Limits.DAY_MS, DelegationScope.WITHDRAW),
        world.aliceSigner);
    Signer recipient = signers().of(Kind.DATA_RECEIVED, AGENCY);
    assertThat(recipient.role()).isEqualTo(SignerRole.RECIPIENT);
    assertThat(recipient.assurance()).contains(Assurance.SUBJECT_HELD);
  }

  @Test
  void aCataloguesRecordsSayNothingOfACustomer() {
    Signers signers = new Signers(world.genesis, world.state, Optional.empty());
    assertThat(signers.of(Kind.PUBLISH_NOTICE, world.retailerSigner))
        .isEqualTo(
            new Signer(
                world.retailerSigner,
                SignerRole.CONTROLLER,
                world.genesis.organisation("retailer"),
                Optional.empty()));
    assertThat(signers.of(Kind.PUBLISH_HOLIDAYS, world.regulatorSigner).role())
        .isEqualTo(SignerRole.AUTHORITY);
  }

  private Signers signers() {
    return new Signers(world.genesis, world.state, Optional.of(world.alice));
  }
}
