package io.consentledger.ledger.evidence;

import io.consentledger.ledger.chain.Header;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The headers of a bundle by height, and which of them were needed. For one thread. */
final class Chain {
  private final Header anchor;
  private final List<Header> others;
  private final Map<Long, Header> byHeight = new HashMap<>();
  private final Optional<Header> since;
  private final Set<Long> needed = new HashSet<>();

  /**
   * @param others as they stand in the bundle
   */
  Chain(Header anchor, List<Header> others, Optional<Header> since) {
    this.anchor = anchor;
    this.others = List.copyOf(others);
    this.since = since;
    others.forEach(header -> byHeight.put(header.height(), header));
  }

  Header anchor() {
    return anchor;
  }

  List<Header> others() {
    return others;
  }

  Optional<Header> since() {
    return since;
  }

  /** The header of a block that the claim asks about or a record stands in, noted as needed. */
  Optional<Header> needed(long height) {
    if (height == anchor.height()) {
      return Optional.of(anchor);
    }
    needed.add(height);
    return Optional.ofNullable(byHeight.get(height));
  }

  boolean isNeeded(long height) {
    return needed.contains(height);
  }
}
