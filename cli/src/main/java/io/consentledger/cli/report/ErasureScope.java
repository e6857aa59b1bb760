package io.consentledger.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a customer's history says about an erasure: whom data went to, what stands in its way, which
 * opt-outs must outlive it. One thread.
 */
public final class ErasureScope {
  private static final String ALL = "";

  private final List<String> processes;
  private final SortedSet<String> named = new TreeSet<>();
  private final SortedSet<String> recipients = new TreeSet<>();
  private final SortedMap<String, String> holds = new TreeMap<>();
  private final SortedMap<String, String> optOuts = new TreeMap<>();
  private final SortedSet<String> optIns = new TreeSet<>();
  private final SortedSet<String> remembered = new TreeSet<>();

  private ErasureScope(List<String> processes) {
    this.processes = processes;
  }

  /**
   * Reads a history.
   *
   * @param processes what is erased, by process; none for everything
   */
  public static ErasureScope of(History history, List<String> processes) {
    ErasureScope scope = new ErasureScope(processes);
    history.entries().forEach(entry -> scope.read(history.controller(), entry));
    return scope;
  }

  /** The processes that the history names; ascending. */
  public SortedSet<String> processes() {
    return named;
  }

  /** Whom data went to, as far as it was declared; by name. */
  public SortedSet<String> recipients() {
    return recipients;
  }

  /** The legal holds that stand on it, in words. */
  public List<String> holds() {
    return List.copyOf(holds.values());
  }

  /** The opt-outs that stand, with their sources, by right. */
  public SortedMap<String, String> optOuts() {
    return optOuts;
  }

  /** The rights that the customer opted in to, and not out of since. */
  public SortedSet<String> optIns() {
    return optIns;
  }

  /** The rights whose opt-outs the last erasure left a token for; empty where it left none. */
  public SortedSet<String> remembered() {
    return remembered;
  }

  private void read(String controller, JsonNode entry) {
    JsonNode payload = entry.path("payload");
    for (String place : List.of("/process/id", "/processId")) {
      if (payload.at(place).isTextual()) {
        named.add(payload.at(place).asText());
      }
    }
    switch (entry.path("kind").asText()) {
      case "DataDisclosed" -> {
        if (covers(payload)) {
          recipients.add(payload.path("recipient").asText());
        }
        declaredBy(controller, entry);
      }
      case "DataCollected", "DataReceived", "DataUsed" -> declaredBy(controller, entry);
      case "LegalHold" -> hold(entry);
      case "SetPreference" -> preference(payload);
      case "ErasureCertificate" -> {
        if (entry.path("signer").path("party").asText(controller).equals(controller)) {
          certified(payload);
        }
      }
      default -> {
        // Says nothing about an erasure.
      }
    }
  }

  /** A recipient that says itself what it does with data has some. */
  private void declaredBy(String controller, JsonNode entry) {
    String party = entry.path("signer").path("party").asText(controller);
    if (covers(entry.path("payload")) && !party.equals(controller)) {
      recipients.add(party);
    }
  }

  private boolean covers(JsonNode fact) {
    return processes.isEmpty() || processes.contains(fact.path("process").path("id").asText());
  }

  private void hold(JsonNode entry) {
    JsonNode payload = entry.path("payload");
    String process = payload.path("processId").asText(ALL);
    if (!processes.isEmpty() && !process.equals(ALL) && !processes.contains(process)) {
      return;
    }
    String holder = entry.path("signer").path("party").asText();
    String place = process + "/" + holder;
    if (payload.path("action").asText().equals("LIFTED")) {
      holds.remove(place);
    } else {
      holds.put(
          place,
          payload.path("code").asText()
              + " of "
              + holder
              + " on "
              + (process.equals(ALL) ? "everything" : process));
    }
  }

  private void preference(JsonNode payload) {
    String right = payload.path("right").asText();
    if (right.equals("RESTRICTION")) {
      return; // It ends with the data that it restricts.
    }
    if (payload.path("value").asText().equals("OPTED_OUT")) {
      optOuts.putIfAbsent(right, payload.path("source").asText());
      optIns.remove(right);
    } else {
      optOuts.remove(right);
      optIns.add(right);
    }
  }

  private void certified(JsonNode payload) {
    if (!payload.path("processIds").isEmpty()) {
      return;
    }
    if (payload.path("residue").asText().equals("SUPPRESSION_TOKEN")) {
      remembered.addAll(optOuts.keySet());
    } else {
      remembered.clear();
    }
  }
}
