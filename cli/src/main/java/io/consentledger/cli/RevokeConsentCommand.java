package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent revoke-consent}. */
@Command(
    name = "revoke-consent",
    description = {
      "Records that the organisation itself ends a consent that a customer gave it, to every version"
          + " of the process. The organisation signs."
    },
    footer = {
      "",
      "Example:",
      "  consent revoke-consent --subject 68e4... --controller bank --process marketing"
          + " --code PROCESS_ENDED"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class RevokeConsentCommand extends Act {
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
      paramLabel = "WHY",
      description = {"PROCESS_ENDED, RELATIONSHIP_ENDED, NOTICE_DEFECTIVE or PRECAUTION."})
  private String code;

  @Override
  ObjectNode instruction(Session session) throws CliException {
    ObjectNode json = instruct("revoke-consent").put("process", process).put("code", code);
    who.put(json);
    return json;
  }
}
