package io.consentledger.node.health;

/**
 * Each thing that keeps a node from being ready: a closed list. Codes are stable, and stand in
 * docs/reference/http-api.md.
 */
public enum Condition {
  STARTING("starting", "The node is starting or stopping", Reads.REFUSED),
  CATCHING_UP("catching-up", "The node fetches blocks that it lacks", Reads.REFUSED),
  NOT_COMPARED(
      "not-compared", "The node hasn't compared its ledger with its peers yet", Reads.REFUSED),
  ORDERING_FAILED("ordering-failed", "The node takes no part in the order", Reads.BARRIER_DECIDES),
  NO_LEADER("no-leader", "The node knows no leader", Reads.BARRIER_DECIDES),
  NO_QUORUM("no-quorum", "The node can't reach a majority", Reads.BARRIER_DECIDES),
  BEHIND_CERTIFIED(
      "behind-certified", "A quorum certified blocks that this node lacks", Reads.REFUSED),
  STATE_DIFFERS(
      "state-differs", "A quorum certified another block than this node holds", Reads.REFUSED),
  CERTIFICATION_HALTED(
      "certification-halted", "Certification has stopped on this node", Reads.REFUSED),
  EVIDENCE("evidence", "There is evidence that a member lies", Reads.BARRIER_DECIDES),
  STORAGE_FAILING("storage-failing", "The disk refuses what has to be kept", Reads.BARRIER_DECIDES),
  PROPOSING_FAILS(
      "proposing-fails", "The node leads, but can't make batches", Reads.BARRIER_DECIDES),
  DISK_LOW("disk-low", "The disk is nearly full", Reads.BARRIER_DECIDES),
  THREAD_ENDED("thread-ended", "A part of the node doesn't work any more", Reads.BARRIER_DECIDES);

  /** Whether linearizable reads are refused while it lasts. */
  private enum Reads {
    /** What this node holds may be old or wrong without its read barrier knowing. */
    REFUSED,
    /** An answer is right where the read barrier is passed. */
    BARRIER_DECIDES
  }

  private final String code;
  private final String sentence;
  private final Reads reads;

  Condition(String code, String sentence, Reads reads) {
    this.code = code;
    this.sentence = sentence;
    this.reads = reads;
  }

  public String code() {
    return code;
  }

  /** What it means, in a few words. */
  public String sentence() {
    return sentence;
  }

  /** Whether linearizable reads are refused while it lasts. */
  public boolean refusesReads() {
    return reads == Reads.REFUSED;
  }
}
