package io.consentledger.ledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.ledger.state.Effect;
import io.consentledger.ledger.state.FindingCode;
import io.consentledger.ledger.state.Reason;
import io.consentledger.ledger.state.RejectionCode;
import io.consentledger.ledger.state.Severity;
import io.consentledger.ledger.tx.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every code that the model can say has its line in the reference. */
class CodesReferenceTest {
  private static final Path REFERENCE =
      Path.of(System.getProperty("consentledger.root", ".."), "docs", "reference");

  @Test
  void listsEveryCode() throws IOException {
    List<String> codes = new ArrayList<>(List.of("payload-invalid", "possession-invalid"));
    for (RejectionCode code : RejectionCode.values()) {
      codes.add(code.code());
    }
    addNames(codes, FindingCode.values());
    addNames(codes, Severity.values());
    addNames(codes, Reason.values());
    addNames(codes, Effect.values());
    addNames(codes, Obligation.Code.values());
    String page = Files.readString(REFERENCE.resolve("codes.md"));
    for (String code : codes) {
      assertThat(page).as("docs/reference/codes.md").contains("| `" + code + "` |");
    }
  }

  @Test
  void saysWhatEveryFindingIsAgainst() throws IOException {
    String page = Files.readString(REFERENCE.resolve("codes.md"));
    for (FindingCode code : FindingCode.values()) {
      assertThat(page)
          .as(code.name())
          .containsPattern("\\| `" + code + "` \\|[^|]+\\|[^|]+\\|[^|]*[0-9][^|]*\\|");
    }
  }

  @Test
  void specifiesTheStoredCodeOfEveryFinding() throws IOException {
    String page = Files.readString(REFERENCE.resolveSibling("spec").resolve("map.md"));
    for (FindingCode code : FindingCode.values()) {
      assertThat(page)
          .as("docs/spec/map.md")
          .containsPattern("\\b" + code.code() + " `" + code + "`");
    }
  }

  @Test
  void listsEveryKind() throws IOException {
    String page = Files.readString(REFERENCE.resolve("kinds.md"));
    for (Kind kind : Kind.values()) {
      assertThat(page).as("docs/reference/kinds.md").contains("## " + kind.label());
    }
  }

  private static void addNames(List<String> codes, Enum<?>[] values) {
    for (Enum<?> value : values) {
      codes.add(value.name());
    }
  }
}
