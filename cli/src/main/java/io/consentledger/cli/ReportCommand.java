package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.reports.CcpaMetricsReport;
import io.consentledger.cli.reports.DisclosuresReport;
import io.consentledger.cli.reports.FindingsReport;
import io.consentledger.cli.reports.HoldingsReport;
import io.consentledger.cli.reports.MaterialReader;
import io.consentledger.cli.reports.Period;
import io.consentledger.cli.reports.RegisterReport;
import io.consentledger.cli.reports.Report;
import io.consentledger.cli.reports.RequestsReport;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent report}. */
@Command(
    name = "report",
    description = {
      "Sums up what organisations declared: for a customer, a data protection officer or an"
          + " authority. Each report says up to which block it holds."
    },
    subcommands = {
      ReportCommand.Holdings.class,
      ReportCommand.Disclosures.class,
      ReportCommand.Findings.class,
      ReportCommand.Requests.class,
      ReportCommand.Register.class,
      ReportCommand.CcpaMetrics.class
    })
final class ReportCommand extends Group {
  /** What all reports have. */
  abstract static class Reporting extends Action {
    @Mixin private final ReportOutput output = new ReportOutput();

    /** Makes it. */
    abstract Report report(Session session) throws CliException;

    @Override
    final int run(Session session) throws CliException {
      output.requireOne(session);
      return output.print(session, report(session));
    }
  }

  /** {@code consent report holdings}. */
  @Command(
      name = "holdings",
      description = {
        "What is held about a customer, or by an organisation about all of its customers: which"
            + " categories, since when, under which process and legal basis, from whom, and until"
            + " when."
      },
      footer = {
        "",
        "Examples:",
        "  consent report holdings --wallet ann",
        "  consent report holdings --controller bank --html holdings.html"
      })
  static final class Holdings extends Reporting {
    @Mixin private final ReportScope scope = new ReportScope();

    @Option(names = "--all", description = "Also what was declared erased.")
    private boolean all;

    @Override
    Report report(Session session) throws CliException {
      return HoldingsReport.of(
          scope.read(session, HoldingsReport.KINDS, HoldingsReport::owing), all);
    }
  }

  /** {@code consent report disclosures}. */
  @Command(
      name = "disclosures",
      description = {
        "To whom data was passed on, sold or shared with, when, on which ground, with what was"
            + " found; what the recipients declared themselves; and whether they acknowledged what"
            + " was withdrawn since."
      },
      footer = {"", "Example:", "  consent report disclosures --wallet ann --controller bank"})
  static final class Disclosures extends Reporting {
    @Mixin private final ReportScope scope = new ReportScope();

    @Override
    Report report(Session session) throws CliException {
      return DisclosuresReport.of(
          scope.read(session, DisclosuresReport.KINDS, DisclosuresReport::owing));
    }
  }

  /** {@code consent report findings}. */
  @Command(
      name = "findings",
      description = {
        "What the ledger found wrong about an organisation's records, or those about one customer,"
            + " in its order; then what is overdue though nobody recorded anything."
      },
      footer = {
        "",
        "Examples:",
        "  consent report findings --controller bank --from 2026-01-01 --to 2026-03-31",
        "  consent report findings --wallet ann --csv > findings.csv"
      })
  static final class Findings extends Reporting {
    @Mixin private final ReportScope scope = new ReportScope();

    @Option(
        names = "--from",
        paramLabel = "DATE",
        description = "The first day of the period, UTC.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "DATE", description = "Its last day, UTC.")
    private @Nullable String to;

    @Override
    Report report(Session session) throws CliException {
      Period period = Period.parse(from, to);
      return FindingsReport.of(scope.read(session, Set.of(), FindingsReport::owing), period);
    }
  }

  /** {@code consent report requests}. */
  @Command(
      name = "requests",
      description = {
        "What customers asked for that isn't answered yet, with the days that are left."
      },
      footer = {
        "",
        "Examples:",
        "  consent report requests --controller bank",
        "  consent report requests --wallet ann --all"
      })
  static final class Requests extends Reporting {
    @Mixin private final ReportScope scope = new ReportScope();

    @Option(names = "--all", description = "Also those that were answered or cancelled.")
    private boolean all;

    @Override
    Report report(Session session) throws CliException {
      return RequestsReport.of(
          scope.read(session, RequestsReport.KINDS, RequestsReport::owing), all);
    }
  }

  /** {@code consent report register}. */
  @Command(
      name = "register",
      description = {
        "An organisation's register of processing activities (GDPR Article 30(1)), as far as it is"
            + " on the ledger, with a list of what isn't."
      },
      footer = {"", "Example:", "  consent report register --controller bank --html register.html"})
  @SuppressWarnings("NullAway.Init") // picocli sets required options
  static final class Register extends Reporting {
    @Option(
        names = "--controller",
        required = true,
        paramLabel = "NAME",
        description = "Whose register.")
    private String controller;

    @Option(names = "--all", description = "Also versions that were replaced.")
    private boolean all;

    @Override
    Report report(Session session) throws CliException {
      MaterialReader.Published published =
          ReportScope.reader(session).published(session.parties().named(controller).name());
      return RegisterReport.of(published.about(), published.catalogue(), all);
    }
  }

  /** {@code consent report ccpa-metrics}. */
  @Command(
      name = "ccpa-metrics",
      description = {
        "How many requests an organisation received in a year under the CCPA, what became of them,"
            + " and in how many days (11 CCR 7102)."
      },
      footer = {"", "Example:", "  consent report ccpa-metrics --controller retailer --year 2026"})
  @SuppressWarnings("NullAway.Init") // picocli sets required options
  static final class CcpaMetrics extends Reporting {
    private static final int YEAR_MIN = 2020;
    private static final int YEAR_MAX = 9_998;

    @Option(
        names = "--controller",
        required = true,
        paramLabel = "NAME",
        description = "The organisation that customers asked.")
    private String controller;

    @Option(names = "--year", required = true, description = "The calendar year, UTC.")
    private int year;

    @Override
    Report report(Session session) throws CliException {
      if (year < YEAR_MIN || year > YEAR_MAX) {
        throw CliException.usage(
            "year-invalid",
            "--year must be from " + YEAR_MIN + " to " + YEAR_MAX,
            "The CCPA applies since 2020.");
      }
      return CcpaMetricsReport.of(
          ReportScope.reader(session)
              .ofController(
                  session.parties().named(controller).name(),
                  CcpaMetricsReport.KINDS,
                  any -> Set.of()),
          year);
    }
  }
}
