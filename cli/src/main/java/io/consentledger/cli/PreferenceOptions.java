package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of opting out and in. */
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class PreferenceOptions {
  @Mixin private SubjectOptions who;
  @Mixin private DelegateOptions delegate;

  @Option(
      names = "--right",
      required = true,
      paramLabel = "RIGHT",
      description = {
        "SALE, SHARE, SENSITIVE, AUTOMATED_DECISIONS, DIRECT_MARKETING,",
        "OBJECTION (GDPR Article 21(1)) or RESTRICTION (Article 18)."
      })
  private String right;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description = {
        "How it was said: FORM, GPC, GPP, DROP, AGENT, PHONE or IN_PERSON.",
        "Default: FORM."
      })
  private @Nullable String source;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "The controller, where it relays what the customer told it.")
  private @Nullable String by;

  ObjectNode put(ObjectNode json) throws CliException {
    who.put(json);
    delegate.put(json);
    json.put("right", right);
    if (source != null) {
      json.put("source", source);
    }
    return by == null ? json : json.put("by", by);
  }
}
