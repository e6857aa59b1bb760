package io.consentledger.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.LedgerException;
import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.evidence.EvidenceNetwork.Customer;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.model.Delegate;
import io.consentledger.ledger.model.DelegationCapacity;
import io.consentledger.ledger.model.DelegationScope;
import io.consentledger.ledger.model.RotateKey;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.Transaction;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proofs of any size: both verifiers go through the pages in order, and miss nothing. */
final class PagesTest {
  private static final int PAGE = 2;

  @TempDir Path folder;
  private EvidenceWorld world;

  @BeforeEach
  void open() throws LedgerException {
    world = new EvidenceWorld(folder.resolve("ledger"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void bothVerifiersTakeWhatIsWholeAndNameWhatIsNot() throws Exception {
    List<PageCase> cases = new PageCases(world).cases();

    List<String> codes = new ArrayList<>();
    for (PageCase one : cases) {
      String said = one.judge(world.network.genesis);
      assertThat(said.split(" ", 2)[0]).as(one.name()).isEqualTo(one.code());
      codes.add(said);
    }
    assertThat(pythons(cases)).isEqualTo(codes);
  }

  @Test
  void holdsPagesAndBundlesAgainstEachOther() throws Exception {
    Bytes bundle = world.histories(world.ann, world.bob).encode();
    ProofFiles pages = ProofFiles.of(world, world.ann, Optional.empty(), PAGE);
    long then = world.ledger.tip().height();
    world.commit(world.network.use(world.ann));
    ProofFiles later = ProofFiles.since(world, world.ann, then, PAGE);
    Genesis genesis = world.network.genesis;

    PagesVerifier verifier =
        new PagesVerifier(genesis, later.cover(), world.after(bundle), record -> {});
    for (Bytes page : later.pages()) {
      verifier.page(page);
    }
    VerifiedEvidence evidence = verifier.end();
    assertThat(evidence.lost()).containsExactly(world.bob.ref());
    assertThat(evidence.since().map(Moment::height)).contains(then);

    Bytes laterBundle =
        world.histories(OptionalLong.of(then), Optional.empty(), world.bob).encode();
    VerifyOptions options = VerifyOptions.NONE.withEarlier(pages.earlier(genesis));
    assertThat(world.verify(laterBundle, options).lost()).containsExactly(world.ann.ref());
  }

  @Test
  void aCoverIsMadeWithoutReadingTheHistory() throws Exception {
    Set<Integer> asked = new TreeSet<>();
    try (LedgerSnapshot moment = world.ledger.snapshot()) {
      LedgerSnapshot watched =
          (LedgerSnapshot)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {LedgerSnapshot.class},
                  (proxy, method, arguments) -> {
                    if (method.getName().equals("history")) {
                      asked.add((Integer) arguments[2]);
                    }
                    return method.invoke(moment, arguments);
                  });
      Header newest = world.header(moment.tip().height());
      new EvidenceBuilder(
              world.network.genesis, watched, world.network.certificate(newest), List.of())
          .cover(HistoryRequest.of(List.of(world.ann.ref())));
    }

    assertThat(asked).as("how many records it asks for at once").containsExactly(1);
  }

  @Test
  void aCoverShowsTheLifeOfEveryKeyThatTheRecordsBring() throws Exception {
    Customer bob = world.bob;
    SigningKey next = EvidenceNetwork.key("the next key of bob");
    SigningKey guardian = EvidenceNetwork.key("guardian of bob");
    NetworkId network = world.network.id();
    world.commit(
        world.network.sign(
            RotateKey.prove(network, world.network.salt(), bob.controllerId(), bob.ref(), next),
            bob.key()));
    world.commit(
        world.network.sign(
            Delegate.toPerson(
                network,
                world.network.salt(),
                bob.controllerId(),
                bob.ref(),
                DelegationCapacity.GUARDIAN,
                guardian,
                List.of(DelegationScope.DECIDE),
                EvidenceNetwork.CREATED_MS + Duration.ofDays(365).toMillis()),
            next));
    ProofFiles proof = ProofFiles.of(world, bob, Optional.empty(), PAGE);

    List<StreamId> covered =
        EvidenceBundle.decodeCover(proof.cover()).streams().stream()
            .map(BundledStream::streamId)
            .toList();
    for (SigningKey key : List.of(bob.key(), next, guardian)) {
      assertThat(covered).contains(StreamId.ofKey(key.verifyingKey().id()));
    }
    assertThat(proof.judge(world)).startsWith("verified");
    assertThat(pythons(List.of(PageCase.of("keys", "verified", proof))))
        .containsExactly(proof.judge(world));
  }

  @Test
  void aLaterMomentOfTheLedgerGivesTheSamePages() throws Exception {
    ProofFiles before = ProofFiles.of(world, world.bob, Optional.empty(), PAGE);
    ProofFiles unknown = ProofFiles.of(world, world.nobody, Optional.empty(), PAGE);
    world.commit(world.network.use(world.bob), world.network.open(world.nobody));

    assertThat(before.pagesNow(world, world.bob, PAGE)).isEqualTo(before.pages());
    assertThat(before.judge(world)).startsWith("verified");
    assertThat(unknown.pagesNow(world, world.nobody, PAGE)).isEqualTo(unknown.pages());
  }

  /**
   * As many records as -Dconsentledger.bigProof says, for whoever measures: docs/performance.md.
   */
  @Test
  void aCustomerWithManyRecordsIsProved() throws Exception {
    int count = Integer.getInteger("consentledger.bigProof", 600);
    String kept = System.getProperty("consentledger.bigProofOut");
    for (int made = 0; made < count; made += 500) {
      List<Transaction> block = new ArrayList<>();
      for (int i = 0; i < Math.min(500, count - made); i++) {
        block.add(world.network.use(world.bob));
      }
      world.commit(block);
    }
    long startNanos = System.nanoTime();
    ProofFiles proof =
        ProofFiles.of(world, world.bob, Optional.empty(), count > 1_000 ? 1_000 : 100);
    long builtNanos = System.nanoTime();
    if (kept != null) {
      proof.write(Path.of(kept));
      Files.write(Path.of(kept, "genesis.json"), world.network.genesis.bytes().toArray());
      System.out.printf(
          "%d records built in %d ms%n", count, (builtNanos - startNanos) / 1_000_000);
    }
    assertThat(proof.judge(world)).startsWith("verified " + (count + 4) + " ");
    if (kept == null) {
      assertThat(pythons(List.of(PageCase.of("many", "verified", proof))))
          .containsExactly(proof.judge(world));
      Path place = Files.createDirectory(folder.resolve("folder"));
      proof.write(place);
      Python python = Python.find();
      String genesis = folder.resolve("genesis.json").toString();
      String audit = python.script("verify_audit.py");
      Python.Done done = python.run("-B", audit, place.toString(), "--genesis", genesis);
      assertThat(done.exitCode()).isZero();
      assertThat(String.join("\n", done.output())).contains((count + 4) + " records in");
    }
  }

  /** What the other verifier says of each. */
  private List<String> pythons(List<PageCase> cases) throws IOException {
    Path place = Files.createTempDirectory(folder, "cases");
    PageCaseFiles files = new PageCaseFiles(cases);
    for (Map.Entry<String, Bytes> file : files.files().entrySet()) {
      Files.write(place.resolve(file.getKey()), file.getValue().toArray());
    }
    Files.write(folder.resolve("genesis.json"), world.network.genesis.bytes().toArray());
    Python python = Python.find();
    return python
        .run(
            "-B",
            python.script("lib/verify_cases.py"),
            "pages",
            place.resolve("cases.tsv").toString(),
            folder.resolve("genesis.json").toString())
        .output();
  }
}
