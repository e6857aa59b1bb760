package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Step 6: single records. */
final class RecordTampers {
  /** Where the fields of an entry stand. */
  private static final int KIND_AT = 1;

  private static final int SEQ_AT = 34;
  private static final int HEIGHT_AT = 74;
  private static final int INDEX_AT = 82;
  private static final int TIME_AT = 86;

  private static final int STATEMENT_KIND_AT = 33;
  private static final int STATEMENT_ALGORITHM_AT = 82;

  private final EvidenceWorld world;
  private final EvidenceBundle bundle;
  private final StreamId stream;
  private final List<TamperCase> cases = new ArrayList<>();

  RecordTampers(EvidenceWorld world, EvidenceBundle bundle) {
    this.world = world;
    this.bundle = bundle;
    this.stream = world.network.stream(world.ann);
  }

  List<TamperCase> cases() {
    decoding();
    block();
    binding();
    return cases;
  }

  private void decoding() {
    String code = "entry-malformed";
    entry("entry: empty", code, it -> Bytes.EMPTY);
    entry("entry: a byte short", code, Edits::cut);
    entry("entry: a byte more", code, Edits::longer);
    entry("entry: a later version", code, it -> Edits.set(it, 0, 2));
    entry("entry: an unknown kind", code, it -> Edits.set(it, KIND_AT, 0xff));
    entry("entry: number 0", code, it -> Edits.set(it, SEQ_AT + 7, 0));
    entry("entry: height 0", code, it -> Edits.set(it, HEIGHT_AT + 7, 0));
    entry(
        "entry: index 10,000",
        code,
        it -> Edits.set(Edits.set(it, INDEX_AT + 2, 0x27), INDEX_AT + 3, 0x10));
    entry(
        "entry: an inner node as an entry",
        code,
        it -> Bytes.concat(Digest.ZERO.bytes(), Digest.ZERO.bytes()));
    code = "statement-malformed";
    statement("statement: a byte short", code, Edits::cut);
    statement("statement: a byte more", code, Edits::longer);
    statement("statement: a later version", code, it -> Edits.set(it, 0, 2));
    statement("statement: an unknown kind", code, it -> Edits.set(it, STATEMENT_KIND_AT, 0xff));
    statement(
        "statement: an unknown algorithm",
        code,
        it -> Edits.set(it, STATEMENT_ALGORITHM_AT + 1, 9));
  }

  private void block() {
    add(
        "block: a header missing",
        "header-missing",
        Edits.headers(bundle, Edits.without(bundle.headers(), 2)));
    add(
        "block: a header that no record needs",
        "header-unneeded",
        Edits.headers(world.histories(world.nobody), bundle.headers()));
    add(
        "block: the newest record hidden, its header left",
        "seq-gap",
        Edits.records(bundle, stream, records -> Edits.without(records, 3)));
    entry("block: another time", "time-mismatch", it -> Edits.flip(it, TIME_AT + 7));
    entry("block: another height", "time-mismatch", it -> Edits.set(it, HEIGHT_AT + 7, 4));
    entry(
        "block: an index beyond the block",
        "index-out-of-range",
        it -> Edits.set(it, INDEX_AT + 3, 200));
    String code = "entry-not-in-block";
    entry("block: another index", code, it -> Edits.flip(it, INDEX_AT + 3));
    entry("block: another number", code, it -> Edits.set(it, SEQ_AT + 7, 9));
    path("block: a path too long", path -> Edits.plus(path, Digest.ZERO));
    path("block: a path too short", path -> Edits.without(path, path.size() - 1));
    path("block: a path with another hash", path -> Edits.replace(path, 0, it -> Digest.ZERO));
    path("block: a path in another order", path -> Edits.swapped(path, 0, 1));
  }

  private void binding() {
    String envelope = "envelope-mismatch";
    record(
        "parts: a bit of the signature",
        envelope,
        it -> Edits.signature(it, Edits.flip(it.signature(), 5)));
    record(
        "parts: a signature without its last byte",
        envelope,
        it -> Edits.signature(it, Edits.cut(it.signature())));
    record("parts: no signature", envelope, it -> Edits.signature(it, Bytes.EMPTY));
    List<BundledRecord> records = Edits.find(bundle, stream).records();
    record(
        "parts: another record's signature",
        envelope,
        it -> Edits.signature(it, records.get(3).signature()));
    record(
        "parts: another record's statement",
        envelope,
        it -> Edits.statement(it, records.get(3).statement()));
    record(
        "parts: another network in the statement",
        envelope,
        it -> Edits.statement(it, Edits.flip(it.statement(), 1)));
    String payload = "payload-hash-mismatch";
    record(
        "parts: another record's payload",
        payload,
        it -> Edits.payload(it, records.get(3).payload()));
    record(
        "parts: a bit of the payload",
        payload,
        it -> Edits.payload(it, Edits.flip(it.payload(), 20)));
    record("parts: no payload", payload, it -> Edits.payload(it, Bytes.EMPTY));
    add(
        "parts: the payloads of two records swapped",
        payload,
        Edits.records(bundle, stream, all -> swappedPayloads(all)));
    StreamId bobs = world.network.stream(world.bob);
    EvidenceBundle both = world.histories(world.ann, world.bob);
    add(
        "parts: a record in another customer's stream",
        "stream-mismatch",
        Edits.records(
            both,
            stream,
            all -> Edits.replace(all, 1, it -> Edits.find(both, bobs).records().get(1))));
  }

  private static List<BundledRecord> swappedPayloads(List<BundledRecord> records) {
    List<BundledRecord> changed = new ArrayList<>(records);
    changed.set(1, Edits.payload(records.get(1), records.get(3).payload()));
    changed.set(3, Edits.payload(records.get(3), records.get(1).payload()));
    return changed;
  }

  /** Ann's opening: in a block of four, in which it is the first. */
  private void entry(String name, String code, UnaryOperator<Bytes> edit) {
    add(name, code, Edits.record(bundle, stream, 0, it -> Edits.entry(it, edit.apply(it.entry()))));
  }

  private void path(String name, UnaryOperator<List<Digest>> edit) {
    add(
        name,
        "entry-not-in-block",
        Edits.record(bundle, stream, 0, it -> Edits.path(it, edit.apply(it.path()))));
  }

  private void statement(String name, String code, UnaryOperator<Bytes> edit) {
    record(name, code, it -> Edits.statement(it, edit.apply(it.statement())));
  }

  private void record(String name, String code, UnaryOperator<BundledRecord> edit) {
    add(name, code, Edits.record(bundle, stream, 1, edit));
  }

  private void add(String name, String code, EvidenceBundle changed) {
    cases.add(TamperCase.of(name, code, changed));
  }
}
