package io.consentledger.node;

import io.consentledger.node.config.NodeConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;

/** {@code consent-node fsck}: checks all that a stopped node has stored, and repairs nothing. */
final class FsckCommand {
  private final PrintStream out;
  private final PrintStream err;

  FsckCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  int run(NodeConfig config, NodeMaterial material) {
    if (!Files.isDirectory(Inspection.Part.LEDGER.in(config))) {
      err.println("There is no ledger in " + config.dataDir() + " yet; run the node first.");
      return ConsentNode.FAILED;
    }
    try {
      Inspection seen = Inspection.of(config, material);
      for (Inspection.Finding finding : seen.findings()) {
        out.println(finding.code() + " " + finding.detail());
      }
      if (seen.findings().isEmpty()) {
        out.println(seen.checked() + ": no problem found");
        return ConsentNode.DONE;
      }
      out.println(
          seen.checked()
              + ": "
              + seen.findings().size()
              + " problems; keep a copy of the data directory, then run consent-node repair");
    } catch (IOException failed) {
      err.println("fsck can't go on: " + failed.getMessage());
    }
    return ConsentNode.FAILED;
  }
}
