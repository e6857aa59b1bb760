package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of what happened to data. */
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class FactOptions {
  @Mixin private SubjectOptions who;

  @Option(
      names = "--process",
      required = true,
      paramLabel = "ID@VERSION",
      description = "The declared process under which it happened.")
  private String process;

  @Option(
      names = "--data-categories",
      required = true,
      split = ",",
      paramLabel = "TERM",
      description = "The data, in DPV terms.")
  private List<String> dataCategories;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "The organisation that did it and signs. Default: the controller.")
  private @Nullable String by;

  @Option(
      names = "--details",
      paramLabel = "FILE",
      description =
          "A JSON object that stays private: the signing organisation's node keeps it, the ledger only"
              + " commits to it.")
  private @Nullable Path details;

  ObjectNode put(ObjectNode json) throws CliException {
    who.put(json);
    json.put("process", process);
    json.set("dataCategories", Json.array(dataCategories));
    if (details != null) {
      json.put(PrivateDetails.FILE, details.toString());
    }
    return by == null ? json : json.put("by", by);
  }
}
