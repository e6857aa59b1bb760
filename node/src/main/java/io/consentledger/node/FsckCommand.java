package io.consentledger.node;

import io.consentledger.ledger.Fsck;
import io.consentledger.ledger.FsckProblem;
import io.consentledger.ledger.FsckReport;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.LedgerException;
import io.consentledger.node.config.ConfigException;
import io.consentledger.node.config.NodeConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;

/** {@code consent-node fsck}: checks all that a stopped node has stored, and repairs nothing. */
final class FsckCommand {
  private final PrintStream out;
  private final PrintStream err;

  FsckCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  int run(NodeConfig config) throws ConfigException {
    Path directory = config.dataDir().resolve("ledger");
    if (!Files.isDirectory(directory)) {
      err.println("There is no ledger in " + config.dataDir() + " yet; run the node first.");
      return ConsentNode.FAILED;
    }
    Path scratch = config.dataDir().resolve("fsck-" + ProcessHandle.current().pid());
    try (Ledger ledger = Ledger.look(directory, NodeMaterial.genesis(config.genesis()))) {
      FsckReport report =
          Fsck.check(
              ledger,
              scratch,
              ForkJoinPool.commonPool(),
              Runtime.getRuntime().availableProcessors());
      return print(report);
    } catch (LedgerException refused) {
      err.println(refused.getMessage() + " [" + refused.code() + "]");
    } catch (IOException failed) {
      err.println("fsck can't go on: " + failed.getMessage());
    }
    return ConsentNode.FAILED;
  }

  private int print(FsckReport report) {
    for (FsckProblem problem : report.problems()) {
      out.println(problem.code() + " at " + problem.place() + ": " + problem.detail());
    }
    String checked =
        report.blocks() + " blocks executed again, " + report.rowsCompared() + " rows compared: ";
    if (report.isClean()) {
      out.println(checked + "no problem found");
      return ConsentNode.DONE;
    }
    out.println(
        checked
            + report.problems().size()
            + " problems; keep a copy of the data directory, then run consent-node repair");
    return ConsentNode.FAILED;
  }
}
