package io.consentledger.node;

import io.consentledger.node.config.NodeConfig;
import java.io.IOException;
import java.nio.file.Files;

/** {@code consent-node fsck}: checks all that a stopped node has stored, and repairs nothing. */
final class FsckCommand {
  private final Report report;

  FsckCommand(Report report) {
    this.report = report;
  }

  int run(NodeConfig config, NodeMaterial material) {
    if (!Files.isDirectory(Inspection.Part.LEDGER.in(config))) {
      return report.refused(
          "ledger-missing",
          "There is no ledger in " + config.dataDir() + " yet; run the node first.");
    }
    try {
      Inspection seen = Inspection.of(config, material, report.err());
      report.findings(seen.checked(), seen.findings());
      for (Inspection.Finding finding : seen.findings()) {
        report.say(finding.code() + " " + finding.detail());
      }
      if (seen.findings().isEmpty()) {
        report.say(seen.checked() + ": no problem found");
        return report.end(ConsentNode.DONE);
      }
      report.say(
          seen.checked()
              + ": "
              + seen.findings().size()
              + " problems; keep a copy of the data directory, then run consent-node repair");
      return report.end(ConsentNode.FAILED);
    } catch (IOException failed) {
      return report.refused("files-unreadable", "fsck can't go on: " + failed.getMessage());
    }
  }
}
