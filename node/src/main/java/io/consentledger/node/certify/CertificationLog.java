package io.consentledger.node.certify;

import io.consentledger.consensus.certify.CertifierListener;
import io.consentledger.consensus.certify.Difference;
import io.consentledger.consensus.certify.Evidence;
import io.consentledger.consensus.certify.Halt;
import io.consentledger.consensus.certify.RefusedVote;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.node.metrics.NodeMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells operators and waiting callers what certification comes to. On the certifier's thread. */
final class CertificationLog implements CertifierListener {
  private static final Logger LOG = LoggerFactory.getLogger(CertificationLog.class);
  private static final long SPACING_NANOS = Duration.ofSeconds(10).toNanos();

  private final Genesis genesis;
  private final NodeMetrics metrics;
  private final CertificateWaiters waiters;
  private final Runnable announce;
  private final Consumer<Certificate> certified;
  private final Consumer<Throwable> failed;
  private final Map<String, Long> loggedNanos = new HashMap<>();

  CertificationLog(
      Genesis genesis,
      NodeMetrics metrics,
      CertificateWaiters waiters,
      Runnable announce,
      Consumer<Certificate> certified,
      Consumer<Throwable> failed) {
    this.genesis = genesis;
    this.metrics = metrics;
    this.waiters = waiters;
    this.announce = announce;
    this.certified = certified;
    this.failed = failed;
  }

  @Override
  public void certified(Certificate certificate) {
    waiters.certified(certificate.height());
    certified.accept(certificate);
  }

  @Override
  public void announce() {
    announce.run();
  }

  @Override
  public void waits(int peersHeard, int peersToHear) {
    if (isDue("waits")) {
      LOG.info(
          "event=votes-wait peers_heard={} peers_needed={} reason=\"after a start this node votes"
              + " only once it has heard what its peers hold of its votes\"",
          peersHeard,
          peersToHear);
    }
  }

  @Override
  public void cast(int votes) {
    metrics.votesCast(votes);
  }

  @Override
  public void refused(RefusedVote vote) {
    metrics.voteRefused(vote.code());
    if (isDue("refused " + vote.code())) {
      LOG.warn(
          "event=vote-refused height={} code={} reason=\"{}\"",
          vote.height(),
          vote.code(),
          vote.detail());
    }
  }

  @Override
  public void invalid(String peer, String code) {
    metrics.voteInvalid(code);
    if (isDue("invalid " + code + " " + peer)) {
      LOG.warn("event=vote-invalid peer={} code={}", peer, code);
    }
  }

  @Override
  public void found(Evidence evidence) {
    metrics.evidence(evidence.kind().code());
    LOG.error(
        "event=evidence kind={} accused={} key={} place=\"{}\" action=\"certification has stopped;"
            + " read docs/how-to/act-on-evidence.md\"",
        evidence.kind().code(),
        Accused.nameOf(genesis, evidence.accused()),
        evidence.accused(),
        evidence.place());
  }

  @Override
  public void halted(Halt halt) {
    LOG.error("event=certification-stopped reason=\"{}\"", halt.reason());
  }

  @Override
  public void troubled(String reason) {
    if (isDue("troubled")) {
      LOG.warn(
          "event=certification-troubled reason=\"{}\" action=\"it is tried again every second\"",
          reason);
    }
  }

  @Override
  public void differs(Difference difference) {
    metrics.diverged();
    LOG.error(
        "event=divergence organisation={} height={} ours={} theirs={} action=\"see which of the two"
            + " a quorum certified; stop the other node and run consent-node fsck there\"",
        Accused.nameOf(genesis, difference.signer()),
        difference.height(),
        difference.ours(),
        difference.theirs());
  }

  @Override
  public void failed(RuntimeException cause) {
    failed.accept(cause);
  }

  /** A peer or a clock that is wrong is wrong often: one line in ten seconds tells it. */
  private boolean isDue(String line) {
    long now = System.nanoTime();
    Long last = loggedNanos.get(line);
    if (last != null && now - last < SPACING_NANOS) {
      return false;
    }
    loggedNanos.put(line, now);
    return true;
  }
}
