package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent record}. */
@Command(
    name = "record",
    description = {
      "Records what an organisation did with a customer's data. It is recorded even where it wasn't"
          + " allowed: then the ledger adds a finding, which every audit shows."
    },
    subcommands = {
      RecordCommand.Collected.class,
      RecordCommand.Used.class,
      RecordCommand.Disclosed.class,
      RecordCommand.Received.class,
      RecordCommand.Erased.class
    })
final class RecordCommand extends Group {
  private static final String EXAMPLE_END =
      " --wallet ann --controller bank --process marketing@1 --data-categories EmailAddress";

  private static ObjectNode put(ObjectNode json, String field, @Nullable String value) {
    return value == null ? json : json.put(field, value);
  }

  /** {@code consent record collected}. */
  @Command(
      name = "collected",
      description = "Records that data was collected.",
      footer = {"", "Example:", "  consent record collected" + EXAMPLE_END})
  @SuppressWarnings("NullAway.Init") // picocli sets mixins
  static final class Collected extends Act {
    @Mixin private FactOptions fact;

    @Option(
        names = "--relies-on",
        paramLabel = "TXID",
        description = "The consent that was relied on.")
    private @Nullable String reliesOn;

    @Override
    ObjectNode instruction(Session session) throws CliException {
      return put(fact.put(instruct("record-collected")), "reliesOn", reliesOn);
    }
  }

  /** {@code consent record used}. */
  @Command(
      name = "used",
      description = "Records that data was used.",
      footer = {"", "Example:", "  consent record used" + EXAMPLE_END})
  @SuppressWarnings("NullAway.Init") // picocli sets mixins
  static final class Used extends Act {
    @Mixin private FactOptions fact;

    @Option(
        names = "--relies-on",
        paramLabel = "TXID",
        description = "The consent that was relied on.")
    private @Nullable String reliesOn;

    @Override
    ObjectNode instruction(Session session) throws CliException {
      return put(fact.put(instruct("record-used")), "reliesOn", reliesOn);
    }
  }

  /** {@code consent record disclosed}. */
  @Command(
      name = "disclosed",
      description = "Records that data went to another organisation.",
      footer = {
        "",
        "Example:",
        "  consent record disclosed --wallet ann --controller retailer --process offers@1"
            + " --data-categories Purchase --recipient insurer --disclosure SALE"
      })
  @SuppressWarnings("NullAway.Init") // picocli sets mixins and required options
  static final class Disclosed extends Act {
    @Mixin private FactOptions fact;

    @Option(
        names = "--recipient",
        required = true,
        paramLabel = "NAME",
        description = "The organisation that got it.")
    private String recipient;

    @Option(
        names = "--disclosure",
        required = true,
        paramLabel = "KIND",
        description = "PROCESSOR, SHARE or SALE.")
    private String disclosure;

    @Option(
        names = "--relies-on",
        paramLabel = "TXID",
        description = "The consent that was relied on.")
    private @Nullable String reliesOn;

    @Override
    ObjectNode instruction(Session session) throws CliException {
      ObjectNode json =
          fact.put(instruct("record-disclosed"))
              .put("recipient", recipient)
              .put("disclosure", disclosure);
      return put(json, "reliesOn", reliesOn);
    }
  }

  /** {@code consent record received}. */
  @Command(
      name = "received",
      description = "Records that data came from somebody else than the customer.",
      footer = {
        "",
        "Example:",
        "  consent record received --wallet ann --controller insurer --process claims@1"
            + " --data-categories Purchase --source retailer"
      })
  @SuppressWarnings("NullAway.Init") // picocli sets mixins and required options
  static final class Received extends Act {
    @Mixin private FactOptions fact;

    @Option(
        names = "--source",
        required = true,
        paramLabel = "NAME",
        description = {
          "The organisation that it came from, or a kind of source as DPV names it, such as"
              + " PublicDataSource."
        })
    private String source;

    @Option(
        names = "--relies-on",
        paramLabel = "TXID",
        description = "The consent that was relied on.")
    private @Nullable String reliesOn;

    @Override
    ObjectNode instruction(Session session) throws CliException {
      ObjectNode json = fact.put(instruct("record-received")).put("source", source);
      return RecordCommand.put(json, "reliesOn", reliesOn);
    }
  }

  /** {@code consent record erased}. */
  @Command(
      name = "erased",
      description = "Records that data was erased.",
      footer = {"", "Example:", "  consent record erased" + EXAMPLE_END})
  @SuppressWarnings("NullAway.Init") // picocli sets mixins
  static final class Erased extends Act {
    @Mixin private FactOptions fact;

    @Override
    ObjectNode instruction(Session session) throws CliException {
      return fact.put(instruct("record-erased"));
    }
  }
}
