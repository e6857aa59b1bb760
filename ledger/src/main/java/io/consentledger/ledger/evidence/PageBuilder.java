package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.Recorded;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.store.FindingsRow;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes the pages of a proof, each on its own: a node keeps nothing between two of them, and a
 * later moment of the ledger gives the same pages. For one thread, as long as the snapshot is open.
 */
public final class PageBuilder {
  private final Genesis genesis;
  private final LedgerSnapshot ledger;
  private final Parts parts;
  private final int recordsMax;

  /**
   * @param anchorHeight of the cover's header
   * @param recordsMax most records of a page
   * @throws IllegalArgumentException where the snapshot doesn't go so far
   */
  public PageBuilder(Genesis genesis, LedgerSnapshot ledger, long anchorHeight, int recordsMax) {
    if (anchorHeight < 1 || anchorHeight > ledger.tip().height()) {
      throw new IllegalArgumentException("there is no block " + anchorHeight);
    }
    this.genesis = genesis;
    this.ledger = ledger;
    this.parts = new Parts(ledger, anchorHeight);
    this.recordsMax = recordsMax;
  }

  /**
   * Where a page goes on: after the record in this block at this index.
   *
   * @param height 0 for the first page
   */
  public record After(long height, int index) {
    /** Before every record. */
    public static final After NOTHING = new After(0, 0);

    boolean isPassedBy(Entry entry) {
      return entry.height() > height || (entry.height() == height && entry.index() > index);
    }
  }

  /** The next page of this customer's history. */
  public EvidencePage page(long number, After after, SubjectRef subject) {
    StreamId claimed = StreamId.ofSubject(genesis.networkId(), subject);
    return page(
        number, after, claimed, CoverStreams.of(genesis, ledger, subject, parts.anchor().height()));
  }

  /**
   * @param claimed the customer's stream, whose findings are shown
   * @param streams those of the cover. One that a later block brought has nothing to show
   */
  EvidencePage page(long number, After after, StreamId claimed, Set<StreamId> streams) {
    List<Source> sources = new ArrayList<>();
    streams.forEach(stream -> sources.add(new Source(stream, after)));
    TreeMap<StreamId, List<Recorded>> taken = new TreeMap<>();
    TreeSet<Long> heights = new TreeSet<>();
    Optional<Source> next = earliest(sources);
    for (int i = 0; i < recordsMax && next.isPresent(); i++) {
      Recorded record = next.get().take();
      taken.computeIfAbsent(record.entry().streamId(), id -> new ArrayList<>()).add(record);
      heights.add(record.entry().height());
      next = earliest(sources);
    }
    heights.remove(parts.anchor().height());
    return new EvidencePage(
        parts.anchor().hash(),
        number,
        next.isEmpty(),
        heights.stream().map(parts::header).toList(),
        taken.entrySet().stream().map(it -> stream(it, claimed)).toList());
  }

  private BundledStream stream(Map.Entry<StreamId, List<Recorded>> taken, StreamId claimed) {
    Optional<BundledFindings> findings = Optional.empty();
    if (taken.getKey().equals(claimed)) {
      findings = Optional.of(new BundledFindings(Bytes.EMPTY, rows(taken.getValue())));
    }
    return new BundledStream(
        taken.getKey(),
        Optional.empty(),
        findings,
        taken.getValue().stream().map(parts::record).toList());
  }

  private static List<BundledFindings.Row> rows(List<Recorded> records) {
    List<BundledFindings.Row> rows = new ArrayList<>();
    for (Recorded record : records) {
      if (!record.findings().isEmpty()) {
        rows.add(
            new BundledFindings.Row(record.entry().seq(), FindingsRow.encode(record.findings())));
      }
    }
    return rows;
  }

  private static Optional<Source> earliest(List<Source> sources) {
    Source first = null;
    for (Source source : sources) {
      if (source.hasNext() && (first == null || source.isBefore(first))) {
        first = source;
      }
    }
    return Optional.ofNullable(first);
  }

  /** What a stream has left, up to the anchor, read in parts. */
  private final class Source {
    private final StreamId stream;
    private final Deque<Recorded> read = new ArrayDeque<>();
    private long nextSeq;

    Source(StreamId stream, After after) {
      this.stream = stream;
      long low = 1;
      long high = ledger.newestSeq(stream) + 1;
      while (low < high) {
        long middle = (low + high) >>> 1;
        if (after.isPassedBy(ledger.history(stream, middle, 1).get(0).entry())) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      this.nextSeq = low;
      fill();
    }

    private void fill() {
      for (Recorded record : ledger.history(stream, nextSeq, recordsMax)) {
        if (record.entry().height() <= parts.anchor().height()) {
          read.add(record);
        }
      }
      nextSeq += read.size();
    }

    boolean hasNext() {
      if (read.isEmpty()) {
        fill();
      }
      return !read.isEmpty();
    }

    boolean isBefore(Source other) {
      Entry mine = read.getFirst().entry();
      Entry theirs = other.read.getFirst().entry();
      return mine.height() < theirs.height()
          || (mine.height() == theirs.height() && mine.index() < theirs.index());
    }

    Recorded take() {
      return read.removeFirst();
    }
  }
}
