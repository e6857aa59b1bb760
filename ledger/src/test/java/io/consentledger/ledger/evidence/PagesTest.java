package io.consentledger.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.LedgerException;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    world.commit(world.network.revoke(world.ann));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void bothVerifiersTakeWhatIsWholeAndNameWhatIsNot() throws Exception {
    ProofFiles whole = ProofFiles.of(world, world.ann, Optional.of(world.challenge), PAGE);
    assertThat(whole.pages()).hasSizeGreaterThan(4);
    int last = whole.pages().size() - 1;
    Map<ProofFiles, String> cases = new LinkedHashMap<>();
    cases.put(whole, "verified");
    cases.put(ProofFiles.of(world, world.nobody, Optional.empty(), PAGE), "verified");
    cases.put(ProofFiles.of(world, world.annAtRetailer, Optional.empty(), 1), "verified");
    cases.put(ProofFiles.of(world, world.carol, Optional.empty(), 1_000), "verified");
    cases.put(whole.without(last), "page-missing");
    cases.put(whole.without(1), "page-missing");
    cases.put(whole.repeated(last), "page-missing");
    cases.put(whole.with(1, page -> numbered(page, 7)), "page-missing");
    cases.put(whole.with(1, page -> anchored(page, Digest.ZERO)), "page-mismatch");
    cases.put(whole.with(0, page -> lastOne(page, true)), "page-missing");
    cases.put(whole.with(last, page -> lastOne(page, false)), "page-missing");
    cases.put(whole.with(2, PagesTest::withoutARecord), "seq-gap");
    cases.put(whole.with(last, PagesTest::withoutARecord), "head-mismatch");
    cases.put(whole.with(whole.firstWithRows(), PagesTest::withoutRows), "findings-differ");
    cases.put(
        whole.covered(cover -> Edits.withoutStream(cover, StreamId.ofKey(bank()))),
        "stream-missing");
    cases.put(
        whole.covered(
            cover ->
                Edits.withStream(
                    cover,
                    ProofFiles.cover(world, world.carol, Optional.empty()),
                    StreamId.ofKey(world.carol.key().verifyingKey().id()))),
        "stream-unneeded");
    cases.put(
        whole.covered(cover -> Edits.certificate(cover, Edits.cut(cover.certificate()))),
        "certificate-malformed");
    cases.put(whole.covered(cover -> world.histories(world.ann)), "bundle-malformed");

    List<String> codes = new ArrayList<>();
    for (Map.Entry<ProofFiles, String> one : cases.entrySet()) {
      assertThat(one.getKey().judge(world).split(" ", 2)[0])
          .as("case " + codes.size())
          .isEqualTo(one.getValue());
      codes.add(one.getKey().judge(world));
    }
    assertThat(pythons(List.copyOf(cases.keySet()))).isEqualTo(codes);
  }

  @Test
  void aLaterMomentOfTheLedgerGivesTheSamePages() throws Exception {
    ProofFiles before = ProofFiles.of(world, world.bob, Optional.empty(), PAGE);
    world.commit(world.network.use(world.bob));

    assertThat(before.pagesNow(world, world.bob, PAGE)).isEqualTo(before.pages());
    assertThat(before.judge(world)).startsWith("verified");
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
      assertThat(pythons(List.of(proof))).containsExactly(proof.judge(world));
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

  private List<String> pythons(List<ProofFiles> proofs) throws IOException {
    Python python = Python.find();
    List<String> line = new ArrayList<>(List.of("-B", python.script("lib/verify_cases.py")));
    line.add("pages");
    Files.write(folder.resolve("genesis.json"), world.network.genesis.bytes().toArray());
    line.add(folder.resolve("genesis.json").toString());
    for (ProofFiles proof : proofs) {
      Path place = Files.createTempDirectory(folder, "proof");
      proof.write(place);
      line.add(place.toString());
    }
    return python.run(line.toArray(String[]::new)).output();
  }

  private static io.consentledger.crypto.KeyId bank() {
    return EvidenceNetwork.key("bank").verifyingKey().id();
  }

  private static EvidencePage numbered(EvidencePage it, long number) {
    return new EvidencePage(it.anchor(), number, it.last(), it.headers(), it.streams());
  }

  private static EvidencePage anchored(EvidencePage it, Digest anchor) {
    return new EvidencePage(anchor, it.number(), it.last(), it.headers(), it.streams());
  }

  private static EvidencePage lastOne(EvidencePage it, boolean last) {
    return new EvidencePage(it.anchor(), it.number(), last, it.headers(), it.streams());
  }

  /** The newest record of a stream of it, and what stands with it. */
  private static EvidencePage withoutARecord(EvidencePage it) {
    BundledStream from = it.streams().get(0);
    List<BundledStream> streams = new ArrayList<>(it.streams());
    if (from.records().size() == 1) {
      streams.remove(0);
    } else {
      streams.set(
          0,
          new BundledStream(
              from.streamId(),
              from.proof(),
              from.findings(),
              Edits.without(from.records(), from.records().size() - 1)));
    }
    List<BundledHeader> headers = new ArrayList<>();
    for (BundledHeader header : it.headers()) {
      long height = Edits.header(header.header()).height();
      if (streams.stream()
          .flatMap(stream -> stream.records().stream())
          .anyMatch(record -> Edits.decode(record.entry()).height() == height)) {
        headers.add(header);
      }
    }
    return new EvidencePage(it.anchor(), it.number(), it.last(), headers, streams);
  }

  private static EvidencePage withoutRows(EvidencePage it) {
    List<BundledStream> streams = new ArrayList<>();
    for (BundledStream stream : it.streams()) {
      Optional<BundledFindings> none =
          stream.findings().map(findings -> new BundledFindings(Bytes.EMPTY, List.of()));
      streams.add(new BundledStream(stream.streamId(), stream.proof(), none, stream.records()));
    }
    return new EvidencePage(it.anchor(), it.number(), it.last(), it.headers(), streams);
  }
}
