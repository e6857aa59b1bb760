package io.consentledger.ledger.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Domain;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.TransactionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The specification's worked examples are what the code makes. */
class PayloadSpecTest {
  private static final Path SPEC =
      Path.of(System.getProperty("consentledger.root", ".."), "docs", "spec", "payloads.md");
  private static final Path FORMS = SPEC.resolveSibling("vectors").resolve("payload-forms.json");

  @ParameterizedTest
  @EnumSource(Kind.class)
  void showsTheExampleWithItsHash(Kind kind) throws IOException, TransactionException {
    Bytes canonical = CanonicalJson.encode(Samples.json(kind));
    assertThat(Files.readString(SPEC))
        .as("docs/spec/payloads.md shows the example of %s", kind.label())
        .contains("## " + kind.label() + " (" + kind.code() + ")")
        .contains(example(canonical));
    assertThat(Payload.parse(kind, CanonicalJson.parse(canonical)).kind()).isEqualTo(kind);
  }

  @Test
  void showsAGrantForSomeRecipients() throws IOException, TransactionException {
    DecideConsent all =
        (DecideConsent) Payload.parse(Kind.DECIDE_CONSENT, Samples.json(Kind.DECIDE_CONSENT));
    DecideConsent some =
        new DecideConsent(
            all.salt(),
            all.controllerId(),
            all.subjectRef(),
            all.decision(),
            all.process(),
            all.notice(),
            all.language(),
            all.dataCategories(),
            all.validUntilMs(),
            List.of("insurer"),
            null);
    Bytes canonical = CanonicalJson.encode(some.toJson());

    assertThat(Files.readString(SPEC)).contains(example(canonical));
    assertThat(Payload.parse(Kind.DECIDE_CONSENT, CanonicalJson.parse(canonical))).isEqualTo(some);
  }

  private static String example(Bytes canonical) {
    return "```\n"
        + canonical.utf8()
        + "\n```\npayloadHash `"
        + Domain.PAYLOAD.hash(canonical).toHex()
        + "`\n";
  }

  /** "The kinds up to 21, and 34, have controllerId". */
  @Test
  void saysWhichKindsHaveAController() throws IOException {
    Matcher said =
        Pattern.compile("The kinds up to ([0-9]+), and ([0-9]+), have\\s+`controllerId`")
            .matcher(Files.readString(SPEC));
    assertThat(said.find()).isTrue();
    for (Kind kind : Kind.values()) {
      boolean expected =
          kind.code() <= Integer.parseInt(said.group(1))
              || kind.code() == Integer.parseInt(said.group(2));
      assertThat(Samples.json(kind).has("controllerId")).as(kind.label()).isEqualTo(expected);
    }
  }

  @Test
  void listsTheSpecialCategories() throws IOException {
    String sentence =
        Files.readString(SPEC).split("GDPR protects: ", 2)[1].split("`\\. The genesis", 2)[0] + "`";
    List<String> listed = new ArrayList<>();
    for (Matcher term = Pattern.compile("`([A-Za-z]+)`").matcher(sentence); term.find(); ) {
      listed.add(term.group(1));
    }
    List<String> shipped;
    try (InputStream in = Vocabulary.class.getResourceAsStream("dpv-2.3.terms")) {
      shipped =
          new String(in.readAllBytes(), StandardCharsets.US_ASCII)
              .lines()
              .filter(line -> line.startsWith("special-category "))
              .map(line -> line.split(" ", 2)[1])
              .toList();
    }
    assertThat(listed).isEqualTo(shipped).hasSizeGreaterThan(30);
  }

  /** The published examples of forms, and what becomes of each. */
  @Test
  void takesAndRefusesTheFormsOfTheVectors() throws Exception {
    JsonNode cases = new ObjectMapper().readTree(FORMS.toFile());
    Set<String> codes = new TreeSet<>();
    for (JsonNode one : cases) {
      Kind kind = Kind.ofCode(one.path("kind").asInt()).orElseThrow();
      ObjectNode payload = Samples.json(kind);
      payload.set(one.path("field").asText(), one.path("value"));
      String code = "taken";
      try {
        Payload.parse(kind, CanonicalJson.parse(CanonicalJson.encode(payload)));
      } catch (TransactionException refused) {
        code = refused.code();
      }
      assertThat(code).as(one.toString()).isEqualTo(one.path("code").asText());
      codes.add(code);
    }
    assertThat(codes).containsExactly("payload-invalid", "taken");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void namesEveryField(Kind kind) throws IOException {
    String section = Files.readString(SPEC).split("## " + kind.label() + " ", 2)[1];
    section = section.split("\n## ", 2)[0];
    for (var names = Samples.json(kind).fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals("salt") && !name.equals("controllerId") && !name.equals("subjectRef")) {
        assertThat(section).contains("`" + name);
      }
    }
  }
}
