package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.reports.CsvForm;
import io.consentledger.cli.reports.HtmlForm;
import io.consentledger.cli.reports.JsonForm;
import io.consentledger.cli.reports.Report;
import io.consentledger.cli.reports.TextForm;
import io.consentledger.crypto.Bytes;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say in which form a report is wanted. */
final class ReportOutput {
  @Option(names = "--csv", description = "Print comma-separated values (RFC 4180).")
  private boolean csv;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write one HTML file that needs nothing else and can be sent or printed.")
  private @Nullable Path html;

  /** Prints or writes it. */
  int print(Session session, Report report) throws CliException {
    if (html != null) {
      ResultFiles.write(html, Bytes.utf8(HtmlForm.of(report)));
      if (session.json()) {
        session.printJson(JsonForm.head(report).put("file", html.toString()));
      } else {
        session.print("Written to " + html + ", " + report.rows().size() + " rows.");
      }
    } else if (csv) {
      session.surroundings().out().print(CsvForm.of(report));
      TextForm.lines(report).forEach(line -> session.surroundings().err().println("note: " + line));
    } else if (session.json()) {
      session.printJson(JsonForm.of(report));
    } else {
      TextForm.print(report, session.surroundings().out(), session.surroundings().width());
    }
    return ExitCode.DONE;
  }

  /** Refuses two forms at once. */
  void requireOne(Session session) throws CliException {
    if (csv && (html != null || session.json())) {
      throw CliException.usage(
          "usage", "--csv goes neither with --json nor with --html", "Choose one form.");
    }
  }
}
