package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent request-data}. */
@Command(
    name = "request-data",
    description = {
      "Records that a customer asks an organisation for what the law gives them. The receipt's"
          + " transaction names the request. The customer signs; the controller may relay it."
    },
    footer = {
      "",
      "Examples:",
      "  consent request-data --wallet ann --controller bank --regime GDPR --right ACCESS",
      "  consent request-data --subject 68e4... --controller bank --regime CCPA --right DELETE"
          + " --by bank"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class DataRequestCommand extends Act {
  @Mixin private SubjectOptions who;

  @Option(
      names = "--regime",
      required = true,
      paramLabel = "LAW",
      description = "GDPR or CCPA: it sets the deadlines.")
  private String regime;

  @Option(
      names = "--right",
      required = true,
      paramLabel = "RIGHT",
      description = "ACCESS, DELETE, CORRECT or PORTABILITY.")
  private String right;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "The controller, where it relays what the customer told it.")
  private @Nullable String by;

  @Override
  ObjectNode instruction(Session session) throws CliException {
    ObjectNode json = instruct("request-data").put("regime", regime).put("right", right);
    who.put(json);
    return by == null ? json : json.put("by", by);
  }
}
