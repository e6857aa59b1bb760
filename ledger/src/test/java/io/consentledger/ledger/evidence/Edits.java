package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.chain.ChainException;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.tx.StreamId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Ways to change a bundle, each leaving the rest of it as it was. */
final class Edits {
  private Edits() {}

  /** Some bytes with one of them changed. */
  static Bytes set(Bytes source, int at, int value) {
    byte[] changed = source.toArray();
    changed[at] = (byte) value;
    return Bytes.owning(changed);
  }

  static Bytes flip(Bytes source, int at) {
    return set(source, at, source.at(at) ^ 1);
  }

  static Bytes cut(Bytes source) {
    return source.slice(0, source.size() - 1);
  }

  static Bytes longer(Bytes source) {
    return Bytes.concat(source, Bytes.fromHex("00"));
  }

  static <T> List<T> replace(List<T> list, int at, UnaryOperator<T> edit) {
    List<T> changed = new ArrayList<>(list);
    changed.set(at, edit.apply(changed.get(at)));
    return changed;
  }

  static <T> List<T> without(List<T> list, int at) {
    List<T> changed = new ArrayList<>(list);
    changed.remove(at);
    return changed;
  }

  static <T> List<T> plus(List<T> list, T more) {
    List<T> changed = new ArrayList<>(list);
    changed.add(more);
    return changed;
  }

  static <T> List<T> swapped(List<T> list, int one, int other) {
    List<T> changed = new ArrayList<>(list);
    changed.set(one, list.get(other));
    changed.set(other, list.get(one));
    return changed;
  }

  static EvidenceBundle claim(EvidenceBundle from, Claim claim) {
    return make(
        from,
        claim,
        from.certificate(),
        from.anchor(),
        from.headers(),
        from.since(),
        from.streams());
  }

  static EvidenceBundle certificate(EvidenceBundle from, Bytes certificate) {
    return make(
        from,
        from.claim(),
        certificate,
        from.anchor(),
        from.headers(),
        from.since(),
        from.streams());
  }

  static EvidenceBundle anchor(EvidenceBundle from, Bytes anchor) {
    return make(
        from,
        from.claim(),
        from.certificate(),
        anchor,
        from.headers(),
        from.since(),
        from.streams());
  }

  static EvidenceBundle headers(EvidenceBundle from, List<BundledHeader> headers) {
    return make(
        from,
        from.claim(),
        from.certificate(),
        from.anchor(),
        headers,
        from.since(),
        from.streams());
  }

  static EvidenceBundle since(EvidenceBundle from, Optional<EarlierAnchor> since) {
    return make(
        from,
        from.claim(),
        from.certificate(),
        from.anchor(),
        from.headers(),
        since,
        from.streams());
  }

  static EvidenceBundle streams(EvidenceBundle from, List<BundledStream> streams) {
    return make(
        from,
        from.claim(),
        from.certificate(),
        from.anchor(),
        from.headers(),
        from.since(),
        streams);
  }

  static EvidenceBundle timestamps(EvidenceBundle from, List<Bytes> timestamps) {
    return new EvidenceBundle(
        from.networkId(),
        from.claim(),
        from.certificate(),
        from.anchor(),
        from.headers(),
        from.since(),
        from.streams(),
        timestamps);
  }

  static BundledStream find(EvidenceBundle from, StreamId id) {
    return from.streams().stream()
        .filter(stream -> stream.streamId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  static EvidenceBundle stream(
      EvidenceBundle from, StreamId id, UnaryOperator<BundledStream> edit) {
    return streams(
        from,
        from.streams().stream()
            .map(stream -> stream.streamId().equals(id) ? edit.apply(stream) : stream)
            .toList());
  }

  static EvidenceBundle records(
      EvidenceBundle from, StreamId id, UnaryOperator<List<BundledRecord>> edit) {
    return stream(
        from,
        id,
        stream ->
            new BundledStream(id, stream.proof(), stream.findings(), edit.apply(stream.records())));
  }

  static EvidenceBundle record(
      EvidenceBundle from, StreamId id, int at, UnaryOperator<BundledRecord> edit) {
    return records(from, id, records -> replace(records, at, edit));
  }

  static EvidenceBundle proof(EvidenceBundle from, StreamId id, Bytes proof) {
    return stream(
        from,
        id,
        stream -> new BundledStream(id, Optional.of(proof), stream.findings(), stream.records()));
  }

  static EvidenceBundle findings(
      EvidenceBundle from, StreamId id, UnaryOperator<BundledFindings> edit) {
    return stream(
        from,
        id,
        stream ->
            new BundledStream(id, stream.proof(), stream.findings().map(edit), stream.records()));
  }

  static BundledRecord entry(BundledRecord from, Bytes entry) {
    return new BundledRecord(
        entry, from.path(), from.payload(), from.signature(), from.statement());
  }

  static BundledRecord path(BundledRecord from, List<Digest> path) {
    return new BundledRecord(
        from.entry(), path, from.payload(), from.signature(), from.statement());
  }

  static BundledRecord payload(BundledRecord from, Bytes payload) {
    return new BundledRecord(
        from.entry(), from.path(), payload, from.signature(), from.statement());
  }

  static BundledRecord signature(BundledRecord from, Bytes signature) {
    return new BundledRecord(
        from.entry(), from.path(), from.payload(), signature, from.statement());
  }

  static BundledRecord statement(BundledRecord from, Bytes statement) {
    return new BundledRecord(
        from.entry(), from.path(), from.payload(), from.signature(), statement);
  }

  /** Without a stream, as one who hides it carefully: without the headers for it alone too. */
  static EvidenceBundle withoutStream(EvidenceBundle from, StreamId id) {
    return pruned(
        streams(
            from,
            from.streams().stream().filter(stream -> !stream.streamId().equals(id)).toList()));
  }

  /** With the streams of another bundle of the same anchor too, and their headers. */
  static EvidenceBundle withStream(EvidenceBundle from, EvidenceBundle other, StreamId id) {
    TreeMap<StreamId, BundledStream> streams = new TreeMap<>();
    from.streams().forEach(stream -> streams.put(stream.streamId(), stream));
    BundledStream more = find(other, id);
    streams.put(id, new BundledStream(id, more.proof(), Optional.empty(), more.records()));
    TreeMap<Long, BundledHeader> headers = new TreeMap<>();
    other.headers().forEach(header -> headers.put(height(header.header()), header));
    from.headers().forEach(header -> headers.put(height(header.header()), header));
    return pruned(
        streams(headers(from, List.copyOf(headers.values())), List.copyOf(streams.values())));
  }

  /** Without the headers that no record needs. */
  static EvidenceBundle pruned(EvidenceBundle from) {
    Set<Long> needed = new HashSet<>();
    for (BundledStream stream : from.streams()) {
      stream.records().forEach(record -> needed.add(decode(record.entry()).height()));
    }
    return headers(
        from,
        from.headers().stream()
            .filter(header -> needed.contains(height(header.header())))
            .toList());
  }

  static Entry decode(Bytes entry) {
    try {
      return Entry.decode(entry);
    } catch (ChainException malformed) {
      throw new AssertionError(malformed);
    }
  }

  static Header header(Bytes header) {
    try {
      return Header.decode(header);
    } catch (ChainException malformed) {
      throw new AssertionError(malformed);
    }
  }

  private static long height(Bytes header) {
    return header(header).height();
  }

  private static EvidenceBundle make(
      EvidenceBundle from,
      Claim claim,
      Bytes certificate,
      Bytes anchor,
      List<BundledHeader> headers,
      Optional<EarlierAnchor> since,
      List<BundledStream> streams) {
    return new EvidenceBundle(
        from.networkId(), claim, certificate, anchor, headers, since, streams, from.timestamps());
  }
}
