package io.consentledger.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A receipt as lines for people. */
public final class ReceiptText {
  private ReceiptText() {}

  /** The lines that follow a headline. */
  public static List<String> lines(JsonNode receipt) {
    List<String> lines = new ArrayList<>();
    lines.add("  transaction  " + receipt.path("txId").asText());
    if (receipt.path("state").asText().equals("committed")) {
      lines.add(
          "  committed    "
              + Times.millisecond(receipt.path("timeMs").asLong())
              + ", block "
              + receipt.path("height").asText()
              + ", entry "
              + receipt.path("index").asText());
      if (receipt.has("certified")) {
        lines.add(
            receipt.path("certified").asBoolean()
                ? "  certified    by a quorum of the organisations"
                : "  certified    NOT YET: see consent status");
      }
      lines.add(
          "  stream       "
              + receipt.path("streamId").asText()
              + ", number "
              + receipt.path("seq").asText());
    } else {
      lines.add("  state        " + receipt.path("state").asText() + ", not committed yet");
    }
    for (JsonNode finding : receipt.path("findings")) {
      lines.add("  " + PlainWords.finding(finding));
    }
    return lines;
  }
}
