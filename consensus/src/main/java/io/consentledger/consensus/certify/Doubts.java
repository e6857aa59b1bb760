package io.consentledger.consensus.certify;

import io.consentledger.crypto.DiskFull;
import io.consentledger.crypto.KeyId;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What makes this node doubt itself without stopping it: whom it has compared its blocks with, who
 * signed something else, what its disk refuses at present. For one thread.
 */
final class Doubts {
  /** What has to be kept on the disk. */
  enum Store {
    VOTES("the vote lock can't be written: "),
    EVIDENCE("the folder of evidence can't be used: ");

    private final String sentence;

    Store(String sentence) {
      this.sentence = sentence;
    }

    String sentence() {
      return sentence;
    }
  }

  private final Map<Store, String> troubles = new EnumMap<>(Store.class);
  private final Set<String> heard = new HashSet<>();
  private final Map<KeyId, Difference> differences = new LinkedHashMap<>();

  /** All that a peer announced was compared. */
  void heard(String peer) {
    heard.add(peer);
  }

  int peersHeard() {
    return heard.size();
  }

  /** Whether it is the first of its signer. */
  boolean add(Difference difference) {
    return differences.putIfAbsent(difference.signer(), difference) == null;
  }

  List<Difference> differences() {
    return List.copyOf(differences.values());
  }

  /** The disk refuses it. */
  void troubled(Store store, IOException refused) {
    troubles.put(store, store.sentence() + DiskFull.explain(String.valueOf(refused.getMessage())));
  }

  /** The disk took it. */
  void healed(Store store) {
    troubles.remove(store);
  }

  Optional<String> trouble() {
    return troubles.values().stream().findFirst();
  }
}
