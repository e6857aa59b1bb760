package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.report.EvidenceReport;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.evidence.VerifiedEvidence;
import io.consentledger.ledger.evidence.VerifyOptions;
import io.consentledger.ledger.genesis.Genesis;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consent receipt}. */
@Command(
    name = "receipt",
    description = {
      "Fetches the proof that a transaction is recorded, verifies it, and writes it to a file that"
          + " `consent verify` takes, offline. It proves that record alone, not a whole history:"
          + " that is `consent audit --proof`."
    },
    footer = {
      "",
      "Example:",
      "  consent receipt 0f0c31f9d2a1b6a0c5f6f2b4f4f5b8f0d9b3a3a1c7e5d2f1a0b9c8d7e6f5a4b3"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required parameters
final class ReceiptCommand extends Action {
  @Parameters(paramLabel = "ID", description = "The transaction's id, 64 hexadecimal digits.")
  private String id;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write it. Default: receipt-ID.json, with the id's first 12 digits.")
  private @Nullable Path output;

  @Override
  int run(Session session) throws CliException {
    String txId = SubjectOptions.reference(id);
    Genesis genesis = session.parties().genesis();
    Answer answer = session.client().get("/v1/transactions/" + txId + "/receipt");
    if (!answer.ok()) {
      throw answer.refusal();
    }
    Bytes bundle = answer.body();
    VerifiedEvidence evidence =
        EvidenceFiles.verify(
            genesis, bundle, VerifyOptions.NONE, ProofRequest.distrust(answer.node()));
    if (!evidence.receipt().map(record -> record.txId().toHex()).equals(Optional.of(txId))) {
      throw ProofRequest.anotherClaim(answer.node());
    }
    Path file = output == null ? Path.of("receipt-" + txId.substring(0, 12) + ".json") : output;
    ResultFiles.write(file, bundle);
    EvidenceReport report = new EvidenceReport(genesis, evidence, OptionalLong.empty());
    if (session.json()) {
      session.printJson(report.toJson().put("file", file.toString()));
    } else {
      report.lines().forEach(session::print);
      session.print("Written to " + file + ", " + bundle.size() + " bytes.");
    }
    return ExitCode.DONE;
  }
}
