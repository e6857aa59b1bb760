package io.consentledger.consensus.certify;

import static io.consentledger.consensus.certify.TestValidator.block;
import static io.consentledger.consensus.certify.TestValidator.certificate;
import static io.consentledger.consensus.certify.TestValidator.vote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.crypto.quorum.Vote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/spec/votes-and-certificates.md, rule by rule. */
final class CertificationTest {
  @TempDir Path directory;
  private final List<TestValidator> nodes = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    for (int number = 0; number < 4; number++) {
      nodes.add(new TestValidator(number, directory.resolve("node-" + number)));
    }
  }

  @AfterEach
  void close() throws IOException {
    for (TestValidator node : nodes) {
      node.close();
    }
  }

  private static KeyId id(int validator) {
    return TestValidator.KEYS.get(validator).verifyingKey().id();
  }

  private TestValidator node(int number) {
    return nodes.get(number);
  }

  @Test
  void makesACertificateOfTheVotesOfAQuorum() throws CryptoException {
    for (int number = 0; number < 3; number++) {
      node(number).execute(1, "x");
      node(number).turn();
    }
    node(0).hear(node(1));
    assertThat(node(0).certificates).isEmpty();
    node(0).hear(node(2));
    Certificate made = node(0).newest().orElseThrow();
    made.verify(TestValidator.SET, TestValidator.NETWORK);
    assertThat(made.votes()).hasSize(3);
    assertThat(node(0).status().certifiedHeight()).isEqualTo(1);
    assertThat(node(0).announcement.votes()).isEmpty();
    assertThat(node(0).announcement.certificates()).containsExactly(made);
  }

  @Test
  void passesOnTheVotesOfOthersSoThatAPartialMeshIsEnough() {
    for (int number = 0; number < 3; number++) {
      node(number).execute(1, "x");
      node(number).turn();
    }
    // 0 and 2 have no link: 1 stands between them.
    node(1).hear(node(0));
    node(2).hear(node(1));
    assertThat(node(2).certificates).containsOnlyKeys(1L);
  }

  @Test
  void countsVotesThatCameBeforeTheBlock() {
    Executed block = block(1, "x", node(0).nowMs);
    node(0).hear(vote(1, block), vote(2, block));
    assertThat(node(0).certificates).isEmpty();
    node(0).execute(block, true);
    node(0).turn();
    assertThat(node(0).certificates).containsOnlyKeys(1L);
  }

  @Test
  void countsNoVoteForAnotherHeaderOrWithAFalseSignature() {
    Executed block = node(0).execute(1, "x");
    Vote honest = vote(1, block);
    Vote forged =
        new Vote(
            1, 0, honest.headerHash(), honest.signer(), new Signature(Bytes.owning(new byte[64])));
    node(0).hear(forged, vote(2, block(1, "y", 0)), vote(3, block));
    assertThat(node(0).certificates).isEmpty();
    assertThat(node(0).invalid).containsExactly("node vote-invalid");
    assertThat(node(0).announcement.alarms()).as("told to the others").hasSize(1);
    node(0).hear(honest);
    assertThat(node(0).certificates).as("the forgery shut nobody out").containsOnlyKeys(1L);
  }

  @Test
  void takesOverAPeersCertificateOnlyForItsOwnHeader() {
    Executed block = node(3).execute(5, "x");
    node(3).certification().received("peer", certificate(block, 0, 1));
    assertThat(node(3).turn().certificates).isEmpty();
    assertThat(node(3).invalid).containsExactly("peer certificate-short");
    node(3).certification().received("peer", certificate(block, 0, 1, 2));
    assertThat(node(3).turn().certificates).containsOnlyKeys(5L);
  }

  @Test
  void keepsACertificateThatIsAheadUntilTheBlockIsHere() {
    Executed block = block(3, "x", node(3).nowMs);
    node(3).certification().received("peer", certificate(block, 0, 1, 2));
    assertThat(node(3).turn().certificates).isEmpty();
    node(3).execute(block, false);
    assertThat(node(3).turn().certificates).containsOnlyKeys(3L);
  }

  @Test
  void stopsWhereAQuorumCertifiedAnotherHeader() {
    Executed mine = node(3).execute(1, "mine");
    node(3).turn();
    node(3).certification().received("peer", certificate(block(1, "theirs", 0), 0, 1, 2));
    node(3).turn();
    assertThat(node(3).halts).hasSize(1);
    assertThat(node(3).halts.get(0)).contains("height 1");
    node(3).execute(2, "x");
    node(3).turn();
    assertThat(node(3).status().votedHeight()).isEqualTo(1);
    node(3).hear(vote(0, mine), vote(1, mine), vote(2, mine));
    assertThat(node(3).certificates).isEmpty();
  }

  @Test
  void neverCastsTwoVotesAtOneHeightWhereverItCrashes() throws IOException {
    // Before the lock: the vote was never cast, and still may be.
    node(0).execute(1, "x");
    node(0).crashAndRestart();
    assertThat(node(0).status().votedHeight()).isZero();
    // Between the lock and the announcement: cast, but not sent.
    node(0).turn();
    node(0).crashAndRestart();
    assertThat(node(0).status().votedHeight()).isEqualTo(1);
    node(0).turn();
    Vote again = node(0).announcement.votes().get(0);
    assertThat(again).isEqualTo(vote(0, node(0).at(1).orElseThrow()));
    // Another block under the same height after the crash, as from a disk that was rolled back.
    node(0).blocks.put(1L, block(1, "another", node(0).nowMs));
    node(0).crashAndRestart();
    node(0).turn();
    assertThat(node(0).announcement.votes()).isEmpty();
    assertThat(node(0).halts).hasSize(1);
  }

  @Test
  void castsTheVotesOfSeveralHeightsBehindOneLock() {
    node(0).execute(1, "x");
    node(0).execute(2, "x");
    node(0).execute(3, "x");
    node(0).turn();
    assertThat(node(0).announcement.votes()).extracting(Vote::height).containsExactly(1L, 2L, 3L);
    assertThat(node(0).status().votedHeight()).isEqualTo(3);
  }

  @Test
  void keepsEvidenceOfADoubleVoteAndStopsOverARestart() throws IOException {
    Executed block = node(0).execute(1, "x");
    Vote first = vote(1, block);
    Vote second = vote(1, block(1, "y", 0));
    node(0).hear(first, second);
    assertThat(node(0).found).hasSize(1);
    Evidence evidence = node(0).found.get(0);
    assertThat(evidence.kind()).isEqualTo(Evidence.Kind.DOUBLE_VOTE);
    assertThat(evidence.accused()).isEqualTo(first.signer());
    assertThat(List.of(evidence.first(), evidence.second()))
        .containsExactlyInAnyOrder(first.encode(), second.encode());
    node(0).crashAndRestart();
    assertThat(node(0).status().evidence()).containsExactly(evidence);
    node(0).execute(2, "x");
    node(0).hear(vote(2, block), vote(3, block));
    assertThat(node(0).certificates).isEmpty();
    assertThat(node(0).refusals).extracting(RefusedVote::code).contains("evidence");
    assertThat(node(0).announcement.alarms()).as("the others hear of it").hasSize(2);
    node(2).execute(1, "x");
    node(2).turn();
    node(2).hear(node(0));
    assertThat(node(2).found).hasSize(1);
  }

  @Test
  void findsADoubleVoteBehindACertificateThatStandsAlready() {
    Executed block = node(0).execute(1, "x");
    node(0).hear(vote(2, block), vote(3, block));
    assertThat(node(0).certificates).containsOnlyKeys(1L);
    node(0).hear(vote(1, block), vote(1, block(1, "y", 0)));
    assertThat(node(0).found).hasSize(1);
  }

  @Test
  void goesOnOnceTheOperatorHasSettledTheEvidence() throws IOException {
    Executed block = node(0).execute(1, "x");
    Vote[] both = {vote(1, block), vote(1, block(1, "y", 0))};
    node(0).hear(both);
    Path evidence = directory.resolve("node-0/evidence");
    Path file = evidence.resolve(node(0).found.get(0).fileName());
    Files.move(file, evidence.resolve("settled").resolve(file.getFileName()));
    node(0).certification().tick();
    node(0).hear(vote(2, block), vote(3, block));
    assertThat(node(0).certificates).containsOnlyKeys(1L);
    node(0).crashAndRestart();
    node(0).hear(both);
    assertThat(node(0).status().evidence()).as("settled for good").isEmpty();
  }

  @Test
  void treatsAFileThatNobodyUnderstandsAsEvidence() throws IOException {
    Files.writeString(directory.resolve("node-0/evidence/double-vote-0.txt"), "half a fi");
    node(0).crashAndRestart();
    node(0).execute(1, "x");
    node(0).turn();
    assertThat(node(0).status().evidence())
        .extracting(Evidence::kind)
        .containsExactly(Evidence.Kind.UNREADABLE);
    assertThat(node(0).status().votedHeight()).isZero();
  }

  @Test
  void noticesThatItsKeyIsUsedElsewhere() {
    node(0).execute(1, "x");
    node(0).turn();
    node(0).hear(vote(0, block(2, "x", 0)));
    assertThat(node(0).found)
        .extracting(Evidence::kind)
        .containsExactly(Evidence.Kind.KEY_USED_ELSEWHERE);
    node(0).execute(2, "x");
    node(0).turn();
    assertThat(node(0).status().votedHeight()).isEqualTo(1);
  }

  @Test
  void aWipedValidatorLearnsWhatItVotedForAndVotesForNothingAtOrBelow() throws IOException {
    // Two of four voted: the third is needed for a certificate, and blocks 2 and 3 have none yet.
    for (int height = 1; height <= 3; height++) {
      node(0).execute(height, "x");
      node(1).execute(height, "x");
    }
    node(0).turn();
    node(1).turn();
    node(1).hear(node(0));
    node(2).execute(1, "x");
    node(2).turn();
    node(1).hear(node(2));
    assertThat(node(1).status().certifiedHeight()).isEqualTo(1);

    node(0).wipe(2);
    node(0).execute(1, "x");
    node(0).turn();
    node(0).execute(2, "x");
    assertThat(node(0).turn().announcement.votes()).isEmpty();
    node(0).hear(node(2));
    assertThat(node(0).announcement.votes()).extracting(Vote::signer).doesNotContain(id(0));
    node(0).hear(node(1));
    node(0).execute(3, "x");
    node(0).turn();
    assertThat(node(0).found).isEmpty();
    assertThat(node(0).status().votedHeight()).isZero();
    node(0).execute(4, "x");
    node(0).turn();
    assertThat(node(0).status().votedHeight()).isEqualTo(4);
    assertThat(node(0).found).isEmpty();
  }

  @Test
  void aWipedValidatorWhoseOldVoteWasForAnotherHeaderIsStillFoundOut() throws IOException {
    node(0).execute(1, "x");
    node(0).turn();
    node(1).hear(node(0));
    node(0).wipe(1);
    node(0).hear(node(1));
    node(0).execute(1, "another");
    node(0).turn();
    assertThat(node(0).found)
        .extracting(Evidence::kind)
        .containsExactly(Evidence.Kind.KEY_USED_ELSEWHERE);
  }

  @Test
  void takesItsOwnVotesFromBeforeARestartForItsOwn() throws IOException {
    Executed block = node(0).execute(1, "x");
    node(0).turn();
    node(0).crashAndRestart();
    node(0).hear(vote(0, block));
    assertThat(node(0).found).isEmpty();
  }

  @Test
  void refusesABlockAheadOfItsClockUntilTheClockIsThere() {
    long aheadMs = node(0).nowMs + TestValidator.DRIFT_MS + 1;
    node(0).execute(block(1, "x", aheadMs), true);
    node(0).turn();
    assertThat(node(0).refusals).extracting(RefusedVote::code).containsExactly("block-time-ahead");
    assertThat(node(0).status().votedHeight()).isZero();
    node(0).nowMs += 1;
    node(0).turn();
    assertThat(node(0).status().votedHeight()).isEqualTo(1);
  }

  @Test
  void refusesABlockWhoseTimeIsLongBeforeItWasOrdered() {
    long behindMs = node(0).nowMs - TestValidator.DRIFT_MS - 1;
    node(0).execute(block(1, "x", behindMs), true);
    node(0).turn();
    assertThat(node(0).refusals).extracting(RefusedVote::code).containsExactly("block-time-behind");
    assertThat(node(0).status().votedHeight()).isZero();
  }

  @Test
  void votesForBlocksOfAnOutageWhoseTimesAreFromAfterItWasUpToDate() {
    node(0).execute(1, "x");
    node(0).certification().upToDate(1, node(0).nowMs);
    long orderedMs = node(0).nowMs + 1_000;
    node(0).nowMs += 3_600_000;
    node(0).execute(block(2, "x", orderedMs), false);
    node(0).turn();
    assertThat(node(0).refusals).isEmpty();
    assertThat(node(0).status().votedHeight()).isEqualTo(2);
  }

  @Test
  void judgesABlockByWhatItKnewWhenItWasOrderedHoweverLateItLooks() {
    node(0).execute(1, "x");
    node(0).certification().upToDate(1, node(0).nowMs);
    long backDatedMs = node(0).nowMs - TestValidator.DRIFT_MS - 1;
    node(0).blocks.put(2L, block(2, "x", backDatedMs));
    node(0).certification().upToDate(2, node(0).nowMs + 1_000);
    // Nobody told of block 2: it is looked up as block 3 comes.
    node(0).execute(3, "x");
    node(0).turn();
    assertThat(node(0).refusals)
        .extracting(RefusedVote::height, RefusedVote::code)
        .containsExactly(tuple(2L, "block-time-behind"));
  }

  @Test
  void aClockThatWentBackRefusesNothingThatIsOfNow() {
    node(0).certification().upToDate(0, node(0).nowMs + 3_600_000);
    node(0).execute(block(1, "x", node(0).nowMs), false);
    node(0).turn();
    assertThat(node(0).status().votedHeight()).isEqualTo(1);
  }

  @Test
  void believesInBlocksAboveItsOwnOnlyUnderACertificateThatItVerified() {
    node(3).execute(1, "x");
    Executed far = block(Long.MAX_VALUE, "far", 0);
    node(3).certification().received("liar", certificate(far, 0, 1));
    Certificate forged =
        new Certificate(
            far.height(), 0, far.hash(), certificate(block(9, "y", 0), 0, 1, 2).votes());
    node(3).certification().received("liar", forged);
    node(3).turn();
    assertThat(node(3).status().provenHeight()).isZero();
    assertThat(node(3).invalid).containsExactly("liar certificate-short", "liar vote-invalid");

    node(3).certification().received("peer", certificate(block(9, "y", 0), 0, 1, 2));
    node(3).turn();
    assertThat(node(3).status().provenHeight()).isEqualTo(9);
    assertThat(node(3).status().certifiedHeight()).isZero();
  }

  @Test
  void theCertificateThatProvesABlockIsComparedWithItWhateverItsPeerSaysLater() {
    node(3).execute(1, "x");
    node(3).certification().received("peer", certificate(block(3, "theirs", 0), 0, 1, 2));
    node(3).certification().received("peer", certificate(block(2, "x", 0), 0, 1));
    node(3).execute(3, "mine");
    node(3).turn();
    assertThat(node(3).status().halted()).map(Halt::kind).contains(Halt.Kind.STATE_DIFFERS);
  }

  @Test
  void namesWhoeverSignedAnotherHeaderOnce() {
    Executed mine = node(0).execute(1, "mine");
    Executed theirs = block(1, "theirs", 0);
    node(0).hear(vote(1, theirs));
    node(0).hear(vote(1, theirs), vote(2, mine));
    Difference expected = new Difference(vote(1, theirs).signer(), 1, mine.hash(), theirs.hash());
    assertThat(node(0).differences).containsExactly(expected);
    assertThat(node(0).status().differences()).containsExactly(expected);
    node(0).hear(vote(3, block(2, "early", 0)));
    node(0).execute(2, "mine");
    assertThat(node(0).status().differences()).hasSize(2);
  }

  @Test
  void aDiskThatRefusesHoldsTheVotesBackUntilItIsWell() {
    node(0).disk.refusesSyncs = true;
    Executed block = node(0).execute(1, "x");
    node(0).turn();
    assertThat(node(0).announcement.votes()).isEmpty();
    assertThat(node(0).status().trouble())
        .hasValueSatisfying(it -> assertThat(it).contains("Input/output"));
    assertThat(node(0).halts).isEmpty();
    node(0).hear(vote(1, block), vote(2, block), vote(3, block));
    assertThat(node(0).certificates).as("the others' votes count").containsOnlyKeys(1L);
    assertThat(node(0).troubles).as("one attempt a tick").hasSize(1);
    node(0).certification().tick();
    node(0).turn();
    assertThat(node(0).troubles).hasSize(2);

    node(0).disk.refusesSyncs = false;
    node(0).certification().tick();
    node(0).turn();
    assertThat(node(0).status().votedHeight()).isEqualTo(1);
    assertThat(node(0).status().trouble()).isEmpty();
  }

  @Test
  void aFullDiskIsCalledSoAndHealsWithoutARestart() {
    node(0).disk.refusesWrites = true;
    node(0).execute(1, "x");
    node(0).turn();
    assertThat(node(0).status().trouble())
        .hasValueSatisfying(it -> assertThat(it).contains("the disk is full"));
    assertThat(node(0).troubles).singleElement().asString().contains("the disk is full");

    node(0).disk.refusesWrites = false;
    node(0).certification().tick();
    node(0).turn();
    assertThat(node(0).status().votedHeight()).isEqualTo(1);
    assertThat(node(0).status().trouble()).isEmpty();
  }

  @Test
  void evidenceThatTheDiskRefusesCountsAndIsKeptLater() throws IOException {
    Path folder = directory.resolve("node-0/evidence");
    Path away = directory.resolve("node-0/away");
    Executed block = node(0).execute(1, "x");
    Files.move(folder, away);
    Files.writeString(folder, "no folder");
    node(0).hear(vote(1, block), vote(1, block(1, "y", 0)));
    assertThat(node(0).found).hasSize(1);
    assertThat(node(0).status().trouble()).isPresent();
    node(0).certification().tick();
    assertThat(node(0).status().evidence()).as("nobody settled it").hasSize(1);
    assertThat(node(0).halts).isEmpty();

    Files.delete(folder);
    Files.move(away, folder);
    node(0).certification().tick();
    assertThat(node(0).status().trouble()).isEmpty();
    assertThat(folder.resolve(node(0).found.get(0).fileName())).exists();
    node(0).crashAndRestart();
    assertThat(node(0).status().evidence()).hasSize(1);
  }

  @Test
  void holdsNoVotesOutsideItsWindow() {
    long far = Limits.HEIGHTS_AHEAD_MAX + 1L;
    Executed block = block(far, "x", node(0).nowMs);
    node(0).hear(vote(1, block));
    assertThat(node(0).announcement.votes()).isEmpty();
    node(0).hear(vote(1, block(far - 1, "x", 0)));
    assertThat(node(0).announcement.votes()).hasSize(1);
  }
}
