package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MerkleLog;
import io.consentledger.ledger.FindingsChain;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A block that no honest ledger makes, certified all the same: what more colluding validators than
 * a certificate can bear could sign. All records stand in it; its map and its tree are those of its
 * records, so that only what the verifier knows itself can find the lie.
 */
final class Forgery {
  private static final long HEIGHT = 5;
  private static final long MINUTE_MS = 60_000;

  private record Forged(Transaction transaction, Entry entry, Bytes findings) {}

  private final EvidenceNetwork network;
  private final List<Forged> records = new ArrayList<>();
  private final Map<StreamId, Entry> heads = new HashMap<>();
  private final Set<StreamId> extra = new TreeSet<>();
  private final List<Digest> history = new ArrayList<>();
  private Optional<EarlierAnchor> since = Optional.empty();

  Forgery(EvidenceNetwork network) {
    this.network = network;
    for (long height = 1; height < HEIGHT; height++) {
      history.add(Digest.of(Bytes.utf8("the header at " + height)));
    }
  }

  /** Comes after another one, and says so. */
  Forgery after(EvidenceBundle earlier) {
    int size = history.size();
    history.add(Edits.header(earlier.anchor()).hash());
    BundledHeader header =
        new BundledHeader(earlier.anchor(), MerkleLog.inclusionProof(history, size));
    since = Optional.of(new EarlierAnchor(header, MerkleLog.consistencyProof(history, size)));
    return this;
  }

  private long height() {
    return history.size() + 1L;
  }

  private long timeMs() {
    return EvidenceNetwork.CREATED_MS + height() * MINUTE_MS;
  }

  Forgery record(Transaction... transactions) {
    for (Transaction transaction : transactions) {
      record(transaction, entry -> entry);
    }
    return this;
  }

  /** Files it as the edited entry says. */
  Forgery record(Transaction transaction, UnaryOperator<Entry> edit) {
    return record(transaction, Bytes.EMPTY, edit);
  }

  Forgery record(Transaction transaction, Bytes findings, UnaryOperator<Entry> edit) {
    StreamId stream = transaction.statement().streamId();
    Optional<Entry> head = Optional.ofNullable(heads.get(stream));
    Entry entry =
        edit.apply(
            new Entry(
                transaction.statement().kind(),
                stream,
                head.map(it -> it.seq() + 1).orElse(1L),
                head.map(Entry::hash).orElse(Digest.ZERO),
                height(),
                records.size(),
                timeMs(),
                transaction.envelopeHash()));
    heads.put(entry.streamId(), entry);
    records.add(new Forged(transaction, entry, findings));
    return this;
  }

  /** Puts a stream without records in. */
  Forgery with(StreamId stream) {
    extra.add(stream);
    return this;
  }

  /** The notice and the process of a controller. */
  Forgery catalogue(String controller) {
    return record(network.notice(controller), network.process(controller));
  }

  EvidenceBundle histories(EvidenceNetwork.Customer... customers) {
    TreeSet<SubjectRef> subjects = new TreeSet<>();
    for (EvidenceNetwork.Customer customer : customers) {
      subjects.add(customer.ref());
      extra.add(network.stream(customer));
      extra.add(StreamId.ofParty(network.id(), customer.controllerId()));
    }
    extra.addAll(StreamSet.ofAuthorities(network.genesis));
    records.forEach(it -> extra.add(StreamId.ofKey(it.transaction().statement().keyId())));
    return seal(new Claim.Histories(List.copyOf(subjects)));
  }

  EvidenceBundle receipt(Transaction transaction) {
    return seal(new Claim.Receipt(transaction.id()));
  }

  private EvidenceBundle seal(Claim claim) {
    SmallMap map = new SmallMap();
    map.put(Digest.of(Bytes.utf8("another stream")), Digest.of(Bytes.utf8("its head")));
    heads.forEach((stream, head) -> map.put(stream.digest(), head.hash()));
    findingsHeads().forEach((stream, head) -> map.put(FindingsChain.mapKey(stream), head));
    Header header = header(map.root());
    TreeMap<StreamId, List<Integer>> streams = new TreeMap<>();
    extra.forEach(stream -> streams.put(stream, new ArrayList<>()));
    for (int i = 0; i < records.size(); i++) {
      streams.computeIfAbsent(records.get(i).entry().streamId(), id -> new ArrayList<>()).add(i);
    }
    List<BundledStream> bundled = new ArrayList<>();
    streams.forEach((stream, places) -> bundled.add(stream(claim, stream, places, map)));
    return new EvidenceBundle(
        network.id(),
        claim,
        network.certificate(header).encode(),
        header.encode(),
        List.of(),
        since,
        bundled,
        List.of());
  }

  private Map<StreamId, Digest> findingsHeads() {
    Map<StreamId, Digest> chains = new HashMap<>();
    for (Forged record : records) {
      if (record.findings().size() > 0) {
        StreamId stream = record.entry().streamId();
        Digest before = chains.getOrDefault(stream, FindingsChain.START);
        chains.put(stream, FindingsChain.next(before, record.entry().hash(), record.findings()));
      }
    }
    return chains;
  }

  private Header header(Digest mapRoot) {
    Digest validators = network.genesis.validatorSet().hash();
    return new Header(
        network.id(),
        height(),
        timeMs(),
        history.get(history.size() - 1),
        MerkleLog.root(history),
        Block.entriesRoot(entries()),
        records.size(),
        mapRoot,
        0,
        validators,
        validators);
  }

  private List<Entry> entries() {
    return records.stream().map(Forged::entry).toList();
  }

  private BundledStream stream(Claim claim, StreamId stream, List<Integer> places, SmallMap map) {
    List<Digest> leaves = entries().stream().map(Entry::hash).toList();
    List<BundledRecord> bundled = new ArrayList<>();
    List<BundledFindings.Row> rows = new ArrayList<>();
    for (int place : places) {
      Forged record = records.get(place);
      bundled.add(
          new BundledRecord(
              record.entry().encode(),
              MerkleLog.inclusionProof(leaves, place),
              record.transaction().payload(),
              record.transaction().signature().bytes(),
              record.transaction().statement().encode()));
      if (record.findings().size() > 0) {
        rows.add(new BundledFindings.Row(record.entry().seq(), record.findings()));
      }
    }
    boolean complete =
        claim instanceof Claim.Histories && !stream.equals(StreamId.ofChallenge(network.id()));
    Optional<Bytes> proof =
        complete ? Optional.of(map.prove(stream.digest()).encode()) : Optional.empty();
    Optional<BundledFindings> findings = Optional.empty();
    if (claim instanceof Claim.Histories histories
        && histories.subjects().stream()
            .anyMatch(subject -> StreamId.ofSubject(network.id(), subject).equals(stream))) {
      Bytes findingsProof = map.prove(FindingsChain.mapKey(stream)).encode();
      findings = Optional.of(new BundledFindings(findingsProof, rows));
    }
    return new BundledStream(stream, proof, findings, bundled);
  }
}
