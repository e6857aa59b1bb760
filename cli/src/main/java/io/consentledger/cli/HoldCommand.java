package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent hold}. */
@Command(
    name = "hold",
    description = {
      "Says that what is held about a customer must not be erased for now. The controller signs, or"
          + " an authority; whoever placed a hold lifts it."
    },
    subcommands = {HoldCommand.Place.class, HoldCommand.Lift.class})
final class HoldCommand extends Group {
  /** What both have. */
  @SuppressWarnings("NullAway.Init") // picocli sets mixins and required options
  abstract static class HoldAct extends Act {
    @Mixin private SubjectOptions who;

    @Option(
        names = "--process",
        paramLabel = "ID",
        description = "Only what is held under this process. Default: everything.")
    private @Nullable String process;

    @Option(
        names = "--code",
        required = true,
        paramLabel = "WHY",
        description = "LEGAL_CLAIM, LEGAL_OBLIGATION, ORDER or INVESTIGATION.")
    private String code;

    @Option(
        names = "--as",
        paramLabel = "NAME",
        description = "The authority that signs. Default: the controller.")
    private @Nullable String authority;

    final ObjectNode instruction(String action) throws CliException {
      ObjectNode json = instruct("legal-hold").put("action", action).put("code", code);
      if (process != null) {
        json.put("process", process);
      }
      if (authority != null) {
        json.put("by", authority);
      }
      who.put(json);
      return json;
    }
  }

  /** {@code consent hold place}. */
  @Command(
      name = "place",
      description = "Forbids erasure for now.",
      footer = {
        "",
        "Example:",
        "  consent hold place --subject 68e4... --controller bank --code LEGAL_CLAIM"
      })
  static final class Place extends HoldAct {
    @Override
    ObjectNode instruction(Session session) throws CliException {
      return instruction("PLACED");
    }
  }

  /** {@code consent hold lift}. */
  @Command(
      name = "lift",
      description = "Allows erasure again.",
      footer = {
        "",
        "Example:",
        "  consent hold lift --subject 68e4... --controller bank --code LEGAL_CLAIM"
      })
  static final class Lift extends HoldAct {
    @Override
    ObjectNode instruction(Session session) throws CliException {
      return instruction("LIFTED");
    }
  }
}
