package io.consentledger.node;

import io.consentledger.consensus.OrderingFiles;
import io.consentledger.consensus.certify.Validator;
import io.consentledger.consensus.certify.VoteLock;
import io.consentledger.crypto.PrivateFolder;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.node.Inspection.Finding;
import io.consentledger.node.Inspection.Part;
import io.consentledger.node.config.NodeConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Set;

/**
 * {@code consent-node repair}: sets aside what a stopped node can't go on with, and deletes
 * nothing; the next start gets it from the peers. Can be run again whatever happened in the middle.
 */
final class RepairCommand {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'set-aside-'yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final PrintStream out;
  private final PrintStream err;
  private final InstantSource clock;

  RepairCommand(PrintStream out, PrintStream err, InstantSource clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /**
   * @param dryRun only says what would be done
   */
  int run(NodeConfig config, NodeMaterial material, boolean dryRun) {
    try {
      if (OrderingFiles.isInUse(Part.ORDER.in(config))) {
        err.println("The node is running; stop it first. [node-running]");
        return ConsentNode.FAILED;
      }
      out.println("Reading all that is stored in " + config.dataDir() + ".");
      Inspection seen = Inspection.of(config, material);
      Set<Part> goes = print(seen);
      if (goes.isEmpty()) {
        out.println("Nothing has to be set aside.");
      } else if (dryRun) {
        out.println("With --dry-run nothing was done.");
      } else {
        setAside(config, material, goes);
      }
      return ConsentNode.DONE;
    } catch (IOException failed) {
      err.println(
          "repair can't go on: " + failed.getMessage() + ". Nothing is lost; run it again.");
      return ConsentNode.FAILED;
    }
  }

  private Set<Part> print(Inspection seen) {
    Set<Part> goes = EnumSet.noneOf(Part.class);
    for (Finding finding : seen.findings()) {
      out.println(
          finding.code()
              + ": "
              + finding.detail()
              + (finding.heals() ? " (the next start puts this right)" : ""));
      if (!finding.heals()) {
        goes.add(finding.part());
      }
    }
    if (goes.contains(Part.ORDER)) {
      // A ledger without the log that it grew from can't say what this node promised.
      goes.add(Part.LEDGER);
    }
    for (Part part : goes) {
      out.println(
          switch (part) {
            case LEDGER -> "Plan: set the ledger aside; the next start fetches it from the peers.";
            case ORDER -> "Plan: set the log aside; the leader sends what is missing.";
            case VOTE_LOCK ->
                "Plan: set the vote lock aside; the node learns what it voted for from its peers"
                    + " before it votes.";
          });
    }
    return goes;
  }

  private void setAside(NodeConfig config, NodeMaterial material, Set<Part> goes)
      throws IOException {
    Path aside = config.dataDir().resolve(NAME.format(clock.instant()));
    PrivateFolder.make(aside);
    for (Part part : goes) {
      Path from = part.in(config);
      if (Files.exists(from)) {
        Files.move(from, aside.resolve(from.getFileName().toString()));
        out.println("Moved " + from + " to " + aside + ".");
      }
    }
    sync(aside);
    sync(config.dataDir());
    if (goes.contains(Part.VOTE_LOCK)) {
      Genesis genesis = material.genesis();
      Validator me =
          new Validator(
              genesis.networkId().digest(),
              genesis.validatorSet(),
              material.validatorKey(),
              genesis.allowedDriftMs());
      VoteLock.open(Part.VOTE_LOCK.in(config), me.lockOwner()).close();
    }
    out.println("Start the node now. Keep " + aside + " until it is ready at its peers' height.");
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
