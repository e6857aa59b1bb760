package io.consentledger.node.pipeline;

import io.consentledger.consensus.gate.ContentCheck;
import io.consentledger.consensus.gate.Refusal;
import io.consentledger.consensus.gate.RefusedException;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.chain.Batch;
import io.consentledger.ledger.chain.ChainException;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.chain.SignedBatchHead;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.genesis.ValidatorNode;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.node.config.Limits;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which batches count: those that a validator of this network signed, over just these transactions.
 * Asked before the engine takes an entry of a peer, and again when it is applied; a signature that
 * held is remembered in between. Any thread.
 */
final class BatchCheck implements ContentCheck {
  private final LedgerView ledger;
  private final NetworkId networkId;
  private final LongSupplier provenHeight;
  private final Map<KeyId, ValidatorNode> validators = new HashMap<>();
  private final Set<SignedBatchHead> verified = new LinkedHashSet<>();

  /**
   * @param provenHeight the greatest height with a certificate that holds, whether its block is
   *     here
   */
  BatchCheck(Genesis genesis, LedgerView ledger, LongSupplier provenHeight) {
    this.ledger = ledger;
    this.networkId = genesis.networkId();
    this.provenHeight = provenHeight;
    for (Organisation organisation : genesis.organisations()) {
      organisation.node().ifPresent(node -> validators.put(node.validatorKey().id(), node));
    }
  }

  /**
   * Decodes a batch, and checks who signed it.
   *
   * @throws ChainException {@code batch-malformed}, {@code batch-leader-unknown} or {@code
   *     batch-signature-invalid}
   */
  Batch verified(Bytes wire) throws ChainException {
    Batch batch = Batch.decode(wire);
    ValidatorNode leader = validators.get(batch.leader());
    if (leader == null) {
      throw new ChainException("batch-leader-unknown", "no validator has the leader's key");
    }
    if (!batch.networkId().equals(networkId)) {
      throw new ChainException("batch-malformed", "the batch is of another network");
    }
    verify(batch, leader.validatorKey());
    return batch;
  }

  private void verify(Batch batch, VerifyingKey key) throws ChainException {
    synchronized (verified) {
      if (verified.contains(batch.head())) {
        return;
      }
    }
    batch.verify(key);
    synchronized (verified) {
      verified.add(batch.head());
      if (verified.size() > Limits.BATCH_HEADS_VERIFIED) {
        verified.remove(verified.iterator().next());
      }
    }
  }

  @Override
  public void batch(long term, @Nullable String proposer, Bytes wire) throws RefusedException {
    Batch batch;
    try {
      batch = verified(wire);
    } catch (ChainException refused) {
      Refusal why =
          refused.code().equals("batch-malformed")
              ? Refusal.ENTRY_MALFORMED
              : Refusal.ENTRY_UNSIGNED;
      throw new RefusedException(why, refused.code());
    }
    // Signed in one term and ordered in a later one happens to honest leaders; it is passed over.
    if (batch.head().term() > term) {
      throw new RefusedException(
          Refusal.ENTRY_UNSIGNED, "signed for term " + batch.head().term() + ", sent in " + term);
    }
    ValidatorNode leader = validators.get(batch.leader());
    if (proposer != null && leader != null && !leader.id().equals(proposer)) {
      throw new RefusedException(
          Refusal.ENTRY_UNSIGNED, "signed by " + leader.id() + ", proposed by " + proposer);
    }
  }

  @Override
  public void checkpoint(Bytes manifest) throws RefusedException {
    CheckpointManifest claimed =
        CheckpointManifest.decode(manifest)
            .orElseThrow(
                () ->
                    new RefusedException(
                        Refusal.CHECKPOINT_MALFORMED,
                        "a manifest of " + manifest.size() + " bytes, or of no height"));
    Optional<Digest> ours = ledger.header(claimed.height()).map(Header::hash);
    if (ours.isPresent() && !ours.get().equals(claimed.headerHash())) {
      throw new RefusedException(
          Refusal.CHECKPOINT_UNFOUNDED, "another block stands at height " + claimed.height());
    }
    if (ours.isEmpty() && claimed.height() > provenHeight.getAsLong()) {
      throw new RefusedException(
          Refusal.CHECKPOINT_UNFOUNDED,
          "height " + claimed.height() + ", and no certificate reaches so far");
    }
  }
}
