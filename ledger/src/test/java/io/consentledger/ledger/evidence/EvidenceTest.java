package io.consentledger.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.LedgerException;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.query.Checker;
import io.consentledger.ledger.query.Decision;
import io.consentledger.ledger.state.BlockContext;
import io.consentledger.ledger.state.Effect;
import io.consentledger.ledger.state.FindingCode;
import io.consentledger.ledger.state.Reason;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TxId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles of a real ledger, built and verified. */
final class EvidenceTest {
  @TempDir static Path directory;
  private static EvidenceWorld world;

  @BeforeAll
  static void open() throws LedgerException {
    world = new EvidenceWorld(directory.resolve("ledger"));
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void provesOneCustomersHistoryWithItsFindings() throws EvidenceException {
    VerifiedEvidence evidence = world.verify(world.histories(world.ann).encode());

    VerifiedSubject ann = evidence.subjects().get(0);
    assertThat(ann.controller().map(Organisation::name)).contains("bank");
    assertThat(ann.records())
        .extracting(record -> record.entry().kind())
        .containsExactly(
            Kind.OPEN_RELATIONSHIP,
            Kind.DECIDE_CONSENT,
            Kind.DATA_USED,
            Kind.WITHDRAW_CONSENT,
            Kind.DATA_USED,
            Kind.DATA_USED);
    assertThat(ann.findings()).isEqualTo(2);
    assertThat(ann.records().get(4).findings())
        .extracting("code")
        .contains(FindingCode.NO_LIVE_BASIS);
    assertThat(ann.records().get(2).findings()).isEmpty();
    assertThat(evidence.anchor().height()).isEqualTo(world.ledger.tip().height());
    assertThat(evidence.certifiedBy())
        .extracting(Organisation::name)
        .containsExactly("bank", "retailer", "adtech");
    assertThat(evidence.colludingMax()).isEqualTo(1);
    assertThat(evidence.since()).isEmpty();
    assertThat(evidence.challenge()).isEmpty();
  }

  @Test
  void provesAllRelationshipsOfAWalletAndThatOneHasNoRecords() throws EvidenceException {
    VerifiedEvidence evidence =
        world.verify(world.histories(world.ann, world.annAtRetailer, world.annAtAdtech).encode());

    assertThat(evidence.subjects()).hasSize(3);
    assertThat(evidence.subjects())
        .filteredOn(subject -> subject.subject().equals(world.annAtAdtech.ref()))
        .allMatch(subject -> subject.records().isEmpty() && subject.controller().isEmpty());
    assertThat(evidence.subjects())
        .filteredOn(subject -> subject.subject().equals(world.annAtRetailer.ref()))
        .allMatch(subject -> subject.records().size() == 4);
  }

  @Test
  void provesThatNothingIsRecorded() throws EvidenceException {
    VerifiedEvidence evidence = world.verify(world.histories(world.nobody).encode());

    assertThat(evidence.subjects().get(0).records()).isEmpty();
  }

  @Test
  void provesADecisionAndWhatItWasAndWhatWasKnown() throws EvidenceException {
    Decision now = decided(world.question(world.ann, null, null));
    assertThat(now.reasons()).containsExactly(Reason.CONSENT_WITHDRAWN);
    assertThat(now.height()).isEqualTo(world.ledger.tip().height());
    long withdrawal = 6;
    long beforeMs = world.header(withdrawal).timeMs() - 1;
    assertThat(decided(world.question(world.ann, beforeMs, null)).basis())
        .contains(world.annsGrant);
    Decision known = decided(world.question(world.ann, null, withdrawal - 1));
    assertThat(known.effect()).isEqualTo(Effect.PERMIT);
    assertThat(known.timeMs()).isEqualTo(world.header(withdrawal - 1).timeMs());
    assertThat(decided(world.question(world.ann, null, withdrawal)).effect())
        .isEqualTo(Effect.DENY);
    assertThat(decided(world.question(world.ann, beforeMs + 1, withdrawal - 1)).reasons())
        .containsExactly(Reason.TIME_IN_FUTURE);
  }

  @Test
  void provesThatThereIsNoConsent() throws EvidenceException {
    assertThat(decided(world.question(world.nobody, null, null)).reasons())
        .containsExactly(Reason.RELATIONSHIP_UNKNOWN);
    assertThat(decided(world.question(world.ann, null, 1L)).reasons())
        .containsExactly(Reason.RELATIONSHIP_UNKNOWN);
    assertThat(decided(world.question(world.ann, null, 3L)).reasons())
        .containsExactly(Reason.CONSENT_UNKNOWN);
  }

  @Test
  void answersFromABundleWhatTheLedgerAnswers() throws EvidenceException {
    for (EvidenceNetwork.Customer customer :
        List.of(world.ann, world.bob, world.carol, world.annAtRetailer, world.annAtAdtech)) {
      for (long height = 1; height <= world.ledger.tip().height(); height++) {
        CheckQuery query = world.question(customer, null, height);
        Header header = world.header(height);
        assertThat(decided(query))
            .isEqualTo(
                Checker.check(
                    world.ledger.state(), query, new BlockContext(height, header.timeMs())));
      }
    }
  }

  @Test
  void refusesQuestionsThatCantBeProved() {
    CheckQuery good = world.question(world.ann, null, world.ledger.tip().height() + 1);
    assertThatThrownBy(() -> world.tryBuild(builder -> builder.check(good)))
        .hasFieldOrPropertyWithValue("code", "height-unknown");
    CheckQuery bad =
        new CheckQuery(
            good.subject(),
            good.controller(),
            "a\u001b[2Jb",
            null,
            List.of(),
            good.operation(),
            null,
            null,
            null);
    assertThatThrownBy(() -> world.tryBuild(builder -> builder.check(bad)))
        .hasFieldOrPropertyWithValue("code", "check-unprovable");
  }

  private static Decision decided(CheckQuery query) throws EvidenceException {
    VerifiedDecision decided = world.verify(world.check(query).encode()).decision().orElseThrow();
    assertThat(decided.query()).isEqualTo(query);
    return decided.decision();
  }

  @Test
  void showsAHistoryAsItStood() throws EvidenceException {
    VerifiedSubject ann = world.verify(world.histories(world.ann).encode()).subjects().get(0);
    long beforeWithdrawal = ann.records().get(3).entry().blockTimeMs() - 1;

    assertThat(ann.asOf(beforeWithdrawal).records()).hasSize(3);
    assertThat(ann.asOf(beforeWithdrawal + 1).records()).hasSize(4);
  }

  @Test
  void provesAHistoryWhoseKeyWasRevokedLater() throws EvidenceException {
    VerifiedEvidence evidence = world.verify(world.histories(world.carol).encode());

    assertThat(evidence.subjects().get(0).records()).hasSize(3);
  }

  @Test
  void receiptsProveOneRecordOfAnOrganisationOrOfACustomer() throws EvidenceException {
    for (TxId id : List.of(world.banksUse, world.annsGrant, world.revocation, world.challenge)) {
      VerifiedEvidence evidence = world.verify(world.receipt(id).encode());
      assertThat(evidence.receipt().map(VerifiedRecord::txId)).contains(id);
      assertThat(evidence.subjects()).isEmpty();
    }
    assertThat(world.receipt(world.banksUse).records()).isEqualTo(1);
    assertThat(world.receipt(world.annsGrant).records()).isEqualTo(2);
    assertThat(world.receipt(world.revocation).streams()).hasSize(2);
  }

  @Test
  void extendsAnyEarlierMoment() throws EvidenceException {
    for (long height = 1; height < world.ledger.tip().height(); height++) {
      EvidenceBundle bundle = world.histories(OptionalLong.of(height), Optional.empty(), world.ann);
      assertThat(world.verify(bundle.encode()).since().map(Moment::height)).contains(height);
    }
    assertThat(
            world
                .histories(
                    OptionalLong.of(world.ledger.tip().height()), Optional.empty(), world.ann)
                .since())
        .isEmpty();
  }

  @Test
  void answersAChallenge() throws EvidenceException {
    EvidenceBundle bundle =
        world.histories(OptionalLong.empty(), Optional.of(world.challenge), world.ann);
    VerifiedEvidence evidence =
        world.verify(bundle.encode(), VerifyOptions.NONE.withNonce(EvidenceWorld.NONCE));

    assertThat(evidence.challenge().map(VerifiedRecord::txId)).contains(world.challenge);
  }

  @Test
  void holdsABundleAgainstAnEarlierOne() throws EvidenceException {
    Bytes same = world.histories(world.ann).encode();

    assertThat(world.verify(same, world.after(same)).since()).isEmpty();
  }

  @Test
  void namesWhomTheEarlierBundleShowsAndThisOneDoesnt() throws EvidenceException {
    Bytes earlier = world.histories(world.ann, world.bob).encode();
    VerifyOptions after = world.after(earlier);

    assertThat(world.verify(world.histories(world.ann).encode(), after).lost())
        .containsExactly(world.bob.ref());
    assertThat(world.verify(earlier, after).lost()).isEmpty();
  }

  @Test
  void refusesToBuildWhatCantBeProved() {
    HistoryRequest ofAnn = HistoryRequest.of(List.of(world.ann.ref()));
    long beyond = world.ledger.tip().height() + 1;
    assertRefused(
        "since-unknown",
        new HistoryRequest(ofAnn.subjects(), OptionalLong.of(beyond), Optional.empty()));
    assertRefused(
        "challenge-unknown",
        new HistoryRequest(ofAnn.subjects(), OptionalLong.empty(), Optional.of(world.banksUse)));
    assertThatThrownBy(
            () -> world.tryBuild(builder -> builder.receipt(new TxId(EvidenceWorld.NONCE))))
        .hasFieldOrPropertyWithValue("code", "transaction-unknown");
  }

  @Test
  void refusesToBuildMoreThanItsLimit() throws LedgerException {
    try (EvidenceWorld large = new EvidenceWorld(directory.resolve("large"))) {
      for (int records = 0; records < Limits.BUILD_RECORDS_MAX; records += 1_000) {
        List<Transaction> uses = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
          uses.add(large.network.use(large.bob));
        }
        large.commit(uses);
      }
      HistoryRequest ofBob = HistoryRequest.of(List.of(large.bob.ref()));
      assertThatThrownBy(() -> large.tryBuild(builder -> builder.histories(ofBob)))
          .hasFieldOrPropertyWithValue("code", "evidence-too-large");
    }
  }

  @Test
  void everyByteComesBack() throws EvidenceException {
    EvidenceBundle bundle =
        world.histories(OptionalLong.of(3), Optional.of(world.challenge), world.ann, world.carol);

    assertThat(EvidenceBundle.decode(bundle.encode())).isEqualTo(bundle);
  }

  private static void assertRefused(String code, HistoryRequest request) {
    assertThatThrownBy(() -> world.tryBuild(builder -> builder.histories(request)))
        .hasFieldOrPropertyWithValue("code", code);
  }
}
