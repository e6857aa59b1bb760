package io.consentledger.cli.formats;

import static io.consentledger.ledger.model.Right.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.iab.gpp.encoder.GppModel;
import io.consentledger.ledger.model.Right;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class GppSignalsTest {
  private static final Set<Right> EVERY = Set.of(SALE, SHARE, SENSITIVE);

  @Test
  void thePublishedStringsEndAsTheirTableSays() throws Exception {
    Path table =
        Path.of(System.getProperty("consentledger.vectors", ""), "consent/gpp-strings.tsv");
    Assumptions.assumeTrue(
        Files.exists(table), "skipped: the published vectors are not on this machine");
    List<String> rows = Files.readAllLines(table);
    assertThat(rows).hasSize(7);
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split("\t", -1);
      String text = cells[0];
      String expected = cells[1];
      GppSignals read =
          text.contains("~") ? GppSignals.of(text) : GppSignals.ofSection("usca", text);
      if (expected.startsWith("not opted out") || expected.contains("not applicable")) {
        assertThat(read.optedOut()).as(text).isEmpty();
        assertThat(read.remarks()).as(text).isEmpty();
      } else {
        assertThat(read.optedOut()).as(text).contains(SALE, SHARE);
      }
      assertThat(read.remarks().isEmpty())
          .as(text)
          .isEqualTo(!expected.startsWith("not decodable"));
    }
  }

  @Test
  void theFirstVersionsCoreIsReadThoughTheLibraryAloneThrows() {
    assertThat(GppSignals.of("DBABL~BVQVAAAAAg").optedOut()).containsExactlyInAnyOrder(SALE, SHARE);
    assertThat(GppSignals.of("DBABL~BVQqAAAAAg").optedOut()).isEmpty();
  }

  @Test
  void whatCannotBeReadCountsAsOptedOut() {
    for (String text :
        List.of(
            "", "~", "DBABLA~", "DBABL~", "nonsense", "DBABL~!!", "DBABL~B", "CPXxRfA", "DBABL")) {
      GppSignals read = GppSignals.of(text);
      assertThat(read.optedOut()).as(text).isEqualTo(EVERY);
      assertThat(read.remarks()).as(text).isNotEmpty();
    }
    assertThat(GppSignals.ofSection("usmars", "BVWSSSVY.YA").optedOut()).isEqualTo(EVERY);
  }

  @Test
  void eachFieldStandsForItself() {
    assertThat(usca("SaleOptOut", 1)).containsExactly(SALE);
    assertThat(usca("SharingOptOut", 1)).containsExactly(SHARE);
    assertThat(usca("SensitiveDataProcessing", List.of(0, 2, 0, 1, 0, 0, 0, 0, 0)))
        .containsExactly(SENSITIVE);
    assertThat(usca("Gpc", true)).containsExactlyInAnyOrder(SALE, SHARE);
    assertThat(usca("SaleOptOut", 2)).isEmpty();
    assertThat(usca("SaleOptOut", 0)).isEmpty();
  }

  @Test
  void theOlderUsPrivacyStringIsRead() {
    GppModel model = new GppModel();
    model.setFieldValue("uspv1", "OptOutSale", "Y");
    assertThat(GppSignals.of(model.encode()).optedOut()).containsExactly(SALE);
    model.setFieldValue("uspv1", "OptOutSale", "N");
    assertThat(GppSignals.of(model.encode()).optedOut()).isEmpty();
  }

  @Test
  void sectionsOfAnotherLawSayNothingAndAreNamed() {
    GppModel model = new GppModel();
    model.setFieldValue("tcfeuv2", "CmpId", 31);
    GppSignals read = GppSignals.of(model.encode());
    assertThat(read.optedOut()).isEmpty();
    assertThat(read.remarks()).containsExactly("section 2 holds no opt-out: not used");
  }

  private static Set<Right> usca(String field, Object value) {
    GppModel model = new GppModel();
    model.setFieldValue("usca", field, value);
    return GppSignals.of(model.encode()).optedOut();
  }

  @Test
  void aSectionThatIsNewerThanTheLibraryIsNamedAndOptsOutOfAll() {
    GppSignals read = GppSignals.of("DBACTUDA~1YNN~BAAA"); // uspv1, and section 99
    assertThat(read.optedOut()).containsExactlyInAnyOrder(Right.SALE, Right.SHARE, Right.SENSITIVE);
    assertThat(read.remarks())
        .containsExactly(
            "section 99, which is newer than the library, can't be read: counts as opted out");
  }
}
