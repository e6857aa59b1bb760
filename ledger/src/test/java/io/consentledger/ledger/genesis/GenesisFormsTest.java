package io.consentledger.ledger.genesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.evidence.Python;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published genesis files, sound ones and others: both verifiers say the same of each. */
final class GenesisFormsTest {
  private static final Path FORMS =
      Path.of(System.getProperty("consentledger.root", ".."))
          .resolve("docs/spec/vectors/genesis-forms.json");

  @TempDir Path folder;

  @Test
  void bothVerifiersSayWhatTheVectorsSay() throws Exception {
    List<String> lines = new ArrayList<>();
    for (JsonNode one : new ObjectMapper().readTree(FORMS.toFile())) {
      Bytes file = Bytes.utf8(one.path("file").asText());
      String expected = one.path("code").asText();
      assertThat(code(file)).as(one.path("name").asText()).isEqualTo(expected);
      String name = "genesis-" + lines.size() + ".json";
      Files.write(folder.resolve(name), file.toArray());
      lines.add(name + "\t" + expected);
    }
    Files.write(folder.resolve("genesis.tsv"), lines);

    Python python = Python.find();
    Python.Done done =
        python.run(
            "-B",
            python.script("lib/verify_cases.py"),
            "genesis",
            folder.resolve("genesis.tsv").toString());
    assertThat(lines).hasSizeGreaterThan(20);
    assertThat(done.exitCode()).as(String.join("\n", done.output())).isZero();
  }

  private static String code(Bytes file) {
    try {
      Genesis.parse(file);
      return "verified";
    } catch (GenesisException refused) {
      return refused.code();
    }
  }
}
