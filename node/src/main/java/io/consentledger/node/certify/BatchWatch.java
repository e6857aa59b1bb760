package io.consentledger.node.certify;

import io.consentledger.consensus.certify.Evidence;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.crypto.quorum.ValidatorSet;
import io.consentledger.ledger.chain.ChainException;
import io.consentledger.ledger.chain.SignedBatchHead;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.node.config.Limits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers what leaders signed lately, and finds two batches under one number: the leader of both
 * lied to somebody. Any thread.
 */
final class BatchWatch {
  private final NetworkId networkId;
  private final ValidatorSet validators;
  private final Map<Numbered, SignedBatchHead> seen = new LinkedHashMap<>();

  private record Numbered(KeyId leader, long term, long number) {
    static Numbered of(SignedBatchHead head) {
      return new Numbered(head.leader(), head.term(), head.number());
    }
  }

  BatchWatch(NetworkId networkId, ValidatorSet validators) {
    this.networkId = networkId;
    this.validators = validators;
  }

  /** A head whose signature was checked: that of a batch that was ordered. */
  synchronized Optional<Evidence> ordered(SignedBatchHead head) {
    SignedBatchHead before = seen.putIfAbsent(Numbered.of(head), head);
    if (seen.size() > Limits.BATCH_HEADS_KEPT) {
      seen.remove(seen.keySet().iterator().next());
    }
    return before != null && before.contradicts(head)
        ? Optional.of(evidence(before, head))
        : Optional.empty();
  }

  /**
   * A head that a peer announced; its signature is checked where it is news.
   *
   * @throws ChainException where no validator signed it for this network
   */
  Optional<Evidence> announced(SignedBatchHead head) throws ChainException {
    synchronized (this) {
      if (head.equals(seen.get(Numbered.of(head)))) {
        return Optional.empty();
      }
    }
    Optional<VerifyingKey> leader = validators.member(head.leader()).map(ValidatorSet.Member::key);
    if (leader.isEmpty() || !head.networkId().equals(networkId)) {
      throw new ChainException("batch-leader-unknown", "no validator of this network signed it");
    }
    head.verify(leader.get());
    return ordered(head);
  }

  private static Evidence evidence(SignedBatchHead first, SignedBatchHead second) {
    return new Evidence(
        Evidence.Kind.DOUBLE_BATCH,
        first.leader(),
        "term " + first.term() + " batch " + first.number(),
        first.encode(),
        second.encode());
  }
}
