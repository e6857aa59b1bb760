package io.consentledger.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.GenesisException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The published bundles and their genesis file, changed at one place after another: both verifiers
 * say the same of each. {@code scripts/compare-verifiers} tries more of them.
 */
final class MutationTest {
  private static final int COUNT = Integer.getInteger("consentledger.mutations", 1_500);
  private static final long SEED = Long.getLong("consentledger.mutations.seed", 20_261_129);
  private static final Path FOLDER = Path.of("../docs/spec/vectors/evidence");

  @TempDir Path cases;

  @Test
  void bothVerifiersSayTheSameOfChangedBundles() throws Exception {
    Python python = Python.find();
    Genesis genesis = Genesis.parse(read("genesis.json"));
    List<Mutations> sources = new ArrayList<>();
    Random random = new Random(SEED);
    for (String line : Files.readAllLines(FOLDER.resolve("cases.tsv"))) {
      if (line.split("\t", -1)[1].equals(TamperCase.VERIFIED)) {
        sources.add(new Mutations(read(line.split("\t", -1)[0]), random));
      }
    }
    List<String> lines = new ArrayList<>();
    while (lines.size() < COUNT) {
      Optional<Bytes> changed = sources.get(random.nextInt(sources.size())).next();
      if (changed.isPresent()) {
        String file = "case-" + lines.size() + ".json";
        Files.write(cases.resolve(file), changed.get().toArray());
        String code = code(genesis, changed.get());
        lines.add(String.join("\t", file, code, file, "", code));
      }
    }
    Files.write(cases.resolve("cases.tsv"), lines);

    Python.Done done =
        python.run(
            "-B",
            python.script("lib/verify_cases.py"),
            "cases",
            cases.resolve("cases.tsv").toString(),
            FOLDER.resolve("genesis.json").toString());

    assertThat(done.exitCode()).as(String.join("\n", done.output())).isZero();
    assertThat(lines.stream().map(line -> line.split("\t", -1)[1]).distinct().count())
        .as("changes that are all refused alike prove little")
        .isGreaterThan(8);
  }

  @Test
  void bothVerifiersSayTheSameOfChangedGenesisFiles() throws Exception {
    Python python = Python.find();
    Mutations source = new Mutations(read("genesis.json"), new Random(SEED));
    List<String> lines = new ArrayList<>();
    while (lines.size() < COUNT) {
      Optional<Bytes> changed = source.next();
      if (changed.isPresent()) {
        String file = "genesis-" + lines.size() + ".json";
        Files.write(cases.resolve(file), changed.get().toArray());
        lines.add(file + "\t" + genesisCode(changed.get()));
      }
    }
    Files.write(cases.resolve("genesis.tsv"), lines);

    Python.Done done =
        python.run(
            "-B",
            python.script("lib/verify_cases.py"),
            "genesis",
            cases.resolve("genesis.tsv").toString());

    assertThat(done.exitCode()).as(String.join("\n", done.output())).isZero();
  }

  private static String code(Genesis genesis, Bytes bundle) {
    try {
      new EvidenceVerifier(genesis).verify(bundle, VerifyOptions.NONE);
      return TamperCase.VERIFIED;
    } catch (EvidenceException refused) {
      return refused.code();
    }
  }

  private static String genesisCode(Bytes file) {
    try {
      Genesis.parse(file);
      return TamperCase.VERIFIED;
    } catch (GenesisException refused) {
      return refused.code();
    }
  }

  private static Bytes read(String file) throws IOException {
    return Bytes.owning(Files.readAllBytes(FOLDER.resolve(file)));
  }
}
