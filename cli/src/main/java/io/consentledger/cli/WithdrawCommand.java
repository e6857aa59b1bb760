package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent withdraw}. */
@Command(
    name = "withdraw",
    description = {
      "Records that a customer withdrew consent, to every version of the process. The customer"
          + " signs; the controller may relay a withdrawal that it was told."
    },
    footer = {
      "",
      "Examples:",
      "  consent withdraw --wallet ann --controller bank --process marketing",
      "  consent withdraw --subject 68e4... --controller bank --process marketing --by bank"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class WithdrawCommand extends Act {
  @Mixin private SubjectOptions who;
  @Mixin private DelegateOptions delegate;

  @Option(
      names = "--process",
      required = true,
      paramLabel = "ID",
      description = "What consent is withdrawn from.")
  private String process;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "The controller, where it relays what the customer told it.")
  private @Nullable String by;

  @Override
  ObjectNode instruction(Session session) throws CliException {
    ObjectNode json = instruct("withdraw").put("process", process);
    who.put(json);
    delegate.put(json);
    return by == null ? json : json.put("by", by);
  }
}
