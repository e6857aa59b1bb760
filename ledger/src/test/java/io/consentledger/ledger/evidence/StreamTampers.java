package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.TransactionException;
import io.consentledger.ledger.tx.TxId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Steps 7 and 8: what is left out, put in, or put in another order. */
final class StreamTampers {
  private final EvidenceWorld world;
  private final EvidenceBundle bundle;
  private final StreamId stream;
  private final StreamId catalogue;
  private final List<TamperCase> cases = new ArrayList<>();

  StreamTampers(EvidenceWorld world, EvidenceBundle bundle) {
    this.world = world;
    this.bundle = bundle;
    this.stream = world.network.stream(world.ann);
    this.catalogue = StreamId.ofParty(world.network.id(), world.ann.controllerId());
  }

  List<TamperCase> cases() {
    streams();
    records();
    proofs();
    findings();
    receipts();
    return cases;
  }

  private void streams() {
    String missing = "stream-missing";
    hidden("streams: the catalogue left out", missing, bundle, catalogue);
    hidden("streams: the customer's stream left out", missing, bundle, stream);
    hidden(
        "streams: the life of the bank's key left out",
        missing,
        bundle,
        StreamId.ofKey(EvidenceNetwork.key("bank").verifyingKey().id()));
    EvidenceBundle carols = world.histories(world.carol);
    StreamId revoked = StreamId.ofKey(world.carol.key().verifyingKey().id());
    hidden("streams: a revocation left out with its stream", missing, carols, revoked);
    add(
        "streams: a revocation left out of its stream",
        "head-mismatch",
        Edits.pruned(Edits.records(carols, revoked, records -> List.of())));
    add(
        "streams: a revocation hidden behind another key's absence",
        "map-proof-invalid",
        Edits.proof(
            Edits.pruned(Edits.records(carols, revoked, records -> List.of())),
            revoked,
            absence(carols)));
    String unneeded = "stream-unneeded";
    EvidenceBundle bobs = world.histories(world.bob);
    add(
        "streams: another customer's, complete",
        unneeded,
        Edits.withStream(
            Edits.withStream(bundle, bobs, world.network.stream(world.bob)),
            bobs,
            StreamId.ofKey(world.bob.key().verifyingKey().id())));
    EvidenceBundle retailers = world.histories(world.annAtRetailer);
    StreamId other = StreamId.ofParty(world.network.id(), world.annAtRetailer.controllerId());
    add(
        "streams: another organisation's catalogue",
        unneeded,
        Edits.withStream(
            Edits.withStream(bundle, retailers, other),
            retailers,
            StreamId.ofKey(EvidenceNetwork.key("retailer").verifyingKey().id())));
    add("streams: the life of a key that signed nothing", unneeded, withUnusedKey());
  }

  /** The absence of a key that signed nothing here, proved in all honesty. */
  private EvidenceBundle withUnusedKey() {
    EvidenceBundle bobs = world.histories(world.bob);
    StreamId unused = StreamId.ofKey(world.bob.key().verifyingKey().id());
    return Edits.withStream(bundle, bobs, unused);
  }

  private void records() {
    int last = Edits.find(bundle, stream).records().size() - 1;
    careful(
        "records: the newest dropped", "head-mismatch", records -> Edits.without(records, last));
    careful("records: a middle one dropped", "seq-gap", records -> Edits.without(records, 2));
    careful("records: the first dropped", "seq-gap", records -> Edits.without(records, 0));
    careful("records: the withdrawal dropped", "seq-gap", records -> Edits.without(records, 3));
    careful("records: one twice", "seq-gap", records -> Edits.plus(records, records.get(last)));
    careful("records: two swapped", "seq-gap", records -> Edits.swapped(records, 2, 3));
    // Without a record there is no controller either, whose catalogue would be needed.
    StreamId authority = StreamId.ofParty(world.network.id(), world.network.party("regulator"));
    add(
        "streams: an authority's left out",
        "stream-missing",
        Edits.withoutStream(bundle, authority));
    EvidenceBundle empty = Edits.pruned(Edits.records(bundle, stream, records -> List.of()));
    for (BundledStream needless : bundle.streams()) {
      boolean kept =
          needless.streamId().equals(stream)
              || needless.streamId().equals(authority)
              || needless.streamId().equals(StreamId.ofChallenge(world.network.id()))
              || needless
                  .streamId()
                  .equals(StreamId.ofKey(EvidenceNetwork.key("regulator").verifyingKey().id()));
      empty = kept ? empty : Edits.withoutStream(empty, needless.streamId());
    }
    EvidenceBundle none =
        Edits.findings(empty, stream, it -> new BundledFindings(it.proof(), List.of()));
    add("records: all dropped", "head-mismatch", none);
    add(
        "records: all dropped behind another customer's absence",
        "map-proof-invalid",
        Edits.proof(none, stream, absence(world.histories(world.nobody))));
    add(
        "records: the newest of the catalogue dropped",
        "head-mismatch",
        Edits.pruned(Edits.records(bundle, catalogue, records -> Edits.without(records, 1))));
  }

  private void proofs() {
    String code = "map-proof-invalid";
    Bytes own = Edits.find(bundle, stream).proof().orElseThrow();
    proof("proof: empty", code, Bytes.EMPTY);
    proof("proof: a byte short", code, Edits.cut(own));
    proof("proof: a byte more", code, Edits.longer(own));
    proof("proof: a later version", code, Edits.set(own, 0, 2));
    proof("proof: another sibling", code, Edits.flip(own, 3));
    proof("proof: another key at its end", code, Edits.flip(own, own.size() - 40));
    proof("proof: another value at its end", code, Edits.flip(own, own.size() - 1));
    proof("proof: the catalogue's", code, Edits.find(bundle, catalogue).proof().orElseThrow());
    proof("proof: deeper than its tree", code, deeper(own));
    proof(
        "proof: of a level more than a key has bits", code, Edits.set(Edits.set(own, 1, 1), 2, 1));
    StreamId nobodys = world.network.stream(world.nobody);
    add(
        "proof: a member's, for a customer without records",
        code,
        Edits.proof(world.histories(world.nobody), nobodys, own));
  }

  private void findings() {
    String mismatch = "findings-mismatch";
    rows("findings: one left out", mismatch, rows -> Edits.without(rows, 0));
    rows("findings: the last left out", mismatch, rows -> Edits.without(rows, rows.size() - 1));
    rows("findings: all left out", mismatch, rows -> List.of());
    rows(
        "findings: a milder one",
        mismatch,
        rows ->
            Edits.replace(
                rows, 0, row -> new BundledFindings.Row(row.seq(), Edits.flip(row.row(), 1))));
    rows(
        "findings: of another record",
        mismatch,
        rows -> Edits.replace(rows, 0, row -> new BundledFindings.Row(4, row.row())));
    rows(
        "findings: of no record",
        mismatch,
        rows ->
            Edits.replace(rows, rows.size() - 1, row -> new BundledFindings.Row(99, row.row())));
    rows(
        "findings: one more",
        mismatch,
        rows -> {
          List<BundledFindings.Row> more = new ArrayList<>(rows);
          more.add(0, new BundledFindings.Row(3, rows.get(0).row()));
          return more;
        });
    String invalid = "findings-proof-invalid";
    Bytes streams = Edits.find(bundle, stream).proof().orElseThrow();
    findingsProof("findings: the stream's own proof", invalid, it -> streams);
    findingsProof("findings: a malformed proof", invalid, Edits::cut);
    findingsProof(
        "findings: another value in the proof", invalid, it -> Edits.flip(it, it.size() - 1));
  }

  private void receipts() {
    EvidenceBundle party = world.receipt(world.banksUse);
    EvidenceBundle customers = world.receipt(world.annsGrant);
    String code = "record-not-found";
    add(
        "receipt: of another transaction",
        code,
        Edits.claim(party, new Claim.Receipt(world.annsGrant)));
    add(
        "receipt: of the record before",
        code,
        Edits.claim(customers, new Claim.Receipt(id(customers, 0))));
    add("receipt: with a record too many", code, mergedReceipts(customers, party));
    add(
        "receipt: without what brings the key",
        "key-unknown",
        Edits.pruned(Edits.records(customers, stream, records -> Edits.without(records, 0))));
    add(
        "receipt: without a record",
        "stream-missing",
        Edits.pruned(Edits.streams(party, List.of())));
    add(
        "receipt: with a stream of no records",
        "bundle-malformed",
        Edits.pruned(Edits.records(party, stream, records -> List.of())));
    EvidenceBundle more =
        withAll(party, world.receipt(world.revocation), world.receipt(world.challenge));
    add("receipt: with streams too many", "stream-unneeded", more);
  }

  private EvidenceBundle mergedReceipts(EvidenceBundle customers, EvidenceBundle party) {
    BundledRecord use = Edits.find(party, stream).records().get(0);
    EvidenceBundle both = Edits.records(customers, stream, records -> Edits.plus(records, use));
    return Edits.claim(withHeaders(both, party), new Claim.Receipt(world.banksUse));
  }

  private static EvidenceBundle withHeaders(EvidenceBundle from, EvidenceBundle other) {
    EvidenceBundle joined = from;
    for (BundledStream any : other.streams()) {
      if (from.streams().stream().noneMatch(it -> it.streamId().equals(any.streamId()))) {
        joined = Edits.withStream(joined, other, any.streamId());
      }
    }
    TreeMap<Long, BundledHeader> headers = new TreeMap<>();
    other.headers().forEach(it -> headers.put(Edits.header(it.header()).height(), it));
    joined.headers().forEach(it -> headers.put(Edits.header(it.header()).height(), it));
    return Edits.pruned(Edits.headers(joined, List.copyOf(headers.values())));
  }

  private static EvidenceBundle withAll(EvidenceBundle from, EvidenceBundle... others) {
    EvidenceBundle joined = from;
    for (EvidenceBundle other : others) {
      joined = withHeaders(joined, other);
    }
    return joined;
  }

  private TxId id(EvidenceBundle receipt, int record) {
    try {
      return Statement.decode(Edits.find(receipt, stream).records().get(record).statement()).txId();
    } catch (TransactionException malformed) {
      throw new AssertionError(malformed);
    }
  }

  /** A proof of absence from a bundle. */
  private static Bytes absence(EvidenceBundle from) {
    return from.streams().stream()
        .filter(it -> it.records().isEmpty())
        .map(it -> it.proof().orElseThrow())
        .findFirst()
        .orElseThrow();
  }

  /** The same end one level down, beside nothing. */
  private static Bytes deeper(Bytes proof) {
    int depth = proof.at(2) + 1;
    return Bytes.concat(
        Edits.set(proof.slice(0, 3), 2, depth), Digest.ZERO.bytes(), proof.slice(3, proof.size()));
  }

  private void hidden(String name, String code, EvidenceBundle from, StreamId id) {
    add(name, code, Edits.withoutStream(from, id));
  }

  private void careful(String name, String code, UnaryOperator<List<BundledRecord>> edit) {
    add(name, code, Edits.pruned(Edits.records(bundle, stream, edit)));
  }

  private void proof(String name, String code, Bytes proof) {
    add(name, code, Edits.proof(bundle, stream, proof));
  }

  private void rows(String name, String code, UnaryOperator<List<BundledFindings.Row>> edit) {
    add(
        name,
        code,
        Edits.findings(
            bundle, stream, it -> new BundledFindings(it.proof(), edit.apply(it.rows()))));
  }

  private void findingsProof(String name, String code, UnaryOperator<Bytes> edit) {
    add(
        name,
        code,
        Edits.findings(
            bundle, stream, it -> new BundledFindings(edit.apply(it.proof()), it.rows())));
  }

  private void add(String name, String code, EvidenceBundle changed) {
    cases.add(TamperCase.of(name, code, changed));
  }
}
