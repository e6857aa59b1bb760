package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a customer's decision. */
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class DecisionOptions {
  @Option(
      names = "--wallet",
      required = true,
      paramLabel = "NAME",
      description = "The customer, by a wallet of this home: the customer signs.")
  private String wallet;

  @Option(
      names = "--controller",
      required = true,
      paramLabel = "NAME",
      description = "The organisation that asked.")
  private String controller;

  @Option(
      names = "--process",
      required = true,
      paramLabel = "ID@VERSION",
      description = "What is decided about.")
  private String process;

  @Option(
      names = "--notice",
      paramLabel = "ID@VERSION",
      description = "The notice that was read. Default: the one that the process declares.")
  private @Nullable String notice;

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      description = "The language in which it was read. Default: en.")
  private @Nullable String language;

  @Option(
      names = "--details",
      paramLabel = "FILE",
      description =
          "A JSON object that stays private: the organisation's node keeps it, the ledger only"
              + " commits to it.")
  private @Nullable Path details;

  ObjectNode put(ObjectNode json) {
    json.put("wallet", wallet).put("controller", controller).put("process", process);
    if (notice != null) {
      json.put("notice", notice);
    }
    if (language != null) {
      json.put("language", language);
    }
    if (details != null) {
      json.put(PrivateDetails.FILE, details.toString());
    }
    return json;
  }
}
