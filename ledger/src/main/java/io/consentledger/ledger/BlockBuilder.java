package io.consentledger.ledger;

import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.map.MapChange;
import io.consentledger.ledger.map.StreamMap;
import io.consentledger.ledger.state.BlockContext;
import io.consentledger.ledger.state.Finding;
import io.consentledger.ledger.state.Outcome;
import io.consentledger.ledger.state.RegisteredKey;
import io.consentledger.ledger.state.Rules;
import io.consentledger.ledger.state.StateOverlay;
import io.consentledger.ledger.store.Place;
import io.consentledger.ledger.store.StreamHead;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TxId;
import io.consentledger.ledger.verify.VerifiedTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pure step from one block to the next: a function of the state, the time and the candidates,
 * the same on every node. Used once.
 */
final class BlockBuilder {
  private final Genesis genesis;
  private final Rules rules;
  private final CandidateVerifier verifier;
  private final StoredView base;
  private final ChainState chain;
  private final StreamMap map;
  private final BlockContext context;
  private final StateOverlay state;
  private final Map<StreamId, StreamHead> heads = new HashMap<>();
  private final Map<StreamId, StreamHead> changedHeads = new LinkedHashMap<>();
  private final Map<TxId, Place> known = new HashMap<>();
  private final List<TransactionResult> results = new ArrayList<>();
  private final List<TxId> ids = new ArrayList<>();
  private final List<Recorded> records = new ArrayList<>();

  BlockBuilder(
      Genesis genesis,
      Rules rules,
      CandidateVerifier verifier,
      StoredView base,
      Reached reached,
      long batchTimeMs) {
    this.genesis = genesis;
    this.rules = rules;
    this.verifier = verifier;
    this.base = base;
    this.chain = reached.chain();
    this.map = reached.map();
    // Time never runs backwards, whatever clocks say when leaders change.
    this.context =
        new BlockContext(chain.tip().height() + 1, Math.max(batchTimeMs, chain.tip().timeMs()));
    this.state = new StateOverlay(new RememberedState(base.state()));
  }

  BlockDraft build(List<Candidate> candidates) {
    List<TxId> candidateIds = candidates.stream().map(c -> c.transaction().id()).toList();
    prefetch(candidates, candidateIds);
    for (int i = 0; i < candidates.size(); i++) {
      results.add(decide(candidateIds.get(i), candidates.get(i)));
    }
    if (records.isEmpty()) {
      return new BlockDraft(
          Optional.empty(), results, ids, records, changedHeads, state, MapChange.none(map));
    }
    MapChange changed = MapStep.of(map, base.rows(), changedHeads, records);
    Block block = block(changed.map().root());
    return new BlockDraft(Optional.of(block), results, ids, records, changedHeads, state, changed);
  }

  /** Two reads for the whole batch instead of two for each transaction. */
  private void prefetch(List<Candidate> candidates, List<TxId> candidateIds) {
    List<Optional<Place>> places = base.places(candidateIds);
    for (int i = 0; i < candidateIds.size(); i++) {
      if (places.get(i).isPresent()) {
        known.put(candidateIds.get(i), places.get(i).get());
      }
    }
    LinkedHashSet<StreamId> distinct = new LinkedHashSet<>();
    for (Candidate candidate : candidates) {
      distinct.add(candidate.transaction().statement().streamId());
    }
    List<StreamId> streams = List.copyOf(distinct);
    List<StreamHead> newest = base.heads(streams);
    for (int i = 0; i < streams.size(); i++) {
      heads.put(streams.get(i), newest.get(i));
    }
  }

  private TransactionResult decide(TxId id, Candidate candidate) {
    Statement statement = candidate.transaction().statement();
    Optional<VerifyingKey> key = registeredKey(statement.keyId(), candidate);
    if (key.isEmpty()) {
      return new TransactionResult.Rejected(
          id, Candidate.KEY_UNKNOWN, "no registered key has the id " + statement.keyId());
    }
    Candidate checked = candidate;
    if (candidate instanceof Candidate.Refused refused
        && refused.code().equals(Candidate.KEY_UNKNOWN)) {
      // The key was registered after the look-up off this thread: look again, as all nodes would.
      checked = verifier.verifyWith(candidate.transaction(), key.get());
    }
    if (checked instanceof Candidate.Refused refused) {
      return new TransactionResult.Rejected(id, refused.code(), refused.detail());
    }
    Place place = known.get(id);
    if (place != null) {
      return new TransactionResult.Duplicate(id, location(place));
    }
    return record(id, ((Candidate.Verified) checked).verified());
  }

  private TransactionResult record(TxId id, VerifiedTransaction verified) {
    Transaction transaction = verified.transaction();
    Statement statement = transaction.statement();
    if (Long.compareUnsigned(statement.notAfterMs(), context.timeMs()) < 0) {
      return new TransactionResult.Rejected(
          id, "transaction-expired", "its last moment was before the time of the block");
    }
    StreamHead head = heads.getOrDefault(statement.streamId(), StreamHead.NONE);
    if (statement.afterSeq() != Statement.ANY_SEQ && statement.afterSeq() != head.seq()) {
      return new TransactionResult.Rejected(
          id, "sequence-stale", "its stream stands at " + Long.toUnsignedString(head.seq()));
    }
    Outcome outcome = rules.apply(state, context, verified);
    if (outcome instanceof Outcome.Rejected rejected) {
      return new TransactionResult.Rejected(id, rejected.code(), rejected.detail());
    }
    List<Finding> findings = ((Outcome.Recorded) outcome).findings();
    Entry entry =
        new Entry(
            statement.kind(),
            statement.streamId(),
            head.seq() + 1,
            head.entryHash(),
            context.height(),
            records.size(),
            context.timeMs(),
            transaction.envelopeHash());
    Recorded recorded = new Recorded(transaction, entry, findings);
    Location location = recorded.location();
    StreamHead newer = new StreamHead(entry.seq(), location.entryHash());
    heads.put(statement.streamId(), newer);
    changedHeads.put(statement.streamId(), newer);
    known.put(id, new Place(entry.height(), entry.index()));
    ids.add(id);
    records.add(recorded);
    return new TransactionResult.Committed(id, location);
  }

  /** Looks the key up in the state as it is now, what this batch registered before included. */
  private Optional<VerifyingKey> registeredKey(KeyId id, Candidate candidate) {
    Optional<VerifyingKey> party = genesis.partyKey(id);
    if (party.isPresent()) {
      return party;
    }
    Optional<RegisteredKey> registered = RegisteredKey.find(state, id);
    // Decoding a key is costly, and the id is its hash: the decoded one at hand is the same.
    return candidate instanceof Candidate.Verified verified
        ? registered.map(any -> verified.verified().key())
        : registered.map(RegisteredKey::verifyingKey);
  }

  private Location location(Place place) {
    return place.height() == context.height()
        ? records.get(place.index()).location()
        : base.recorded(place).location();
  }

  private Block block(Digest mapRoot) {
    List<Entry> entries = records.stream().map(Recorded::entry).toList();
    Digest validators = genesis.validatorSet().hash();
    Header header =
        new Header(
            genesis.networkId(),
            context.height(),
            context.timeMs(),
            chain.tip().headerHash(),
            chain.history().root(),
            Block.entriesRoot(entries),
            entries.size(),
            mapRoot,
            0,
            validators,
            validators);
    return new Block(header, entries, records.stream().map(Recorded::transaction).toList());
  }
}
