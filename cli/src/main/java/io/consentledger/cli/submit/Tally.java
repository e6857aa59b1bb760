package io.consentledger.cli.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the lines. Any thread. */
final class Tally {
  /** A line that the ledger refused: it was never applied. */
  record Refused(int line, String txId, String code, String detail) {
    @Override
    public String toString() {
      return "line " + line + ": " + detail + " [" + code + "]";
    }
  }

  private long committed;
  private long already;
  private final List<Refused> refused = new ArrayList<>();
  private final Map<String, Long> findings = new TreeMap<>();

  synchronized void committed(JsonNode receipt) {
    committed++;
    for (JsonNode finding : receipt.path("findings")) {
      findings.merge(finding.path("code").asText(), 1L, Long::sum);
    }
  }

  synchronized void already() {
    already++;
  }

  synchronized void refused(Refused line) {
    refused.add(line);
  }

  synchronized long done() {
    return committed + already + refused.size();
  }

  synchronized long sent() {
    return committed;
  }

  synchronized long alreadyCommitted() {
    return already;
  }

  /** The refused lines, in order. */
  synchronized List<Refused> refusals() {
    return refused.stream().sorted(Comparator.comparingInt(Refused::line)).toList();
  }

  synchronized Map<String, Long> findings() {
    return new TreeMap<>(findings);
  }

  ObjectNode toJson() {
    ObjectNode json =
        Json.object().put("committed", sent()).put("alreadyCommitted", alreadyCommitted());
    ArrayNode array = json.putArray("refused");
    for (Refused line : refusals()) {
      array
          .addObject()
          .put("line", line.line())
          .put("txId", line.txId())
          .put("code", line.code())
          .put("detail", line.detail());
    }
    ObjectNode found = json.putObject("findings");
    findings().forEach(found::put);
    return json;
  }
}
