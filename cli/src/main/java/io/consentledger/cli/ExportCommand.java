package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.exports.ConsentTrail;
import io.consentledger.cli.exports.ExportedCustomer;
import io.consentledger.cli.exports.Exporter;
import io.consentledger.cli.exports.Exporters;
import io.consentledger.cli.exports.Published;
import io.consentledger.cli.report.History;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consent export}. */
@Command(
    name = "export",
    description = {
      "Prints what the ledger says about a customer's consents with one organisation as a document"
          + " of another system. It names the customer by the ledger's reference alone, and lists"
          + " what was declared and signed here; nobody else's receipt is copied.",
      "Formats: dpv27560 (a receipt after ISO/IEC TS 27560 in the JSON-LD of DPV, with every status"
          + " in order), kantara (Consent Receipt 1.1.0 of one consent that stands), fhir and fhir-r4 (a Bundle of"
          + " HL7 FHIR Consents, R5 or R4), gpp (the preferences as a privacy string with the"
          + " section usca). What a format has no words for is named on standard error.",
      "drop-status answers California's delete platform about a list: CSV with a row for each work"
          + " item that was dealt with; those without a row are named on standard error (exit 1).",
      "ccpa-requests is the record of all customers' requests under the CCPA, and of the answers,"
          + " that 11 CCR 7101 wants: CSV."
    },
    footer = {
      "",
      "Examples:",
      "  consent export dpv27560 --wallet ann --controller bank > receipt.jsonld",
      "  consent export dpv27560 --all --controller bank > consents.ndjson",
      "  consent export kantara --wallet ann --controller bank --process marketing",
      "  consent export gpp --wallet ann --controller retailer",
      "  consent export drop-status --controller broker --list 4821_Email.csv --match found.csv"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required parameters and mixins
final class ExportCommand extends Action {
  private static final Pattern PLACE = Pattern.compile("[1-9][0-9]{0,17}(\\.[0-9]{1,9})?");

  @Parameters(paramLabel = "FORMAT", description = "What the document is to be.")
  private String format;

  @Mixin private SubjectOptions subject;

  @Option(
      names = "--process",
      paramLabel = "ID",
      description = "The consent to this process alone.")
  private @Nullable String process;

  @Option(
      names = "--original",
      description = {
        "The document that was imported with --keep-document, byte for byte, while all that was"
            + " recorded of it stands. The controller's node holds it."
      })
  private boolean original;

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description = "With drop-status: the list, as it was downloaded and imported.")
  private @Nullable Path list;

  @Option(
      names = "--match",
      paramLabel = "FILE",
      description = "With drop-status: which persons have which identifier, as for the import.")
  private @Nullable Path match;

  @Option(
      names = "--all",
      description = {
        "With dpv27560: the consents of all customers, a line of JSON each, as of one block."
      })
  private boolean all;

  @Option(
      names = "--known-at",
      paramLabel = "HEIGHT",
      description = "With --all: as the ledger stood after this block. Default: the newest.")
  private @Nullable Long knownAt;

  @Option(
      names = "--from",
      paramLabel = "PLACE",
      description = "With --all: go on where an earlier run stopped, which named the place.")
  private @Nullable String from;

  @Override
  int run(Session session) throws CliException {
    requireOptionsThatCount();
    if (all) {
      return ofAll(session);
    }
    if (format.equals(CcpaRequestsExport.FORMAT)) {
      return new CcpaRequestsExport(session.parties().named(subject.controller).name())
          .run(session);
    }
    Path listed = list;
    Path matched = match;
    if (listed == null || matched == null) {
      return ofCustomer(session);
    }
    return new DropStatusExport(session.parties().named(subject.controller).name(), listed, matched)
        .run(session);
  }

  /** An option that the format has no use for would have told of a wish that isn't met. */
  private void requireOptionsThatCount() throws CliException {
    boolean ofAll = format.equals(CcpaRequestsExport.FORMAT);
    boolean ofList = format.equals(DropStatusExport.FORMAT);
    boolean ofConsents = !ofAll && !ofList && !format.equals("gpp");
    Map<String, Boolean> needless = new LinkedHashMap<>();
    boolean ofNobody = ofAll || ofList || all;
    needless.put("--all", all && !format.equals("dpv27560"));
    needless.put("--wallet", subject.wallet != null && ofNobody);
    needless.put("--subject", subject.subject != null && ofNobody);
    needless.put("--process", process != null && !ofConsents);
    needless.put("--original", original && ofNobody);
    needless.put("--known-at", knownAt != null && !all);
    needless.put("--from", from != null && !all);
    needless.put("--list", list != null && !ofList);
    needless.put("--match", match != null && !ofList);
    List<String> named = needless.keySet().stream().filter(needless::get).toList();
    if (!named.isEmpty()) {
      throw CliException.usage(
          "usage",
          (all ? format + " --all" : format) + " takes no " + String.join(", no ", named),
          "See --help.");
    }
    if (ofList && (list == null || match == null)) {
      throw CliException.usage(
          "usage", "drop-status is about a list: it takes --list and --match", "See --help.");
    }
  }

  private int ofAll(Session session) throws CliException {
    String place = from == null ? "1" : from;
    if (!PLACE.matcher(place).matches() || (knownAt != null && knownAt < 1)) {
      throw CliException.usage(
          "option-invalid",
          "--known-at is a height from 1, --from a place such as 123.4",
          "Copy both from what the earlier run said.");
    }
    return new BulkExport(
            session,
            Exporters.of(format),
            session.parties().named(subject.controller).name(),
            consent -> process == null || consent.processId().equals(process),
            Optional.ofNullable(knownAt),
            place)
        .run();
  }

  private int ofCustomer(Session session) throws CliException {
    Exporter exporter = Exporters.of(format);
    String reference = subject.reference(session);
    String controller = session.parties().named(subject.controller).name();
    History history =
        History.read(session.client(), controller, reference)
            .orElseThrow(
                () ->
                    CliException.refused(
                        "subject-unknown",
                        "the ledger knows no such customer",
                        "Check the reference or the wallet."));
    List<ConsentTrail> consents =
        ConsentTrail.of(history, Published.read(session.client(), controller)).stream()
            .filter(consent -> process == null || consent.processId().equals(process))
            .toList();
    if (process != null && consents.isEmpty()) {
      throw CliException.refused(
          "consent-unknown",
          "nothing is recorded about a consent to " + process,
          "See what is recorded with `consent audit`.");
    }
    ExportedCustomer customer =
        new ExportedCustomer(
            history, consents, session.surroundings().clock().instant().toEpochMilli());
    if (original) {
      return new OriginalExport(format, customer).run(session);
    }
    session.print(exporter.write(customer));
    for (String lost : exporter.leftOut(customer)) {
      session.surroundings().err().println("left out: " + lost);
    }
    return ExitCode.DONE;
  }
}
