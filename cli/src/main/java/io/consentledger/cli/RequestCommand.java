package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent request}. */
@Command(
    name = "request",
    description =
        "Records that an organisation asked a customer for consent. The organisation signs.",
    footer = {
      "",
      "Example:",
      "  consent request --wallet ann --controller bank --process marketing@1"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class RequestCommand extends Act {
  @Mixin private SubjectOptions who;

  @Option(
      names = "--process",
      required = true,
      paramLabel = "ID@VERSION",
      description = "What consent is asked for.")
  private String process;

  @Option(
      names = "--notice",
      paramLabel = "ID@VERSION",
      description = "The notice shown. Default: the one that the process declares.")
  private @Nullable String notice;

  @Override
  ObjectNode instruction(Session session) throws CliException {
    ObjectNode json = instruct("request").put("process", process);
    who.put(json);
    return notice == null ? json : json.put("notice", notice);
  }
}
