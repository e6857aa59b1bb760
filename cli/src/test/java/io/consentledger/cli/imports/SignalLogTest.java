package io.consentledger.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.cli.base.Limits;
import io.consentledger.cli.report.History;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Logs of many lines: read line by line, and held against the ledger many customers at once. */
class SignalLogTest {
  @Test
  void linesAreThoseOfTheTextWhateverTheirEndsAre() {
    for (String text :
        List.of("", "\n", "a", "a\n", "a\r\nb", "\uFEFFa\n\nb\n", "a\r", "\r\n", "é\tü\n€\r\n")) {
      List<String> lines = new ArrayList<>();
      Texts.eachLine(bytes(text), (number, line) -> lines.add(line));
      assertThat(lines).as(text).isEqualTo(Texts.lines(Texts.of(bytes(text)).orElseThrow()));
    }
  }

  @Test
  void whatIsNotTextIsRefusedWhereverItStands() {
    byte[] cut = bytes("x".repeat(8_191) + "€" + "y".repeat(9_000) + "€");
    assertThat(Texts.isText(cut)).isTrue();
    for (int gone : List.of(8_192, cut.length - 1)) {
      byte[] broken = cut.clone();
      broken[gone] = 'z';
      assertThat(Texts.isText(broken)).as("byte " + gone).isFalse();
      assertThat(Texts.of(broken)).isEmpty();
    }
    ImportPlan plan = new GpcImporter().read(new byte[] {(byte) 0xe9, '\t'}, options());
    assertThat(plan.problems())
        .extracting(ImportProblem::code)
        .containsExactly("document-malformed");
  }

  @Test
  void aLogMayBeLargerThanADocument() {
    String line = "ann\tSec-GPC: 1\n";
    byte[] log = bytes(line.repeat(Limits.FILE_BYTES_MAX / line.length() + 1));
    Importer importer = new GpcImporter();
    assertThat(log.length).isBetween(Limits.FILE_BYTES_MAX, importer.sizeBytesMax());
    assertThat(importer.read(log, options()).steps()).hasSize(2);
  }

  @Test
  void historiesAreAskedForManyAtATimeAndFewAreKept() throws Exception {
    int people = 3 * Limits.HISTORIES_KEPT_MAX;
    List<String> wallets = IntStream.range(0, people).mapToObj(i -> "w" + i).toList();
    Asked asked = new Asked();
    Standing standing = new Standing(asked);
    List<String> taken = new ArrayList<>();
    standing.through(
        wallets,
        List::of,
        wallet -> {
          assertThat(standing.isOpen(wallet)).isFalse();
          assertThat(standing.decisive(wallet, "care")).isEmpty();
          taken.add(wallet);
        });
    assertThat(taken).isEqualTo(wallets);
    assertThat(asked.single).isZero();
    assertThat(asked.most).isBetween(16, Limits.HISTORIES_KEPT_MAX);
    assertThat(standing.isOpen("w0")).as("remembered without the history").isFalse();
    assertThat(asked.single).isZero();
    standing.decisive("w0", "care");
    assertThat(asked.single).as("the history was forgotten, and is read again").isEqualTo(1);
  }

  private static final class Asked implements Standing.Records {
    private int single;
    private int most;

    @Override
    public Optional<History> of(String wallet) {
      single++;
      return Optional.empty();
    }

    @Override
    public Map<String, Optional<History>> of(Collection<String> all) {
      most = Math.max(most, all.size());
      Map<String, Optional<History>> none = new HashMap<>();
      all.forEach(wallet -> none.put(wallet, Optional.empty()));
      return none;
    }
  }

  private static ImportOptions options() {
    return new ImportOptions(null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
