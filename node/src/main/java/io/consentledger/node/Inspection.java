package io.consentledger.node;

import io.consentledger.consensus.OrderingFiles;
import io.consentledger.consensus.certify.CertifierStartException;
import io.consentledger.consensus.certify.Validator;
import io.consentledger.consensus.certify.VoteLock;
import io.consentledger.ledger.Fsck;
import io.consentledger.ledger.FsckProblem;
import io.consentledger.ledger.FsckReport;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.LedgerException;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.node.config.DetailSettings;
import io.consentledger.node.config.NodeConfig;
import io.consentledger.node.details.DetailInspection;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/** Looks at all that a stopped node has stored: ledger, log, checkpoints, vote lock. Read only. */
final class Inspection {
  /** A part of the data folder, by the name of its file or folder. */
  enum Part {
    LEDGER("ledger"),
    ORDER("raft"),
    VOTE_LOCK("vote-lock"),
    /** On no peer: nothing of it is set aside. */
    DETAILS("details");

    private final String file;

    Part(String file) {
      this.file = file;
    }

    Path in(NodeConfig config) {
      return config.dataDir().resolve(file);
    }

    /** As JSON names it. */
    String file() {
      return file;
    }

    /** Whether the peers give it again. */
    boolean isOnPeers() {
      return this != DETAILS;
    }
  }

  /**
   * @param heals whether the next start puts it right by itself
   */
  record Finding(Part part, String code, String detail, boolean heals) {}

  private final NodeConfig config;
  private final NodeMaterial material;
  private final List<Finding> findings = new ArrayList<>();
  private String checked = "no ledger yet";
  private long applied = -1;
  private long synced = -1;
  private boolean blocks;

  private Inspection(NodeConfig config, NodeMaterial material) {
    this.config = config;
    this.material = material;
  }

  /** Takes as long as executing every block again takes; says meanwhile how far it is. */
  static Inspection of(NodeConfig config, NodeMaterial material, PrintStream err)
      throws IOException {
    Inspection made = new Inspection(config, material);
    try (Progress progress = Progress.to(err)) {
      made.ledger(progress);
      progress.doing("looking at the log");
      made.order();
      made.voteLock();
      progress.doing("opening private details");
      made.details();
    }
    return made;
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** What was read through, in words. */
  String checked() {
    return checked;
  }

  private void ledger(Progress progress) throws IOException {
    Path directory = Part.LEDGER.in(config);
    if (!Files.isDirectory(directory)) {
      return;
    }
    Genesis genesis = material.genesis();
    Path scratch = config.dataDir().resolve("fsck-" + ProcessHandle.current().pid());
    try (Ledger ledger = Ledger.look(directory, genesis)) {
      applied = ledger.applied().index();
      synced = ledger.syncedIndex();
      blocks = ledger.tip().height() > 0;
      FsckReport report =
          Fsck.check(
              ledger,
              scratch,
              ForkJoinPool.commonPool(),
              Runtime.getRuntime().availableProcessors(),
              progress::doing);
      checked =
          report.blocks() + " blocks executed again, " + report.rowsCompared() + " rows compared";
      for (FsckProblem problem : report.problems()) {
        add(Part.LEDGER, problem.code(), "at " + problem.place() + ": " + problem.detail(), false);
      }
    } catch (LedgerException refused) {
      checked = "the ledger couldn't be opened";
      add(Part.LEDGER, refused.code(), String.valueOf(refused.getMessage()), false);
    }
  }

  private void order() throws IOException {
    boolean ledgerGoes = !findings.isEmpty();
    for (OrderingFiles.Problem problem :
        OrderingFiles.check(new NodeAddresses(config, material).orderer(), applied, synced)) {
      // What heals does so from a ledger that is whole.
      add(Part.ORDER, problem.code(), problem.detail(), problem.heals() && !ledgerGoes);
    }
  }

  private void voteLock() throws IOException {
    Path file = Part.VOTE_LOCK.in(config);
    if (!Files.exists(file)) {
      if (blocks) {
        add(Part.VOTE_LOCK, "vote-lock-missing", file + " is gone", false);
      }
      return;
    }
    Genesis genesis = material.genesis();
    try {
      VoteLock.look(
          file,
          new Validator(
                  genesis.networkId().digest(),
                  genesis.validatorSet(),
                  material.validatorKey(),
                  genesis.allowedDriftMs())
              .lockOwner());
    } catch (CertifierStartException damaged) {
      add(Part.VOTE_LOCK, damaged.code(), String.valueOf(damaged.getMessage()), false);
    }
  }

  private void details() throws IOException {
    if (config.details().isPresent()) {
      DetailSettings settings = config.details().get();
      for (String problem : DetailInspection.check(settings.store(), settings.keys())) {
        add(Part.DETAILS, "details-damaged", problem, false);
      }
    }
  }

  private void add(Part part, String code, String detail, boolean heals) {
    findings.add(new Finding(part, code, detail, heals));
  }
}
