package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent request-status}. */
@Command(
    name = "request-status",
    description = {
      "Records what became of a customer's request. The controller signs; CANCELLED is the"
          + " customer's. What comes too late is recorded with a finding."
    },
    footer = {
      "",
      "Example:",
      "  consent request-status --wallet ann --controller bank --request 5cf0... --status EXTENDED"
          + " --reason COMPLEX"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class RequestStatusCommand extends Act {
  private static final String BY_CUSTOMER = "CANCELLED";

  @Mixin private SubjectOptions who;

  @Option(
      names = "--request",
      required = true,
      paramLabel = "TXID",
      description = "The transaction that opened the request.")
  private String request;

  @Option(
      names = "--status",
      required = true,
      paramLabel = "STATUS",
      description = "ACKNOWLEDGED, EXTENDED, COMPLETED, DENIED or CANCELLED.")
  private String status;

  @Option(
      names = "--reason",
      paramLabel = "WHY",
      description = {
        "With EXTENDED: COMPLEX or MANY_REQUESTS. With DENIED: NOT_VERIFIED, EXCESSIVE, EXCEPTION"
            + " or NO_DATA."
      })
  private @Nullable String reason;

  @Override
  ObjectNode instruction(Session session) throws CliException {
    ObjectNode json = instruct("request-status").put("request", request).put("status", status);
    who.put(json);
    if (reason != null) {
      json.put("reason", reason);
    }
    return status.equals(BY_CUSTOMER) ? json : json.put("by", who.controller);
  }
}
