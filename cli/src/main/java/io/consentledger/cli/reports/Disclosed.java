package io.consentledger.cli.reports;

import io.consentledger.cli.base.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Data that went to one recipient, with what followed from it. */
final class Disclosed {
  private final Declaration first;
  private final String recipient;
  private final List<Declaration> declared = new ArrayList<>();
  private final Map<String, Declaration> recalls = new LinkedHashMap<>();
  private final List<Declaration> acknowledged = new ArrayList<>();
  private boolean erasureTold;

  private Disclosed(Declaration first, String recipient) {
    this.first = first;
    this.recipient = recipient;
  }

  private record Path(String controller, String subjectRef, String recipient, String processId) {}

  /** All of them, in the order of the ledger. */
  static List<Disclosed> of(List<Declaration> declarations) {
    List<Disclosed> all = new ArrayList<>();
    Map<Path, Disclosed> newest = new HashMap<>();
    Map<String, List<Disclosed>> bySubject = new HashMap<>();
    for (Declaration one : declarations) {
      List<Disclosed> before =
          bySubject.computeIfAbsent(one.subjectRef(), any -> new ArrayList<>());
      switch (one.kind()) {
        case "DataDisclosed" -> begin(one, one.text("recipient"), all, newest, before);
        case "DataReceived", "DataUsed" -> {
          if (!one.party().isEmpty() && !one.party().equals(one.controller())) {
            Disclosed of = newest.get(path(one, one.party()));
            (of == null ? begin(one, one.party(), all, newest, before) : of).declare(one);
          }
        }
        case "Acknowledge" -> before.forEach(disclosed -> disclosed.acknowledge(one));
        default -> before.forEach(disclosed -> disclosed.recall(one));
      }
    }
    return all;
  }

  private static Disclosed begin(
      Declaration one,
      String recipient,
      List<Disclosed> all,
      Map<Path, Disclosed> newest,
      List<Disclosed> ofSubject) {
    Disclosed disclosed = new Disclosed(one, recipient);
    all.add(disclosed);
    newest.put(path(one, recipient), disclosed);
    ofSubject.add(disclosed);
    return disclosed;
  }

  private static Path path(Declaration one, String recipient) {
    return new Path(one.controller(), one.subjectRef(), recipient, one.processId());
  }

  private void recall(Declaration one) {
    boolean concerns =
        switch (one.kind()) {
          case "WithdrawConsent", "RevokeConsent", "InvalidateConsent" ->
              one.processId().equals(first.processId());
          case "DecideConsent" ->
              one.text("decision").equals("REFUSED") && one.processId().equals(first.processId());
          case "ErasureCertificate" ->
              !erasureTold && isErased(Json.texts(one.payload().path("processIds")));
          case "SetPreference" ->
              one.text("value").equals("OPTED_OUT") && isAffected(one.text("right"));
          default -> false;
        };
    if (concerns) {
      recalls.put(one.txId(), one);
      erasureTold |= one.kind().equals("ErasureCertificate");
    }
  }

  /** What it does with data afterwards, the next certificate is about. */
  private void declare(Declaration fact) {
    declared.add(fact);
    erasureTold = false;
  }

  /** No processes: all of them. */
  private boolean isErased(List<String> processIds) {
    return processIds.isEmpty() || processIds.contains(first.processId());
  }

  /** Those sold to, or shared with, hear of an opt-out of that; all hear of the others. */
  private boolean isAffected(String right) {
    return switch (right) {
      case "SALE", "SHARE" -> isDeclared() && first.text("disclosure").equals(right);
      default -> true;
    };
  }

  private void acknowledge(Declaration one) {
    if (one.party().equals(recipient) && recalls.containsKey(one.text("acknowledges"))) {
      acknowledged.add(one);
    }
  }

  /** The disclosure, or where none was declared the recipient's own first fact. */
  Declaration first() {
    return first;
  }

  String recipient() {
    return recipient;
  }

  /** Whether anybody declared that the data was passed on. */
  boolean isDeclared() {
    return first.kind().equals("DataDisclosed");
  }

  /** What the recipient itself declared from then on, until the next disclosure to it. */
  List<Declaration> declared() {
    return List.copyOf(declared);
  }

  /** What came later and ends or forbids it, by transaction. */
  Map<String, Declaration> recalls() {
    return recalls;
  }

  /** The recipient's acknowledgements of those. */
  List<Declaration> acknowledged() {
    return List.copyOf(acknowledged);
  }
}
