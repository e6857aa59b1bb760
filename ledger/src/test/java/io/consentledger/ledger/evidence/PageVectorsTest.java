package io.consentledger.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.genesis.Genesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the published proofs in pages; {@code -Dconsentledger.vectors.write=true} writes them. */
final class PageVectorsTest {
  private static final Path FOLDER = Path.of("../docs/spec/vectors/evidence-pages");

  @TempDir Path scratch;

  @Test
  void makesTheVeryFilesThatAreWritten() throws Exception {
    Map<String, Bytes> made;
    try (EvidenceWorld world = new EvidenceWorld(scratch)) {
      made = new PageCaseFiles(new PageCases(world).cases()).files();
      made.put("genesis.json", world.network.genesis.bytes());
    }
    if (Boolean.getBoolean("consentledger.vectors.write")) {
      Files.createDirectories(FOLDER);
      for (Map.Entry<String, Bytes> file : made.entrySet()) {
        Files.write(FOLDER.resolve(file.getKey()), file.getValue().toArray());
      }
    }
    for (Map.Entry<String, Bytes> file : made.entrySet()) {
      assertThat(read(file.getKey())).as(file.getKey()).isEqualTo(file.getValue());
    }
    try (Stream<Path> there = Files.list(FOLDER)) {
      assertThat(there).hasSameSizeAs(made.keySet());
    }
  }

  @Test
  void bothVerifiersJudgeEachAsItIsWritten() throws Exception {
    Genesis genesis = Genesis.parse(read("genesis.json"));
    List<String> codes = new ArrayList<>();
    for (String line : Files.readAllLines(FOLDER.resolve("cases.tsv"))) {
      String[] cells = line.split("\t", -1);
      String said = one(cells).judge(genesis);
      assertThat(said.split(" ", 2)[0]).as(line).isEqualTo(cells[0]);
      codes.add(said);
    }
    Python python = Python.find();
    Python.Done done =
        python.run(
            "-B",
            python.script("lib/verify_cases.py"),
            "pages",
            FOLDER.resolve("cases.tsv").toString(),
            FOLDER.resolve("genesis.json").toString());
    assertThat(done.output()).isEqualTo(codes);
  }

  @Test
  void hasOneForEachCodeOfPagesAlone() throws IOException {
    Set<String> codes = new TreeSet<>();
    for (String line : Files.readAllLines(FOLDER.resolve("cases.tsv"))) {
      codes.add(line.split("\t", -1)[0]);
    }

    assertThat(SpecCodes.pages()).isNotEmpty();
    assertThat(codes).containsAll(SpecCodes.pages());
  }

  private static PageCase one(String[] cells) throws IOException {
    List<Bytes> files = all(cells[2]);
    ProofFiles proof = new ProofFiles(files.get(0), files.subList(1, files.size()));
    String[] words = cells[3].split(" ", -1);
    Optional<Digest> nonce =
        words[0].equals("--challenge") ? Optional.of(Digest.fromHex(words[1])) : Optional.empty();
    List<Bytes> earlier = words[0].equals("--since") ? all(words[1]) : List.of();
    return new PageCase(cells[1], cells[0], proof, nonce, earlier);
  }

  private static List<Bytes> all(String names) throws IOException {
    List<Bytes> all = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      all.add(read(name));
    }
    return all;
  }

  private static Bytes read(String file) throws IOException {
    return Bytes.owning(Files.readAllBytes(FOLDER.resolve(file)));
  }
}
