package io.consentledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.report.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent erase}. */
@Command(
    name = "erase",
    description = {
      "Destroys the private details that the controller's node keeps about a customer, with their"
          + " openings and keys, and puts a certificate on the ledger. Refused while a legal hold"
          + " stands. Says which recipients must be told.",
      "The ledger itself forgets nothing: pseudonyms, codes and times stay, and commitments that"
          + " nobody can open any more. Erase the data in your own systems first, and say so with"
          + " --also DATA."
    },
    footer = {
      "",
      "Examples:",
      "  consent erase --subject 68e4... --controller bank",
      "  consent erase --wallet ann --controller bank --process marketing --also DATA,MAPPINGS"
    })
@SuppressWarnings("NullAway.Init") // picocli sets mixins
final class EraseCommand extends Act {
  @Mixin private SubjectOptions who;

  @Option(
      names = "--process",
      split = ",",
      paramLabel = "ID",
      description = "Only what is held under these processes. Default: everything.")
  private List<String> processes = new ArrayList<>();

  @Option(
      names = "--also",
      split = ",",
      paramLabel = "WHAT",
      description = "What you destroyed besides: DATA, MAPPINGS or both.")
  private List<String> also = new ArrayList<>();

  @Option(
      names = "--request",
      paramLabel = "TXID",
      description = "The customer's request that this answers.")
  private @Nullable String request;

  @Override
  ObjectNode instruction(Session session) throws CliException {
    requireKnown();
    String subject = who.reference(session);
    Set<String> recipients = recipients(session, subject);
    ObjectNode body = Json.object();
    body.set("processes", Json.array(processes));
    ObjectNode done =
        OwnNode.of(session, who.controller).post("/v1/subjects/" + subject + "/erasures", body);
    if (!session.json()) {
      session.print("Private details destroyed: " + done.path("destroyed").asText() + ".");
      session.print(
          recipients.isEmpty()
              ? "No recipient is recorded."
              : "Recipients to tell: " + String.join(", ", recipients) + ".");
    }
    return certificate();
  }

  private ObjectNode certificate() throws CliException {
    List<String> destroyed = new ArrayList<>(List.of("DETAILS", "OPENINGS", "KEYS"));
    destroyed.addAll(also);
    ObjectNode json = instruct("certify-erasure").put("residue", "LEDGER_ENTRIES");
    who.put(json);
    json.set("destroyed", Json.array(destroyed));
    if (!processes.isEmpty()) {
      json.set("processes", Json.array(processes));
    }
    return request == null ? json : json.put("requestId", request);
  }

  /** Before anything is destroyed. */
  private void requireKnown() throws CliException {
    if (!List.of("DATA", "MAPPINGS").containsAll(also)) {
      throw CliException.usage(
          "usage", "--also takes DATA and MAPPINGS", "See `consent erase --help`.");
    }
  }

  private Set<String> recipients(Session session, String subject) throws CliException {
    Set<String> recipients = new TreeSet<>();
    History.read(session.client(), who.controller, subject)
        .ifPresent(
            history -> {
              for (JsonNode entry : history.entries()) {
                JsonNode payload = entry.path("payload");
                String process = payload.path("process").path("id").asText();
                if (entry.path("kind").asText().equals("DataDisclosed")
                    && (processes.isEmpty() || processes.contains(process))) {
                  recipients.add(payload.path("recipient").asText());
                }
              }
            });
    return recipients;
  }
}
