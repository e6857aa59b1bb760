package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the controller has declared, so that a plan refuses what the ledger would. One thread. */
public final class Declarations {
  /** Reads the payloads of all declared process versions. */
  public interface Source {
    List<JsonNode> processes() throws CliException;
  }

  private final Source source;
  private Optional<List<JsonNode>> read = Optional.empty();

  public Declarations(Source source) {
    this.source = source;
  }

  /** Whether a process version, written id@version, is declared. */
  boolean isDeclared(String process) throws CliException {
    return declared(process).isPresent();
  }

  /** The data that a grant covers: what it names, or all that the process declares. */
  Set<String> dataOf(ImportStep grant) throws CliException {
    List<String> named = Json.texts(grant.instruction().path("dataCategories"));
    return Set.copyOf(
        named.isEmpty()
            ? declared(process(grant))
                .map(one -> Json.texts(one.path("dataCategories")))
                .orElse(List.of())
            : named);
  }

  /** Why the ledger would refuse a grant for what is declared; empty where it wouldn't. */
  Optional<String> refusal(ImportStep grant) throws CliException {
    Optional<JsonNode> declared = declared(process(grant));
    if (declared.isEmpty()) {
      return Optional.of("the process " + process(grant) + " isn't declared");
    }
    if (newest(grant.processId()) > declared.get().path("version").asInt()) {
      return Optional.of("a newer version of the process " + process(grant) + " is declared");
    }
    if (!Set.copyOf(Json.texts(declared.get().path("dataCategories"))).containsAll(dataOf(grant))) {
      return Optional.of("the process " + process(grant) + " doesn't declare all of that data");
    }
    Set<String> told = grant.forWhom().orElse(Set.of());
    for (String recipient : Json.texts(declared.get().path("recipients"))) {
      if (grant.forWhom().isPresent() && !told.contains(PersonName.plain(recipient))) {
        return Optional.of("the process has recipients that the document doesn't name");
      }
    }
    return Optional.empty();
  }

  private static String process(ImportStep step) {
    return step.instruction().path("process").asText();
  }

  private int newest(String id) throws CliException {
    return all().stream()
        .filter(one -> one.path("processId").asText().equals(id))
        .mapToInt(one -> one.path("version").asInt())
        .max()
        .orElse(0);
  }

  private Optional<JsonNode> declared(String process) throws CliException {
    return all().stream()
        .filter(
            one ->
                process.equals(one.path("processId").asText() + '@' + one.path("version").asInt()))
        .findFirst();
  }

  private List<JsonNode> all() throws CliException {
    if (read.isEmpty()) {
      read = Optional.of(source.processes());
    }
    return read.get();
  }
}
