package io.consentledger.consensus.certify;

import io.consentledger.crypto.quorum.Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What certification has come to, and what has to be told. For one thread. */
final class Tally {
  private final List<Certificate> newest = new ArrayList<>();
  private final Deque<RefusedVote> refusals = new ArrayDeque<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private long certifiedHeight;
  private boolean changed;

  Tally(Optional<Certificate> stored) {
    stored.ifPresent(this::certified);
  }

  long certifiedHeight() {
    return certifiedHeight;
  }

  void certified(Certificate certificate) {
    certifiedHeight = Math.max(certifiedHeight, certificate.height());
    newest.add(certificate);
    newest.sort(Comparator.comparingLong(Certificate::height).reversed());
    if (newest.size() > Limits.CERTIFICATES_ANNOUNCED) {
      newest.remove(newest.size() - 1);
    }
    changed = true;
  }

  /** The newest first. */
  List<Certificate> newestCertificates() {
    return newest;
  }

  void refused(RefusedVote vote) {
    count("refused");
    refusals.addLast(vote);
    if (refusals.size() > Limits.REFUSALS_NAMED) {
      refusals.removeFirst();
    }
  }

  void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  void changed() {
    changed = true;
  }

  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  CertifierStatus status(long provenHeight, long votedHeight, StopSwitch stop, Doubts doubts) {
    return new CertifierStatus(
        certifiedHeight,
        Math.max(certifiedHeight, provenHeight),
        votedHeight,
        stop.evidence(),
        stop.halted(),
        doubts.trouble(),
        doubts.differences(),
        doubts.peersHeard(),
        List.copyOf(refusals),
        counts);
  }
}
