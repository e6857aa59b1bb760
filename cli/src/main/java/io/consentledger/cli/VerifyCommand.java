package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.report.AsOf;
import io.consentledger.cli.report.AsOfCount;
import io.consentledger.cli.report.AuditReport;
import io.consentledger.cli.report.EvidenceReport;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.evidence.VerifiedEvidence;
import io.consentledger.ledger.evidence.VerifyOptions;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.GenesisException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consent verify}. */
@Command(
    name = "verify",
    description = {
      "Verifies an evidence bundle, offline, believing nothing but the genesis file: asks no node"
          + " and needs no home. Exit 1 where the bundle is refused, with the reason's code.",
      "Get the genesis file from somebody you trust, not from whoever gave you the bundle."
    },
    footer = {
      "",
      "Examples:",
      "  consent verify ann.json --genesis genesis.json",
      "  consent verify ann.json --genesis genesis.json --since ann-last-year.json",
      "  consent verify ann.json --genesis genesis.json --as-of 2026-06-30"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required parameters
final class VerifyCommand extends Action {
  @Parameters(paramLabel = "FILE", description = "The bundle, or the folder of a proof in pages.")
  private Path file;

  @Option(
      names = "--genesis",
      required = true,
      paramLabel = "FILE",
      description = "The network's genesis file.")
  private Path genesisFile;

  @Option(
      names = "--since",
      paramLabel = "FILE",
      description =
          "An earlier bundle or folder: nothing that it proves may be missing or changed.")
  private @Nullable Path since;

  @Option(
      names = "--challenge",
      paramLabel = "NONCE",
      description = "The number that you had put on the ledger: the bundle must be newer.")
  private @Nullable String nonce;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "Show the histories as they stood at the end of this day, or at this time.")
  private @Nullable String asOf;

  @Override
  int run(Session session) throws CliException {
    Genesis genesis = genesis();
    VerifyOptions options = VerifyOptions.NONE;
    if (nonce != null) {
      options = options.withNonce(Digest.fromHex(SubjectOptions.reference(nonce)));
    }
    if (since != null) {
      options = options.withEarlier(EvidenceFiles.earlier(genesis, since));
    }
    if (Files.isDirectory(file)) {
      return pages(session, genesis, options);
    }
    Bytes bundle = EvidenceFiles.read(file);
    EvidenceReport report =
        new EvidenceReport(genesis, verified(genesis, bundle, options), AsOf.parse(asOf));
    if (session.json()) {
      session.printJson(report.toJson());
      return ExitCode.DONE;
    }
    session.print("VERIFIED: " + file);
    report.lines().forEach(session::print);
    if (!report.histories().isEmpty()) {
      session.print("");
      new AuditReport("the customer", report.histories())
          .printTables(session.surroundings().out(), session.surroundings().width());
    }
    return ExitCode.DONE;
  }

  private int pages(Session session, Genesis genesis, VerifyOptions options) throws CliException {
    OptionalLong asOfMs = AsOf.parse(asOf);
    AsOfCount count = new AsOfCount(asOfMs);
    VerifiedEvidence evidence = new ProofFolder(file).verify(genesis, options, count);
    EvidenceReport report = new EvidenceReport(genesis, evidence, asOfMs, count.counted());
    if (session.json()) {
      session.printJson(report.toJson());
      return ExitCode.DONE;
    }
    session.print("VERIFIED: " + file);
    report.lines().forEach(session::print);
    return ExitCode.DONE;
  }

  private static VerifiedEvidence verified(Genesis genesis, Bytes bundle, VerifyOptions options)
      throws CliException {
    return EvidenceFiles.verify(
        genesis, bundle, options, "The bundle proves nothing. Ask another node for one.");
  }

  private Genesis genesis() throws CliException {
    try {
      return Genesis.parse(EvidenceFiles.read(genesisFile));
    } catch (GenesisException e) {
      throw CliException.usage(
          e.code(), genesisFile + ": " + e.getMessage(), "Name the network's genesis file.");
    }
  }
}
