package io.consentledger.ledger.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Domain;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.TransactionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The specification's worked examples are what the code makes. */
class PayloadSpecTest {
  private static final Path SPEC =
      Path.of(System.getProperty("consentledger.root", ".."), "docs", "spec", "payloads.md");

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
