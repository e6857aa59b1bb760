package io.consentledger.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.LedgerException;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.GenesisException;
import io.consentledger.ledger.state.FindingCode;
import io.consentledger.ledger.state.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the published bundles: some sound ones, and the smallest that is refused for each code.
 * Where the format is changed on purpose, {@code -Dconsentledger.vectors.write=true} writes them.
 */
final class EvidenceVectorsTest {
  private static final int FILE_BYTES_MAX = 14 * 1024;
  private static final Path FOLDER = Path.of("../docs/spec/vectors/evidence");

  @TempDir Path scratch;

  @Test
  void makesTheVeryFilesThatAreWritten() throws Exception {
    Map<String, Bytes> made = make();
    if (Boolean.getBoolean("consentledger.vectors.write")) {
      Files.createDirectories(FOLDER);
      for (Map.Entry<String, Bytes> file : made.entrySet()) {
        Files.write(FOLDER.resolve(file.getKey()), file.getValue().toArray());
      }
    }
    for (Map.Entry<String, Bytes> file : made.entrySet()) {
      assertThat(Bytes.owning(Files.readAllBytes(FOLDER.resolve(file.getKey()))))
          .as(file.getKey())
          .isEqualTo(file.getValue());
    }
    try (Stream<Path> there = Files.list(FOLDER)) {
      assertThat(there.map(it -> it.getFileName().toString())).hasSameSizeAs(made.keySet());
    }
  }

  @Test
  void judgesEachAsItIsWritten() throws IOException, GenesisException {
    Genesis genesis = Genesis.parse(read("genesis.json"));
    for (String line : Files.readAllLines(FOLDER.resolve("cases.tsv"))) {
      String[] cells = line.split("\t", -1);
      String code = TamperCase.VERIFIED;
      try {
        EvidenceVerifier verifier = new EvidenceVerifier(genesis);
        verifier.verify(read(cells[0]), options(verifier, cells[3]));
      } catch (EvidenceException refused) {
        code = refused.code();
      }
      assertThat(code).as(line).isEqualTo(cells[1]);
    }
  }

  @Test
  void hasOneForEachCode() throws IOException {
    Set<String> codes = new TreeSet<>();
    for (String line : Files.readAllLines(FOLDER.resolve("cases.tsv"))) {
      codes.add(line.split("\t", -1)[1]);
    }
    codes.remove(TamperCase.VERIFIED);

    assertThat(codes).isEqualTo(SpecCodes.evidence());
  }

  @Test
  void hasASoundAndARefusedOneForEachOption() throws IOException {
    Set<String> seen = new TreeSet<>();
    for (String line : Files.readAllLines(FOLDER.resolve("cases.tsv"))) {
      String[] cells = line.split("\t", -1);
      boolean sound = cells[1].equals(TamperCase.VERIFIED);
      seen.add(cells[3].split(" ", -1)[0] + (sound ? " verified" : " refused"));
    }

    assertThat(seen)
        .containsExactly(
            " refused",
            " verified",
            "--challenge refused",
            "--challenge verified",
            "--since refused",
            "--since verified");
  }

  @Test
  void hasOneForEachFindingSeverityAndDutyThatThereIs() throws IOException {
    Set<String> findings = new TreeSet<>();
    Set<String> severities = new TreeSet<>();
    Set<String> overdue = new TreeSet<>();
    for (JsonNode answer : new ObjectMapper().readTree(read("answers.json").toArray())) {
      for (JsonNode finding : answer.path("findings")) {
        findings.add(finding.path("code").asText());
        severities.add(finding.path("severity").asText());
      }
      answer.path("overdue").forEach(item -> overdue.add(item.path("code").asText()));
    }

    assertThat(findings).isEqualTo(names(FindingCode.values()));
    assertThat(severities).isEqualTo(names(Severity.values()));
    assertThat(overdue)
        .containsExactly(
            "ACKNOWLEDGEMENT_DEADLINE_MISSED", "REQUEST_DEADLINE_MISSED", "RETENTION_ELAPSED");
  }

  private static Set<String> names(Enum<?>[] values) {
    Set<String> names = new TreeSet<>();
    for (Enum<?> value : values) {
      names.add(value.name());
    }
    return names;
  }

  /** What follows from it at the time of its anchor, and a year later. */
  private static List<ObjectNode> answers(Genesis genesis, String file, Bytes bundle)
      throws EvidenceException {
    VerifiedEvidence verified = new EvidenceVerifier(genesis).verify(bundle, VerifyOptions.NONE);
    List<ObjectNode> answers = new ArrayList<>();
    for (long laterMs : List.of(0L, Duration.ofDays(400).toMillis())) {
      long timeMs = verified.anchor().timeMs() + laterMs;
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      answer.put("file", file).put("asOfMs", timeMs);
      answers.add(answer.setAll(DerivedJson.of(genesis, verified, timeMs)));
    }
    return answers;
  }

  private Map<String, Bytes> make() throws LedgerException, EvidenceException {
    Map<String, Bytes> files = new LinkedHashMap<>();
    try (EvidenceWorld world = new EvidenceWorld(scratch)) {
      files.put("genesis.json", world.network.genesis.bytes());
      List<String> lines = new ArrayList<>();
      List<TamperCase> cases = new ArrayList<>(TamperCases.of(world));
      cases.addAll(new LifeStories(world.network, scratch.resolve("stories")).cases());
      ArrayNode answers = JsonNodeFactory.instance.arrayNode();
      List<TamperCase> stories =
          new FindingStories(world.network, scratch.resolve("findings")).cases();
      for (TamperCase one : chosen(cases, stories)) {
        boolean sound = one.code().equals(TamperCase.VERIFIED);
        boolean plain = one.nonce().isEmpty() && one.earlier().isEmpty();
        String suffix = one.derived().equals(one.code()) ? "" : "-" + one.derived();
        String file =
            sound ? "good-" + (lines.size() + 1) + ".json" : one.code() + suffix + ".json";
        files.put(file, one.file());
        String options = one.nonce().map(nonce -> "--challenge " + nonce.toHex()).orElse("");
        if (one.earlier().isPresent()) {
          String earlier = "earlier-" + (sound ? file : one.code() + ".json");
          files.put(earlier, one.earlier().get());
          options = "--since " + earlier;
        }
        lines.add(String.join("\t", file, one.code(), one.name(), options, one.derived()) + "\n");
        if (sound && plain) {
          answers.addAll(answers(world.network.genesis, file, one.file()));
        }
      }
      files.put("cases.tsv", Bytes.utf8(String.join("", lines)));
      files.put("answers.json", Bytes.utf8(answers.toPrettyString() + "\n"));
    }
    return files;
  }

  private static VerifyOptions options(EvidenceVerifier verifier, String cell)
      throws IOException, EvidenceException {
    String[] words = cell.split(" ", -1);
    return switch (words[0]) {
      case "--challenge" -> VerifyOptions.NONE.withNonce(Digest.fromHex(words[1]));
      case "--since" -> VerifyOptions.NONE.withEarlier(verifier.earlier(read(words[1])));
      default -> VerifyOptions.NONE;
    };
  }

  /**
   * Every sound one that is small, the smallest that is refused for each code, all of the stories,
   * and the smallest sound one for each option.
   */
  private static List<TamperCase> chosen(List<TamperCase> cases, List<TamperCase> stories) {
    List<TamperCase> chosen = new ArrayList<>();
    TreeMap<Boolean, TamperCase> optional = new TreeMap<>();
    TreeMap<String, TamperCase> byCode = new TreeMap<>();
    Comparator<TamperCase> bySize =
        Comparator.comparingInt(
            one -> one.file().size() + one.earlier().map(Bytes::size).orElse(0));
    for (TamperCase one : cases) {
      boolean plain = one.nonce().isEmpty() && one.earlier().isEmpty();
      if (one.code().equals(TamperCase.VERIFIED)) {
        if (plain && one.file().size() <= FILE_BYTES_MAX) {
          chosen.add(one);
        } else if (!plain && !one.earlier().equals(Optional.of(one.file()))) {
          optional.merge(one.nonce().isPresent(), one, (a, b) -> bySize.compare(b, a) < 0 ? b : a);
        }
      } else if (one.file().size() > 0) {
        byCode.merge(
            one.code() + " " + one.derived(), one, (a, b) -> bySize.compare(b, a) < 0 ? b : a);
      }
    }
    chosen.addAll(byCode.values());
    chosen.addAll(stories);
    chosen.addAll(optional.values());
    return chosen;
  }

  private static Bytes read(String file) throws IOException {
    return Bytes.owning(Files.readAllBytes(FOLDER.resolve(file)));
  }
}
