package io.consentledger.node;

import io.consentledger.consensus.OrderingFiles;
import io.consentledger.consensus.certify.Validator;
import io.consentledger.consensus.certify.VoteLock;
import io.consentledger.crypto.DiskFull;
import io.consentledger.crypto.PrivateFolder;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.node.Inspection.Finding;
import io.consentledger.node.Inspection.Part;
import io.consentledger.node.config.NodeConfig;
import java.io.IOException;
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

  private final Report report;
  private final InstantSource clock;

  RepairCommand(Report report, InstantSource clock) {
    this.report = report;
    this.clock = clock;
  }

  /**
   * @param dryRun only says what would be done
   * @param all sets aside all that the peers hold, whether something is found wrong with it or not
   */
  int run(NodeConfig config, NodeMaterial material, boolean dryRun, boolean all) {
    try {
      if (OrderingFiles.isInUse(Part.ORDER.in(config))) {
        return report.refused("node-running", "The node is running; stop it first.");
      }
      report.say("Reading all that is stored in " + config.dataDir() + ".");
      Inspection seen = Inspection.of(config, material, report.err());
      report.findings(seen.checked(), seen.findings());
      Set<Part> goes = plan(seen, all);
      report.json().put("dryRun", dryRun).putArray("moved");
      if (goes.isEmpty()) {
        report.say("Nothing has to be set aside.");
      } else if (dryRun) {
        report.say("With --dry-run nothing was done.");
      } else {
        setAside(config, material, goes);
      }
      boolean lost = seen.findings().stream().anyMatch(finding -> !finding.part().isOnPeers());
      return report.end(lost ? ConsentNode.FAILED : ConsentNode.DONE);
    } catch (IOException failed) {
      return report.refused(
          DiskFull.reason(failed).isPresent() ? DiskFull.CODE : "files-unreadable",
          "repair can't go on: "
              + DiskFull.explain(String.valueOf(failed.getMessage()))
              + ". Nothing is lost; run it again.");
    }
  }

  private Set<Part> plan(Inspection seen, boolean all) {
    Set<Part> goes = EnumSet.noneOf(Part.class);
    Set<Part> concerned = EnumSet.noneOf(Part.class);
    for (Finding finding : seen.findings()) {
      report.say(
          finding.code()
              + ": "
              + finding.detail()
              + (finding.heals() ? " (the next start puts this right)" : ""));
      if (!finding.heals()) {
        concerned.add(finding.part());
      }
    }
    if (all) {
      concerned.addAll(EnumSet.of(Part.LEDGER, Part.ORDER, Part.VOTE_LOCK));
    }
    if (concerned.contains(Part.ORDER)) {
      // A ledger without the log that it grew from can't say what this node promised.
      concerned.add(Part.LEDGER);
    }
    report.json().putArray("plan");
    for (Part part : concerned) {
      report.say(
          switch (part) {
            case LEDGER -> "Plan: set the ledger aside; the next start fetches it from the peers.";
            case ORDER -> "Plan: set the log aside; the leader sends what is missing.";
            case VOTE_LOCK ->
                "Plan: set the vote lock aside; the node learns what it voted for from its peers"
                    + " before it votes.";
            case DETAILS ->
                "Private details are on no peer, so nothing is done about them: put their two"
                    + " folders back from one backup.";
          });
      if (part.isOnPeers()) {
        goes.add(part);
        report.json().withArray("plan").add(part.file());
      }
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
        report.say("Moved " + from + " to " + aside + ".");
        report.json().withArray("moved").add(from.toString());
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
    report.json().put("setAside", aside.toString());
    report.say("Start the node now. Keep " + aside + " until it is ready at its peers' height.");
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
