package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.ProcessFlag;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.PublishNotice;
import io.consentledger.ledger.tx.PartyId;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueRulesTest {
  private final World world = new World();

  @Test
  void rejectsAProcessBeforeItsNotice() {
    assertThat(declare("Consent", "Purchase")).isEqualTo("notice-unknown");
    world.recorded(world.notice(World.NOTICE), world.retailerSigner);
    assertThat(
            world.recorded(
                world.process(World.LOYALTY, "Consent", List.of("Purchase"), List.of()),
                world.retailerSigner))
        .isEmpty();
  }

  @Test
  void rejectsWhatAnotherPartySignsForTheController() {
    assertThat(world.rejected(world.notice(World.NOTICE), World.key("bank").verifyingKey().id()))
        .isEqualTo("signer-not-controller");
    assertThat(
            world.rejected(world.notice(World.NOTICE), World.key("stranger").verifyingKey().id()))
        .isEqualTo("signer-unknown");
  }

  @Test
  void rejectsACatalogueOfAPartyThatIsNoController() {
    assertThat(publishAs(world.regulator, "regulator")).isEqualTo("party-not-controller");
    assertThat(publishAs(World.party("stranger"), "regulator")).isEqualTo("party-unknown");
  }

  @Test
  void rejectsAVersionThatIsNotNewer() {
    world.recorded(world.notice(new NoticeRef("privacy", 3)), world.retailerSigner);
    assertThat(world.rejected(world.notice(new NoticeRef("privacy", 3)), world.retailerSigner))
        .isEqualTo("version-not-newer");
    assertThat(world.rejected(world.notice(new NoticeRef("privacy", 2)), world.retailerSigner))
        .isEqualTo("version-not-newer");
    world.recorded(world.notice(new NoticeRef("privacy", 7)), world.retailerSigner);
  }

  @Test
  void rejectsTermsOutsideTheVocabulary() {
    world.recorded(world.notice(World.NOTICE), world.retailerSigner);
    assertThat(declare("Consent", "ShoeSize")).isEqualTo("term-unknown");
    assertThat(declare("Consent", "purchase".replace('p', 'P') + "s")).isEqualTo("term-unknown");
    assertThat(declare("BecauseWeCan", "Purchase")).isEqualTo("term-unknown");
    // A term of another group is not a term of this one.
    assertThat(declare("Purchase", "Purchase")).isEqualTo("term-unknown");
  }

  @Test
  void rejectsSensitiveDataWithoutExplicitConsent() {
    world.recorded(world.notice(World.NOTICE), world.retailerSigner);
    assertThat(declare("Consent", "Purchase", ProcessFlag.SENSITIVE))
        .isEqualTo("explicit-consent-required");
    // Special categories are sensitive with or without the flag.
    assertThat(declare("Contract", "Health")).isEqualTo("explicit-consent-required");
    int version = 1;
    for (String basis :
        List.of("ExplicitlyExpressedConsent", "A6-1-a-explicit-consent", "A9-2-a", "A9-2-h")) {
      world.recorded(
          world.process(
              new ProcessRef("health", version++),
              basis,
              List.of("Health"),
              List.of(),
              ProcessFlag.SENSITIVE),
          world.retailerSigner);
    }
  }

  private String declare(String basis, String category, ProcessFlag... flags) {
    return world.rejected(
        world.process(World.LOYALTY, basis, List.of(category), List.of(), flags),
        world.retailerSigner);
  }

  private String publishAs(PartyId party, String signer) {
    PublishNotice notice = world.notice(World.NOTICE);
    return world.rejected(
        new PublishNotice(
            notice.salt(),
            party,
            notice.noticeId(),
            notice.version(),
            notice.languages(),
            notice.uri(),
            notice.contentHash()),
        World.key(signer).verifyingKey().id());
  }
}
