package io.consentledger.consensus.certify;

import java.util.Optional;

/** The blocks that this node executed. For any thread. */
public interface ExecutedChain {
  /** The newest height, 0 where there is no block. */
  long height();

  /** The block at this height, where it was executed. */
  Optional<Executed> at(long height);
}
