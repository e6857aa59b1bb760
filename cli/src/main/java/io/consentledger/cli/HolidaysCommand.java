package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code consent holidays}. */
@Command(
    name = "holidays",
    description = "Publishes the holidays that deadlines in business days leave out.",
    subcommands = HolidaysCommand.Publish.class)
final class HolidaysCommand extends Group {
  /** {@code consent holidays publish}. */
  @Command(
      name = "publish",
      description = {
        "Records the holidays of a year. An organisation with the role AUTHORITY signs. The list"
            + " takes the place of the one before, from its block on."
      },
      footer = {
        "",
        "Example:",
        "  consent holidays publish --party regulator --calendar US-CA --year 2026 --version 1"
            + " --days 2026-07-03,2026-11-26"
      })
  @SuppressWarnings("NullAway.Init") // picocli sets required options
  static final class Publish extends Act {
    @Option(names = "--party", required = true, paramLabel = "NAME", description = "The authority.")
    private String party;

    @Option(
        names = "--calendar",
        required = true,
        paramLabel = "CODE",
        description = "Whose holidays: US-CA.")
    private String calendar;

    @Option(names = "--year", required = true, description = "The year, 2000 to 2199.")
    private int year;

    @Option(names = "--version", required = true, description = "The list's version, from 1.")
    private int version;

    @Option(
        names = "--days",
        required = true,
        split = ",",
        paramLabel = "DATE",
        description = "The holidays, such as 2026-07-03.")
    private List<String> days;

    @Override
    ObjectNode instruction(Session session) {
      ObjectNode json =
          instruct("publish-holidays")
              .put("party", party)
              .put("calendar", calendar)
              .put("year", year)
              .put("version", version);
      json.set("days", Json.array(days));
      return json;
    }
  }
}
