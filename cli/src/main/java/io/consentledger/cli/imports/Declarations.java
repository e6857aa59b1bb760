package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

  /** The data that a grant covers: nothing where what it excepts can't be told. */
  Set<String> dataOf(ImportStep grant) throws CliException {
    return settled(grant).data();
  }

  /** Those for whom a grant is, beside the organisation itself. */
  Set<String> recipientsOf(ImportStep grant) throws CliException {
    return settled(grant).recipients();
  }

  /** The recipients of the process version that a record of a grant is about. */
  Set<String> recipientsOf(JsonNode grant) throws CliException {
    List<String> named = Json.texts(grant.at("/payload/recipients"));
    JsonNode process = grant.at("/payload/process");
    String version = process.path("id").asText() + '@' + process.path("version").asInt();
    return Set.copyOf(named.isEmpty() ? texts(version, "recipients") : named);
  }

  /** A grant that names exactly what is left of it, where that is less than what is declared. */
  ImportStep exact(ImportStep grant) throws CliException {
    Coverage.Settled settled = settled(grant);
    ObjectNode instruction = grant.instruction();
    if (settled.refusal().isPresent()) {
      return grant;
    }
    if (!grant.coverage().exceptions().isEmpty()) {
      instruction.set("dataCategories", Json.array(settled.data().stream().sorted().toList()));
    }
    List<String> recipients = settled.recipients().stream().sorted().toList();
    if (recipients.size() < texts(process(grant), "recipients").size()) {
      instruction.set("recipients", Json.array(recipients));
    }
    return grant.with(instruction);
  }

  private Coverage.Settled settled(ImportStep grant) throws CliException {
    List<String> declared = texts(process(grant), "dataCategories");
    List<String> named = Json.texts(grant.instruction().path("dataCategories"));
    return declared.isEmpty()
        ? new Coverage.Settled(Set.copyOf(named), Set.of(), Optional.empty())
        : grant
            .coverage()
            .settled(
                Set.copyOf(named.isEmpty() ? declared : named),
                Set.copyOf(declared),
                texts(process(grant), "recipients"));
  }

  private List<String> texts(String process, String field) throws CliException {
    return declared(process).map(one -> Json.texts(one.path(field))).orElse(List.of());
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
    return settled(grant).refusal();
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
