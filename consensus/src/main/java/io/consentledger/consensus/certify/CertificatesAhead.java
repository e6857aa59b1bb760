package io.consentledger.consensus.certify;

import io.consentledger.crypto.quorum.Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Certificates of blocks that this node doesn't have yet. What a peer says of blocks above counts
 * only where a quorum signed it: the greatest such height is {@link #provenHeight}. For one thread.
 */
final class CertificatesAhead {
  /** A certificate and who told of it. */
  record Told(String peer, Certificate certificate) {}

  private final Map<String, Certificate> newest = new LinkedHashMap<>();
  private @Nullable Told proven;

  /** Whether it would prove a greater height than is proven already, if it holds. */
  boolean isNews(Certificate certificate) {
    return certificate.height() > provenHeight();
  }

  /** Its signatures were checked, and hold. */
  void proven(String peer, Certificate certificate) {
    proven = new Told(peer, certificate);
  }

  /** Held unchecked until its block is here. */
  void hold(String peer, Certificate certificate) {
    if (newest.containsKey(peer) || newest.size() < Limits.PEERS_AHEAD_MAX) {
      newest.put(peer, certificate);
    }
  }

  /** The greatest height above this node's blocks that a quorum certified; 0 for none. */
  long provenHeight() {
    return proven == null ? 0 : proven.certificate().height();
  }

  /** Lets go of those up to this height, whose blocks are here now. */
  List<Told> takeUpTo(long height) {
    List<Told> taken = new ArrayList<>();
    Optional.ofNullable(proven).filter(told -> reaches(told, height)).ifPresent(taken::add);
    newest.forEach((peer, certificate) -> taken.add(new Told(peer, certificate)));
    taken.removeIf(told -> !reaches(told, height));
    taken.forEach(told -> newest.remove(told.peer(), told.certificate()));
    if (provenHeight() <= height) {
      proven = null;
    }
    return taken;
  }

  private static boolean reaches(Told told, long height) {
    return told.certificate().height() <= height;
  }
}
