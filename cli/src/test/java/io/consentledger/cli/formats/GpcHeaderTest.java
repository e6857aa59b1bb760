package io.consentledger.cli.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class GpcHeaderTest {
  @Test
  void thePublishedHeadersEndAsTheirTableSays() throws Exception {
    Path table =
        Path.of(System.getProperty("consentledger.vectors", ""), "consent/gpc-headers.tsv");
    Assumptions.assumeTrue(
        Files.exists(table), "skipped: the published vectors are not on this machine");
    List<String> rows = Files.readAllLines(table);
    assertThat(rows).hasSize(7);
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split("\t", -1);
      GpcHeader.Signal expected =
          cells[1].equals("opt out") ? GpcHeader.Signal.OPT_OUT : GpcHeader.Signal.NONE;
      assertThat(GpcHeader.read(cells[0])).as(cells[0]).isEqualTo(expected);
    }
  }

  @Test
  void onlyExactlyOneCounts() throws Exception {
    assertThat(GpcHeader.read("SEC-GPC:\t1 ")).isEqualTo(GpcHeader.Signal.OPT_OUT);
    for (String value : List.of("", "01", "1, 1", "1;x", "\u0661", "\u00a01", "11", "+1", "1.0")) {
      assertThat(GpcHeader.read("Sec-GPC: " + value)).as(value).isEqualTo(GpcHeader.Signal.NONE);
    }
    assertThat(GpcHeader.read("DNT: 1")).isEqualTo(GpcHeader.Signal.OTHER);
  }

  @Test
  void whatIsNoHeaderFieldIsRefused() {
    for (String line : List.of("", "1", "Sec-GPC 1", ": 1", "Sec-GPC : 1")) {
      assertThatExceptionOfType(FormatException.class)
          .as(line)
          .isThrownBy(() -> GpcHeader.read(line))
          .satisfies(e -> assertThat(e.code()).isEqualTo("gpc-line"));
    }
  }
}
