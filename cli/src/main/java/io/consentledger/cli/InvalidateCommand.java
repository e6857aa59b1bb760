package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent invalidate}. */
@Command(
    name = "invalidate",
    description = {
      "Records that an authority found a customer's consent to be no valid one. The authority signs."
    },
    footer = {
      "",
      "Example:",
      "  consent invalidate --subject 68e4... --controller bank --process marketing"
          + " --code NOT_FREELY_GIVEN --as regulator"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class InvalidateCommand extends Act {
  @Mixin private SubjectOptions who;

  @Option(
      names = "--process",
      required = true,
      paramLabel = "ID",
      description = "What the consent was given to.")
  private String process;

  @Option(
      names = "--code",
      required = true,
      paramLabel = "WHAT",
      description = {
        "What it lacks: NOT_FREELY_GIVEN, NOT_SPECIFIC, NOT_INFORMED, NOT_UNAMBIGUOUS,"
            + " NOT_DEMONSTRATED or CHILD_WITHOUT_GUARDIAN."
      })
  private String code;

  @Option(
      names = "--as",
      required = true,
      paramLabel = "NAME",
      description = "The authority that signs; its key must be in this home.")
  private String authority;

  @Override
  ObjectNode instruction(Session session) throws CliException {
    ObjectNode json = instruct("invalidate-consent").put("process", process).put("code", code);
    who.put(json);
    return json.put("by", authority);
  }
}
