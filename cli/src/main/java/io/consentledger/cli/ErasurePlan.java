package io.consentledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.imports.Identities;
import io.consentledger.cli.instruction.Keys;
import io.consentledger.cli.report.ErasureScope;
import io.consentledger.cli.report.History;
import io.consentledger.ledger.tx.PartyId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an erasure would destroy, whom it would reach, and what stands in its way. Reads, changes
 * nothing.
 *
 * @param details records whose private details the node holds
 * @param identities the organisation's map from persons to wallets
 * @param persons whom the map says that the customer is; none where only some processes are erased
 */
record ErasurePlan(
    String subjectRef,
    List<String> processes,
    long details,
    ErasureScope scope,
    Identities identities,
    List<Identities.Person> persons) {

  static ErasurePlan of(Session session, SubjectOptions who, List<String> processes)
      throws CliException {
    String subject = who.reference(session);
    Optional<History> history = History.read(session.client(), who.controller, subject);
    if (history.isEmpty()) {
      throw CliException.refused(
          "subject-unknown",
          "the ledger knows no such customer of " + who.controller,
          "Check --subject or --wallet, and --controller.");
    }
    Identities identities =
        Identities.open(session.home(), who.controller, session.surroundings().random());
    JsonNode held =
        OwnNode.of(session, who.controller)
            .get("/v1/subjects/" + subject + "/details")
            .path("details");
    List<String> processesHeld = new ArrayList<>();
    held.forEach(one -> processesHeld.add(one.path("process").asText()));
    ErasureScope scope = ErasureScope.of(history.get(), processes);
    requireKnown(processes, scope, processesHeld);
    return new ErasurePlan(
        subject,
        List.copyOf(processes),
        processesHeld.stream().filter(it -> processes.isEmpty() || processes.contains(it)).count(),
        scope,
        identities,
        processes.isEmpty()
            ? identities.personsOf(wallets(session, who, subject, identities))
            : List.of());
  }

  /** A certificate about a process that was never the customer's would say nothing to anybody. */
  private static void requireKnown(List<String> processes, ErasureScope scope, List<String> held)
      throws CliException {
    SortedSet<String> known = new TreeSet<>(scope.processes());
    known.addAll(held);
    List<String> unknown = new ArrayList<>(processes);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw CliException.refused(
          "process-not-customers",
          "nothing of this customer is on record under " + String.join(", ", unknown),
          known.isEmpty()
              ? "Leave out --process; nothing was destroyed."
              : "On record are: " + String.join(", ", known) + ". Nothing was destroyed.");
    }
  }

  /** The wallets of the map that stand for this customer. */
  private static SortedSet<String> wallets(
      Session session, SubjectOptions who, String subject, Identities identities)
      throws CliException {
    SortedSet<String> found = new TreeSet<>();
    if (who.wallet != null) {
      found.add(who.wallet);
      return found;
    }
    PartyId party = session.parties().idOf(who.controller);
    Keys keys = new Keys(session.wallets(), session.parties(), false);
    int locked = 0;
    for (String wallet : identities.wallets()) {
      if (session.wallets().opensFreely(wallet)) {
        if (keys.of(wallet, party).subjectRef().toHex().equals(subject)) {
          found.add(wallet);
        }
      } else if (session.wallets().has(wallet)) {
        locked++;
      }
    }
    if (found.isEmpty() && locked > 0) {
      session
          .surroundings()
          .err()
          .println(
              locked
                  + " encrypted wallets of this home weren't looked at; where the customer's is one"
                  + " of them, use --wallet.");
    }
    return found;
  }

  /** Refuses while a hold stands. */
  void requireFree() throws CliException {
    if (!scope.holds().isEmpty()) {
      throw CliException.refused(
          "erasure-held",
          "legal holds stand: " + String.join("; ", scope.holds()),
          "Wait until whoever placed them lifts them.");
    }
  }

  /** Recipients that can't hear of it through the ledger. */
  List<String> outside(Session session) throws CliException {
    List<String> outside = new ArrayList<>();
    for (String recipient : scope.recipients()) {
      if (session.parties().find(recipient).isEmpty()) {
        outside.add(recipient);
      }
    }
    return outside;
  }

  ObjectNode json(Session session) throws CliException {
    ObjectNode json = Json.object().put("subjectRef", subjectRef);
    json.set("processes", Json.array(processes));
    json.put("details", details).put("mappings", persons.size());
    json.set("recipients", Json.array(List.copyOf(scope.recipients())));
    json.set("outsideNetwork", Json.array(outside(session)));
    scope.optOuts().forEach(json.putObject("optOuts")::put);
    return json;
  }

  /** Lines about those who must hear of it. */
  List<String> told(Session session) throws CliException {
    List<String> lines = new ArrayList<>();
    List<String> outside = outside(session);
    List<String> inside = new ArrayList<>(scope.recipients());
    inside.removeAll(outside);
    if (scope.recipients().isEmpty()) {
      lines.add("No recipient is recorded.");
    }
    if (!inside.isEmpty()) {
      lines.add(
          "Recipients that hear of it and acknowledge it: " + String.join(", ", inside) + ".");
    }
    if (!outside.isEmpty()) {
      lines.add("Recipients outside the network, to tell: " + String.join(", ", outside) + ".");
    }
    return lines;
  }
}
