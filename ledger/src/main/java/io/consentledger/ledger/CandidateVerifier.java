package io.consentledger.ledger;

import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;
import io.consentledger.ledger.verify.TransactionVerifier;
import io.consentledger.ledger.verify.VerifiedTransaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;

/**
 * Verifies transactions off the writer's thread, each once: what held at admission is remembered by
 * its envelope hash and not verified again when its batch is applied. For any thread.
 */
public final class CandidateVerifier {
  private final TransactionVerifier verifier;
  private final KeySource keys;
  private final LruCache<Digest, VerifiedTransaction> verified;
  private final LongAdder verifications = new LongAdder();

  /**
   * @param verifiedBytesMax how much of the heap verified transactions may take, about, such as
   *     {@link Limits#VERIFIED_BYTES_MAX}
   */
  public CandidateVerifier(NetworkId networkId, KeySource keys, long verifiedBytesMax) {
    this.verifier = new TransactionVerifier(networkId);
    this.keys = keys;
    this.verified = new LruCache<>(verifiedBytesMax, CandidateVerifier::heapBytes);
  }

  /** Verifies one transaction against the keys registered now. */
  public Candidate verify(Transaction transaction) {
    return verify(transaction, Map.of());
  }

  /**
   * Verifies the transactions of a batch, in parallel, on {@code executor} and the calling thread.
   * A key that a transaction of the same batch registers counts. Returns when all are done.
   *
   * @param parallelism how many threads to use at most, the calling one included
   * @return one candidate per transaction, in their order
   */
  public List<Candidate> verifyAll(
      List<Transaction> transactions, Executor executor, int parallelism) {
    Candidate[] candidates = new Candidate[transactions.size()];
    Map<KeyId, VerifyingKey> registeredHere = new HashMap<>();
    int[] openings = places(transactions, true);
    ParallelLoop.run(
        openings.length,
        i -> candidates[openings[i]] = verify(transactions.get(openings[i]), Map.of()),
        executor,
        parallelism);
    for (int opening : openings) {
      if (candidates[opening] instanceof Candidate.Verified held
          && held.verified().payload() instanceof OpenRelationship relationship) {
        VerifyingKey key = relationship.subjectKey();
        registeredHere.put(key.id(), key);
      }
    }
    int[] others = places(transactions, false);
    ParallelLoop.run(
        others.length,
        i -> candidates[others[i]] = verify(transactions.get(others[i]), registeredHere),
        executor,
        parallelism);
    return List.of(candidates);
  }

  /** Lets go of what was applied: it won't be looked at again. */
  void forget(List<Candidate> applied) {
    for (Candidate candidate : applied) {
      if (candidate instanceof Candidate.Verified) {
        verified.remove(candidate.transaction().envelopeHash());
      }
    }
  }

  /** About what a verified transaction takes: its bytes, its parsed payload, and their objects. */
  private static long heapBytes(VerifiedTransaction held) {
    return Limits.VERIFIED_OVERHEAD_BYTES
        + (long) Limits.VERIFIED_HEAP_FACTOR * held.transaction().sizeBytes();
  }

  /** How many transactions had their signature checked so far. */
  public long verifications() {
    return verifications.sum();
  }

  /** Verifies with this very key, past the source of keys: for the writer's own late look-up. */
  Candidate verifyWith(Transaction transaction, VerifyingKey key) {
    verifications.increment();
    try {
      return new Candidate.Verified(verifier.verify(transaction, key));
    } catch (TransactionException refused) {
      return new Candidate.Refused(
          transaction, refused.code(), String.valueOf(refused.getMessage()));
    }
  }

  private Candidate verify(Transaction transaction, Map<KeyId, VerifyingKey> more) {
    Digest envelope = transaction.envelopeHash();
    VerifiedTransaction known = verified.get(envelope);
    // The envelope names the payload by hash only: the bytes themselves must be the same too.
    if (known != null && known.transaction().equals(transaction)) {
      return new Candidate.Verified(known);
    }
    KeyId keyId = transaction.statement().keyId();
    Optional<VerifyingKey> key = keys.key(keyId).or(() -> Optional.ofNullable(more.get(keyId)));
    if (key.isEmpty()) {
      return new Candidate.Refused(
          transaction, Candidate.KEY_UNKNOWN, "no registered key has the id " + keyId);
    }
    Candidate candidate = verifyWith(transaction, key.get());
    if (candidate instanceof Candidate.Verified held) {
      verified.put(envelope, held.verified());
    }
    return candidate;
  }

  private static int[] places(List<Transaction> transactions, boolean openings) {
    return java.util.stream.IntStream.range(0, transactions.size())
        .filter(i -> (transactions.get(i).statement().kind() == Kind.OPEN_RELATIONSHIP) == openings)
        .toArray();
  }
}
