package io.consentledger.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainWordsTest {
  @ParameterizedTest
  @CsvSource({
    "DIRECT_MARKETING, OPTED_OUT, opted out of direct marketing (by FORM)",
    "SALE, OPTED_IN, opted in to sale (by FORM)",
    "OBJECTION, OPTED_OUT, objected to processing (by FORM)",
    "OBJECTION, OPTED_IN, objection lifted (by FORM)",
    "RESTRICTION, OPTED_OUT, processing restricted (by FORM)",
    "RESTRICTION, OPTED_IN, restriction lifted (by FORM)"
  })
  void sayWhatTheCustomerWants(String right, String value, String words) {
    assertThat(PlainWords.of("SetPreference", preference(right, value))).isEqualTo(words);
  }

  @Test
  void aRestrictionEndsWithTheDataAndAnObjectionOutlivesIt() {
    History history =
        new History(
            "bank",
            "ab",
            "cd",
            3,
            Stream.of("OBJECTION", "RESTRICTION", "SALE").map(PlainWordsTest::entry).toList());

    assertThat(ErasureScope.of(history, List.of()).optOuts()).containsOnlyKeys("OBJECTION", "SALE");
  }

  @Test
  void onlyTheControllersCertificateRemembersOptOuts() {
    for (String signer : List.of("bank", "regulator")) {
      History history =
          new History("bank", "ab", "cd", 2, List.of(entry("SALE"), certificate(signer)));

      assertThat(ErasureScope.of(history, List.of()).remembered())
          .hasSize(signer.equals("bank") ? 1 : 0);
    }
  }

  private static JsonNode certificate(String signer) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode().put("kind", "ErasureCertificate");
    entry.putObject("signer").put("party", signer);
    entry.putObject("payload").put("residue", "SUPPRESSION_TOKEN");
    return entry;
  }

  private static JsonNode entry(String right) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode().put("kind", "SetPreference");
    return entry.set("payload", preference(right, "OPTED_OUT"));
  }

  private static ObjectNode preference(String right, String value) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("right", right)
        .put("value", value)
        .put("source", "FORM");
  }

  @Test
  void timesOfObligationsAreReadable() {
    assertThat(PlainWords.obligation("COMPLY_BEFORE 1767225720000"))
        .isEqualTo("comply before 2026-01-01T00:02:00Z [COMPLY_BEFORE]");
    assertThat(PlainWords.obligation("EXPIRES_AT 1767225720000"))
        .isEqualTo("expires at 2026-01-01T00:02:00Z [EXPIRES_AT]");
    assertThat(PlainWords.obligation("RETAIN_DAYS_MAX 730"))
        .isEqualTo("retain days max 730 [RETAIN_DAYS_MAX]");
  }
}
