package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.home.HomeFiles;
import io.consentledger.cli.report.AsOfCount;
import io.consentledger.cli.report.EvidenceReport;
import io.consentledger.cli.report.History;
import io.consentledger.ledger.evidence.VerifiedEvidence;
import io.consentledger.ledger.evidence.VerifyOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The proof of one customer of one organisation: a file, or a folder of pages where a file doesn't
 * hold it.
 *
 * @param subject the reference, 64 digits
 * @param file where it is written
 * @param since an earlier bundle, or null
 * @param challenge the id of a recorded challenge, or null
 * @param pageRecords write pages of up to so many records; 0 for pages only where they are needed
 */
record AuditProof(
    String subject, Path file, @Nullable Path since, @Nullable String challenge, int pageRecords) {
  /** What was written, and where. */
  record Written(Path file, EvidenceReport report, String size) {
    ObjectNode toJson() {
      return report.toJson().put("file", file.toString());
    }

    static ObjectNode toJson(List<Written> all) {
      ObjectNode json = Json.object();
      ArrayNode proofs = json.putArray("proofs");
      all.forEach(one -> proofs.add(one.toJson()));
      return json;
    }

    List<History> histories() {
      return report.histories();
    }
  }

  /** One of several, in a folder. */
  AuditProof of(String organisation) throws CliException {
    Path earlier = since == null ? null : since.resolve(organisation + ".json");
    try {
      Files.createDirectories(file);
    } catch (IOException e) {
      throw HomeFiles.cannot("write", file, e);
    }
    return new AuditProof(
        subject, file.resolve(organisation + ".json"), earlier, challenge, pageRecords);
  }

  /** Fetches it from these nodes, verifies it, and writes it. */
  Written fetch(Session session, LedgerClient client, OptionalLong asOfMs) throws CliException {
    if (Files.isDirectory(file)) {
      throw CliException.usage(
          "file-exists", file + " is a folder", "Name another: nothing in it is overwritten.");
    }
    VerifyOptions options = VerifyOptions.NONE;
    if (since != null) {
      options = options.withEarlier(EvidenceFiles.earlier(session.parties().genesis(), since));
    }
    if (pageRecords > 0) {
      return pages(session, client, options, asOfMs);
    }
    try {
      ProofRequest.Proof proven =
          new ProofRequest(List.of(subject), options, challenge).fetch(session, client);
      ResultFiles.write(file, proven.bundle());
      EvidenceReport report =
          new EvidenceReport(session.parties().genesis(), proven.evidence(), asOfMs);
      return new Written(file, report, proven.bundle().size() + " bytes");
    } catch (CliException refused) {
      if (!refused.code().equals("evidence-too-large")) {
        throw refused;
      }
      return pages(session, client, options, asOfMs);
    }
  }

  private Written pages(
      Session session, LedgerClient client, VerifyOptions options, OptionalLong asOfMs)
      throws CliException {
    ProofRequest request = new ProofRequest(List.of(subject), options, challenge);
    AsOfCount count = new AsOfCount(asOfMs);
    VerifiedEvidence evidence =
        new ProofFolder(file)
            .fetch(session, client, new ProofFolder.Wanted(request, pageRecords), count);
    EvidenceReport report =
        new EvidenceReport(session.parties().genesis(), evidence, asOfMs, count.counted());
    return new Written(file, report, "a folder of pages");
  }
}
