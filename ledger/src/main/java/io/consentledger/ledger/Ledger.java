package io.consentledger.ledger;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.MerkleFrontier;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.ChainException;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.chain.SignedBatchHead;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.state.RegisteredKey;
import io.consentledger.ledger.state.Rules;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.store.Store;
import io.consentledger.ledger.store.StoreBatch;
import io.consentledger.ledger.store.StoreConfig;
import io.consentledger.ledger.store.StoreSnapshot;
import io.consentledger.ledger.store.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of one node: applies batches in the order they were agreed on, keeps blocks, indexes
 * and state, and answers from them.
 *
 * <p>Any thread reads. {@link #apply}, {@link #skip} and {@link #importBlock} are for one writer at
 * a time and exclude each other. What they wrote survives the end of the process when they return,
 * and power loss after {@link #sync}: before that, the ordered log has it.
 */
public final class Ledger extends StoredReads implements KeySource, AutoCloseable {
  private final Path directory;
  private final Genesis genesis;
  private final Rules rules;
  private final Store store;
  private final CandidateVerifier verifier;
  private final LruCache<KeyId, VerifyingKey> keys = new LruCache<>(Limits.DECODED_KEYS_MAX);
  private final Attestations attestations;
  private final Object writer = new Object();
  private final boolean logWasCut;
  private volatile @Nullable SyncAnchor owed;
  private Optional<ImportedAhead> ahead;
  private volatile Reached reached;

  /** What is being written, or was last: set before the rows are there, {@link #reached} after. */
  private volatile Reached coming;

  private Ledger(Path directory, Genesis genesis, Rules rules, LedgerOpening opening) {
    super(new StoredView(opening.store()));
    this.directory = directory;
    this.genesis = genesis;
    this.rules = rules;
    this.store = opening.store();
    this.reached = opening.reached();
    this.coming = reached;
    this.attestations = new Attestations(store);
    this.logWasCut = opening.logWasCut();
    this.owed = opening.owed();
    this.ahead = ImportedAhead.read(store);
    this.verifier = new CandidateVerifier(genesis.networkId(), this, Limits.VERIFIED_BYTES_MAX);
  }

  /** Opens with {@link StoreConfig#DEFAULT}. */
  public static Ledger open(Path directory, Genesis genesis) throws LedgerException {
    return open(directory, genesis, StoreConfig.DEFAULT);
  }

  /**
   * Opens the ledger in {@code directory}, or starts one there.
   *
   * @throws LedgerException {@code ledger-damaged}, {@code ledger-in-use}, {@code
   *     ledger-unreadable}, {@code ledger-format-older}, {@code ledger-format-newer}, {@code
   *     ledger-of-another-network} or {@code vocabulary-unknown}
   */
  public static Ledger open(Path directory, Genesis genesis, StoreConfig config)
      throws LedgerException {
    Rules rules = rules(genesis);
    return new Ledger(directory, genesis, rules, LedgerOpening.open(directory, genesis, config));
  }

  /**
   * Opens the ledger in {@code directory} for reading only, and changes no file there. What writes
   * fails.
   *
   * @throws LedgerException as {@link #open(Path, Genesis)}
   */
  public static Ledger look(Path directory, Genesis genesis) throws LedgerException {
    Rules rules = rules(genesis);
    return new Ledger(
        directory, genesis, rules, LedgerOpening.look(directory, genesis, StoreConfig.DEFAULT));
  }

  public Genesis genesis() {
    return genesis;
  }

  /** Verifies transactions against the keys of this ledger and remembers what held. */
  public CandidateVerifier verifier() {
    return verifier;
  }

  /**
   * Applies one batch: a pure and total step, the same on every node. Where anything is committed
   * it makes one block, at the batch's time or the tip's, whichever is later. A position that was
   * applied before changes nothing.
   *
   * @param timeMs the batch's time, UTC milliseconds
   * @param candidates in the batch's order, from {@link #verifier()}
   */
  public ApplyResult apply(long term, long index, long timeMs, List<Candidate> candidates) {
    return apply(term, index, timeMs, candidates, batch -> {});
  }

  /**
   * The same for a batch whose leader is known. Its head is kept in a row beside the block, where
   * there is one: not part of the block, but what the leader can be held to.
   */
  public ApplyResult apply(
      long term, long index, SignedBatchHead head, List<Candidate> candidates) {
    return apply(
        term,
        index,
        head.timeMs(),
        candidates,
        batch -> batch.put(Table.batchHead(reached.chain().tip().height() + 1), head.encode()));
  }

  private ApplyResult apply(
      long term,
      long index,
      long timeMs,
      List<Candidate> candidates,
      Consumer<StoreBatch> besideTheBlock) {
    synchronized (writer) {
      if (index <= reached.chain().applied().index()) {
        return new ApplyResult(Optional.empty(), List.of());
      }
      if (ahead.isPresent()) {
        match(new Applied(term, index), timeMs, candidates, ahead.get().height());
        verifier.forget(candidates);
        return new ApplyResult(Optional.empty(), List.of());
      }
      BlockDraft draft = draft(timeMs, candidates);
      commit(draft, new Applied(term, index), besideTheBlock);
      verifier.forget(candidates);
      return new ApplyResult(draft.block(), draft.results());
    }
  }

  /** A batch whose block may be here already: its effect is, so only the position moves. */
  private void match(Applied newer, long timeMs, List<Candidate> candidates, long below) {
    Block next =
        view.block(below + 1)
            .orElseThrow(() -> StorageFailure.damaged("block " + (below + 1) + " is missing"));
    long beforeMs =
        below == 0
            ? genesis.createdMs()
            : view.header(below)
                .orElseThrow(() -> StorageFailure.damaged("header " + below + " is missing"))
                .timeMs();
    boolean gave = ImportedAhead.gave(timeMs, candidates, beforeMs, next);
    stand(gave ? below + 1 : below, newer);
  }

  /** Notes which block a position gave, and whether there are blocks ahead of it. */
  private void stand(long height, Applied newer) {
    boolean isAhead = height < reached.chain().tip().height();
    Optional<ImportedAhead> now =
        isAhead ? Optional.of(new ImportedAhead(height)) : Optional.empty();
    write(
        reached.withApplied(newer),
        batch ->
            now.ifPresentOrElse(
                row -> batch.put(ImportedAhead.KEY, row.encode()),
                () -> batch.delete(ImportedAhead.KEY)));
    ahead = now;
  }

  /**
   * Takes note that a position gave the block at {@code height}, which is here, and everything up
   * to it. Blocks above it, imported before their positions were known, wait for them.
   */
  public void place(long height, long term, long index) {
    synchronized (writer) {
      if (height > reached.chain().tip().height()) {
        throw new IllegalArgumentException("no block stands at height " + height);
      }
      if (index > reached.chain().applied().index()) {
        stand(height, new Applied(term, index));
      }
    }
  }

  /** Takes note of a position that holds nothing for the ledger. */
  public void skip(long term, long index) {
    synchronized (writer) {
      if (index > reached.chain().applied().index()) {
        write(reached.withApplied(new Applied(term, index)), batch -> {});
      }
    }
  }

  /**
   * Takes in a block that came from a peer: executes it again and requires the very same header, so
   * that signatures, rules, order and state are all checked. A block that is there already is
   * compared only.
   *
   * <p>Where no newer position comes with it, the block stands ahead of the order until {@link
   * #place} or the order itself says which position gave it.
   *
   * @param term with {@code index}: the position to have applied afterwards, where that is newer
   * @throws LedgerException {@code block-out-of-order}, or {@code block-refused} with nothing
   *     written
   */
  public void importBlock(Block block, long term, long index, Executor executor, int parallelism)
      throws LedgerException {
    synchronized (writer) {
      Header header = block.header();
      Applied newer =
          index > reached.chain().applied().index()
              ? new Applied(term, index)
              : reached.chain().applied();
      if (header.height() <= reached.chain().tip().height()) {
        requireSame(header);
        write(reached.withApplied(newer), batch -> {});
        return;
      }
      if (header.height() != reached.chain().tip().height() + 1) {
        throw new LedgerException(
            "block-out-of-order",
            "block " + header.height() + " can't follow block " + reached.chain().tip().height());
      }
      List<Candidate> candidates = verifier.verifyAll(block.transactions(), executor, parallelism);
      BlockDraft draft = draft(header.timeMs(), candidates);
      requireAll(header, draft);
      if (newer.equals(reached.chain().applied()) && ahead.isEmpty()) {
        ImportedAhead from = new ImportedAhead(reached.chain().tip().height());
        commit(draft, newer, batch -> batch.put(ImportedAhead.KEY, from.encode()));
        ahead = Optional.of(from);
      } else {
        commit(draft, newer, batch -> {});
      }
    }
  }

  /**
   * Keeps a certificate, whose votes the caller has verified. A second one for the same block
   * changes nothing. For any thread.
   *
   * @throws IllegalArgumentException where it is for another block than this ledger's
   */
  public void putCertificate(Certificate certificate) {
    attestations.put(certificate);
  }

  /** Keeps a time-stamp over the header at this height, which the caller has verified. */
  public void putTimestamp(long height, Bytes token) {
    attestations.putTimestamp(height, token);
  }

  /**
   * Returns when all that was applied before survives power loss. For any thread, one at a time.
   *
   * @throws UncheckedIOException where the disk refuses: the ledger must not be relied on then
   * @throws StorageFailure where it was put back to an earlier state, and what came since is not
   *     what it held before
   */
  public void sync() {
    ChainState synced = reached.chain();
    store.sync();
    SyncAnchor earlier = owed;
    if (earlier != null) {
      if (earlier.isAfter(synced)) {
        // What is still missing must not be forgotten.
        return;
      }
      earlier.requireIn(view);
      owed = null;
    }
    try {
      SyncAnchor.of(synced).write(directory);
    } catch (IOException failure) {
      throw new UncheckedIOException("can't write the ledger's anchor in " + directory, failure);
    }
  }

  /**
   * Whether opening had to cut a torn write-ahead log behind what was synced last, as after power
   * loss. The ledger is whole up to {@link #applied()}; the ordered log gives the rest again.
   */
  public boolean logWasCut() {
    return logWasCut;
  }

  /**
   * The position up to which this ledger is known to have been durable: above {@link #applied()}
   * where its directory was put back to an earlier state, and the ordered log must give the rest
   * again.
   */
  public long syncedIndex() {
    SyncAnchor earlier = owed;
    return Math.max(
        reached.chain().applied().index(), earlier == null ? -1 : earlier.appliedIndex());
  }

  /**
   * What the leader signed of the batch that gave the block at this height; none where the block
   * came from a peer.
   */
  public Optional<SignedBatchHead> batchHead(long height) {
    return store.get(Table.batchHead(height)).flatMap(Ledger::decodeHead);
  }

  private static Optional<SignedBatchHead> decodeHead(Bytes row) {
    try {
      return Optional.of(SignedBatchHead.decode(row));
    } catch (ChainException damaged) {
      throw StorageFailure.damaged("a batch's head", damaged);
    }
  }

  /** One moment of this ledger for several reads that must agree. */
  public LedgerSnapshot snapshot() {
    for (; ; ) {
      Reached settled = reached;
      Reached next = coming;
      StoreSnapshot moment = store.snapshot();
      Tip tip = ChainState.read(moment).tip();
      if (tip.equals(settled.chain().tip())) {
        return new StoredSnapshot(moment, settled.map());
      }
      if (tip.equals(next.chain().tip())) {
        return new StoredSnapshot(moment, next.map());
      }
      moment.close(); // The writer went on by a whole block meanwhile.
    }
  }

  @Override
  public Optional<VerifyingKey> key(KeyId id) {
    Optional<VerifyingKey> party = genesis.partyKey(id);
    if (party.isPresent()) {
      return party;
    }
    VerifyingKey cached = keys.get(id);
    if (cached != null) {
      return Optional.of(cached);
    }
    Optional<VerifyingKey> key =
        RegisteredKey.find(view.state(), id).map(RegisteredKey::verifyingKey);
    key.ifPresent(found -> keys.put(id, found));
    return key;
  }

  @Override
  public Tip tip() {
    return reached.chain().tip();
  }

  @Override
  public Applied applied() {
    return reached.chain().applied();
  }

  /** Waits for reads to end, then closes; reads after that fail. Safe to call twice. */
  @Override
  public void close() {
    store.close();
  }

  ChainState chain() {
    return reached.chain();
  }

  /** The rows themselves, for fsck and measuring. */
  Store store() {
    return store;
  }

  private static Rules rules(Genesis genesis) throws LedgerException {
    try {
      return new Rules(genesis);
    } catch (IllegalArgumentException unknown) {
      throw new LedgerException(
          "vocabulary-unknown",
          unknown.getMessage() + ": run the version that the network runs",
          unknown);
    }
  }

  private BlockDraft draft(long timeMs, List<Candidate> candidates) {
    return new BlockBuilder(genesis, rules, verifier, view, reached, timeMs).build(candidates);
  }

  private void commit(BlockDraft draft, Applied applied, Consumer<StoreBatch> besideTheBlock) {
    if (draft.block().isEmpty()) {
      write(reached.withApplied(applied), batch -> {});
      return;
    }
    Header header = draft.block().get().header();
    Digest hash = header.hash();
    MerkleFrontier history = reached.chain().history().copy();
    List<Digest> complete = history.append(hash);
    Tip tip = new Tip(header.height(), hash, header.timeMs());
    write(
        new Reached(new ChainState(applied, tip, history), draft.map().map()),
        batch -> {
          BlockRows.put(batch, header, draft);
          HistoryLog.put(batch, header.height(), complete);
          besideTheBlock.accept(batch);
        });
  }

  private void write(Reached newer, Consumer<StoreBatch> rows) {
    try (StoreBatch batch = new StoreBatch()) {
      rows.accept(batch);
      batch.put(ChainState.KEY, newer.chain().encode());
      coming = newer;
      store.write(batch);
    }
    reached = newer;
  }

  private void requireSame(Header header) throws LedgerException {
    Optional<Bytes> mine = view.header(header.height()).map(Header::encode);
    if (!mine.equals(Optional.of(header.encode()))) {
      throw new LedgerException(
          "block-refused", "another block stands at height " + header.height() + " already");
    }
  }

  private static void requireAll(Header header, BlockDraft draft) throws LedgerException {
    for (TransactionResult result : draft.results()) {
      if (!(result instanceof TransactionResult.Committed)) {
        String why =
            result instanceof TransactionResult.Rejected rejected ? rejected.code() : "duplicate";
        throw new LedgerException(
            "block-refused",
            "block " + header.height() + ": transaction " + result.txId() + ": " + why);
      }
    }
    if (!draft.block().map(Block::header).equals(Optional.of(header))) {
      throw new LedgerException(
          "block-refused",
          "block " + header.height() + " doesn't follow from the ledger and its transactions");
    }
  }
}
