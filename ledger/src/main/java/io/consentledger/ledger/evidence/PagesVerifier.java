package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.crypto.timestamp.TimestampToken;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.state.Rules;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Verifies a proof in pages, page by page and in order, keeping no record: the cover first, then
 * each page once, then {@link #end}. Nothing is proved before that. What is kept grows by what the
 * rules remember and an id of 32 bytes for each record. For one thread; after a refusal it is of no
 * more use.
 */
public final class PagesVerifier {
  private static final String MISSING = "page-missing";
  private static final String MISMATCH = "page-mismatch";

  private final Genesis genesis;
  private final VerifyOptions options;
  private final Consumer<VerifiedRecord> told;
  private final EvidenceBundle cover;
  private final SubjectRef subject;
  private final StreamId claimed;
  private final Chain chain;
  private final Certificate certificate;
  private final Optional<ProvenRecord> challenge;
  private final PageStreams streams;
  private final KeyCheck keys;
  private final Replay replay;
  private final Set<StreamId> needed;
  private final Tally tally = new Tally();
  private Optional<ProvenRecord> waiting;
  private Optional<ProvenRecord> newest = Optional.empty();
  private Optional<Header> lastHeader = Optional.empty();
  private boolean complete;

  /**
   * Verifies the cover.
   *
   * @param file the cover's exact bytes
   * @param options what the proof is held against beside the genesis file
   * @param told of each record of the customer, in order, before anything is proved complete
   * @throws EvidenceException where it proves nothing, for the first reason that was found
   * @throws IllegalArgumentException where the network's vocabulary is not the one of this build
   */
  public PagesVerifier(
      Genesis genesis, Bytes file, VerifyOptions options, Consumer<VerifiedRecord> told)
      throws EvidenceException {
    this.genesis = genesis;
    this.options = options;
    this.told = told;
    this.replay = new Replay(new Rules(genesis));
    this.cover = EvidenceBundle.decodeCover(file);
    if (!cover.networkId().equals(genesis.networkId())) {
      throw new EvidenceException("genesis-mismatch", "the cover is of another network", "");
    }
    this.subject = CoverShape.check(cover);
    this.claimed = StreamId.ofSubject(genesis.networkId(), subject);
    ChainCheck check = new ChainCheck(genesis, cover);
    this.chain = check.decode();
    this.certificate = check.certificate(chain.anchor());
    check.history(chain);
    this.challenge = challenge();
    EvidenceVerifier.requireNeeded(chain);
    this.waiting = challenge;
    this.streams = new PageStreams(cover, chain.anchor().mapRoot());
    options.earlier().ifPresent(streams::watch);
    this.keys = new KeyCheck(genesis);
    this.needed = new TreeSet<>(CoverStreams.always(genesis));
    needed.add(claimed);
  }

  /** How many pages were verified. */
  public long pages() {
    return tally.pages();
  }

  /** Whether the last page was verified. */
  public boolean isComplete() {
    return complete;
  }

  /** The height of the block that the proof ends with. */
  public long anchorHeight() {
    return chain.anchor().height();
  }

  /** Where the next page goes on. */
  public PageBuilder.After after() {
    return newest
        .map(record -> new PageBuilder.After(record.entry().height(), record.entry().index()))
        .orElse(PageBuilder.After.NOTHING);
  }

  private Optional<ProvenRecord> challenge() throws EvidenceException {
    RecordCheck check = new RecordCheck(genesis, chain);
    for (int i = 0; i < cover.streams().size(); i++) {
      BundledStream stream = cover.streams().get(i);
      if (!stream.records().isEmpty()) {
        return Optional.of(
            check.check(stream.streamId(), stream.records().get(0), Places.record(i, 0)));
      }
    }
    return Optional.empty();
  }

  /**
   * Verifies the next page.
   *
   * @throws EvidenceException where it isn't the next of these pages, or something in it is wrong
   */
  public void page(Bytes file) throws EvidenceException {
    String name = "page " + (tally.pages() + 1);
    try {
      read(EvidencePage.decode(file));
    } catch (EvidenceException refused) {
      throw refused.within(name, name + ": ");
    }
  }

  private void read(EvidencePage page) throws EvidenceException {
    require(page.anchor().equals(chain.anchor().hash()), MISMATCH, "of another cover");
    require(!complete && page.number() == tally.pages() + 1, MISSING, "it has another number");
    List<Header> others = ChainCheck.others(new HeaderCheck(genesis), page.headers());
    ChainCheck.requireRisingTimes(chain.anchor(), others, lastHeader);
    Chain here = new Chain(chain.anchor(), others, Optional.empty());
    ChainCheck.inHistory(here, page.headers());
    Map<Long, Bytes> rows = new HashMap<>();
    List<ProvenRecord> records = new ArrayList<>();
    RecordCheck check = new RecordCheck(genesis, here);
    for (int i = 0; i < page.streams().size(); i++) {
      BundledStream stream = page.streams().get(i);
      require(streams.ids().contains(stream.streamId()), "stream-unneeded", "not on the cover");
      require(
          stream.findings().isPresent() == stream.streamId().equals(claimed)
              && !stream.records().isEmpty(),
          BundleFields.MALFORMED,
          "rows go with the customer's stream, records with each");
      stream.findings().ifPresent(it -> it.rows().forEach(row -> rows.put(row.seq(), row.row())));
      for (int k = 0; k < stream.records().size(); k++) {
        records.add(check.check(stream.streamId(), stream.records().get(k), Places.record(i, k)));
      }
    }
    take(records, rows, page.last());
    EvidenceVerifier.requireNeeded(here);
    lastHeader = others.isEmpty() ? lastHeader : Optional.of(others.get(others.size() - 1));
    complete = page.last();
    tally.countPage();
  }

  private void take(List<ProvenRecord> records, Map<Long, Bytes> rows, boolean last)
      throws EvidenceException {
    for (ProvenRecord record : records) {
      streams.next(record);
    }
    records.sort(ProvenRecord::compare);
    require(
        records.isEmpty() || newest.isEmpty() || newest.get().isBefore(records.get(0)),
        "page-out-of-order",
        "a record of it stands before one of the page before");
    require(last || !records.isEmpty(), MISSING, "a page without records isn't the last one");
    for (ProvenRecord record : records) {
      if (waiting.isPresent() && waiting.get().isBefore(record)) {
        execute(waiting.get(), Bytes.EMPTY);
        waiting = Optional.empty();
      }
      boolean ofClaimed = record.entry().streamId().equals(claimed);
      Bytes row = ofClaimed ? rows.getOrDefault(record.entry().seq(), Bytes.EMPTY) : Bytes.EMPTY;
      if (ofClaimed && rows.containsKey(record.entry().seq())) {
        rows.remove(record.entry().seq());
        streams.finding(record, row);
      }
      execute(record, row);
      newest = Optional.of(record);
    }
    require(rows.isEmpty(), "findings-mismatch", "a row of no record");
  }

  private void execute(ProvenRecord record, Bytes row) throws EvidenceException {
    keys.next(record);
    Replay.Replayed replayed = replay.next(record, row);
    needed.add(StreamId.ofKey(record.signer()));
    if (record.filing().opened() != null) {
      needed.add(StreamId.ofKey(record.filing().opened().id()));
    }
    PartyId controller = record.filing().controller();
    if (record.entry().streamId().equals(claimed) && controller != null) {
      needed.add(StreamId.ofParty(genesis.networkId(), controller));
      VerifiedRecord shown =
          VerifiedView.record(genesis, record, replayed.payload(), replayed.findings());
      tally.count(shown);
      told.accept(shown);
    }
  }

  /**
   * What a later proof is held against. For after {@link #end}.
   *
   * @throws IllegalStateException before the last page
   */
  public EarlierProof asEarlier() {
    if (!complete) {
      throw new IllegalStateException("nothing is proved before the last page");
    }
    return new EarlierProof(Moment.of(chain.anchor()), List.of(subject), streams.heads());
  }

  /** That it is all there is. */
  public VerifiedEvidence end() throws EvidenceException {
    require(complete, MISSING, "the last page isn't there");
    if (waiting.isPresent()) {
      execute(waiting.get(), Bytes.EMPTY);
      waiting = Optional.empty();
    }
    Set<StreamId> missing = new TreeSet<>(needed);
    missing.removeAll(streams.ids());
    require(missing.isEmpty(), "stream-missing", "the cover lacks streams: " + missing);
    require(needed.containsAll(streams.ids()), "stream-unneeded", "the cover has streams too many");
    streams.end();
    if (options.nonce().isPresent()) {
      EvidenceVerifier.requireNonce(challenge, options.nonce().get());
    }
    if (options.earlier().isPresent()) {
      EarlierCheck.check(options.earlier().get(), chain, streams.shown());
    }
    List<TimestampToken> timestamps =
        new TimestampCheck(genesis).check(cover.timestamps(), chain.anchor().hash());
    Proven proven = new Proven(cover, chain, certificate, List.of());
    List<SubjectRef> lost = EarlierCheck.lost(options.earlier(), cover.claim());
    return new VerifiedView(genesis, proven, timestamps, lost)
        .ofPages(
            tally.subject(genesis, subject, claimed, replay.state()), tally.counted(), challenge);
  }

  private static void require(boolean holds, String code, String otherwise)
      throws EvidenceException {
    if (!holds) {
      throw new EvidenceException(code, otherwise, "");
    }
  }
}
