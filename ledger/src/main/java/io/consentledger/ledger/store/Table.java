package io.consentledger.ledger.store;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.TxId;
import io.consentledger.ledger.tx.WireWriter;

/**
 * What stands in the store, by the first byte of the key (docs/spec/storage.md). Numbers in keys
 * are big-endian, so that rows stand in their order.
 */
public enum Table {
  /** {@code u64 height} to the header. */
  HEADER('h'),
  /** {@code u64 height | u32 index} to {@link RecordRow}. */
  RECORD('r'),
  /** {@code streamId | u64 seq} to {@link Place}. */
  STREAM('s'),
  /** {@code streamId} to {@link StreamHead}. */
  STREAM_HEAD('e'),
  /** {@code txId} to {@link Place}. */
  TRANSACTION('t'),
  /** The state's key to the state's value. */
  STATE('x'),
  /** {@code u64 height | u32 index} to {@link FindingsRow}, where something was found. */
  FINDING('f'),
  /** {@code u64 height} to the signed head of the batch that gave the block; not from blocks. */
  BATCH_HEAD('b'),
  /** {@code u8 depth | prefix 32} to a page of the map, {@code (key 32 | value 32)*} ascending. */
  MAP('p'),
  /** {@code u8 level | u64 index} to the root of a complete subtree of the log of headers. */
  HISTORY('n'),
  /** {@code u64 height} to the header's certificate: votes differ from node to node. */
  CERTIFICATE('c'),
  /** {@code u64 height} to a time-stamp over the header, where this node asked for one. */
  TIMESTAMP('q'),
  /** A name to what concerns the whole store. */
  META('m');

  private final int prefix;

  Table(char prefix) {
    this.prefix = prefix;
  }

  /** Where the table starts. */
  public Bytes first() {
    return new WireWriter(1).u8(prefix).toBytes();
  }

  /** Where the next table could start. */
  public Bytes end() {
    return new WireWriter(1).u8(prefix + 1).toBytes();
  }

  public static Bytes header(long height) {
    return new WireWriter(9).u8(HEADER.prefix).u64(height).toBytes();
  }

  public static Bytes batchHead(long height) {
    return new WireWriter(9).u8(BATCH_HEAD.prefix).u64(height).toBytes();
  }

  public static Bytes certificate(long height) {
    return new WireWriter(9).u8(CERTIFICATE.prefix).u64(height).toBytes();
  }

  public static Bytes timestamp(long height) {
    return new WireWriter(9).u8(TIMESTAMP.prefix).u64(height).toBytes();
  }

  public static Bytes record(long height, int index) {
    return new WireWriter(13).u8(RECORD.prefix).u64(height).u32(index).toBytes();
  }

  public static Bytes finding(long height, int index) {
    return new WireWriter(13).u8(FINDING.prefix).u64(height).u32(index).toBytes();
  }

  public static Bytes stream(StreamId stream, long seq) {
    return new WireWriter(41).u8(STREAM.prefix).digest(stream.digest()).u64(seq).toBytes();
  }

  public static Bytes streamHead(StreamId stream) {
    return new WireWriter(33).u8(STREAM_HEAD.prefix).digest(stream.digest()).toBytes();
  }

  public static Bytes transaction(TxId id) {
    return new WireWriter(33).u8(TRANSACTION.prefix).digest(id.digest()).toBytes();
  }

  public static Bytes mapPage(int depth, Digest prefix) {
    return new WireWriter(34).u8(MAP.prefix).u8(depth).digest(prefix).toBytes();
  }

  public static Bytes history(int level, long index) {
    return new WireWriter(10).u8(HISTORY.prefix).u8(level).u64(index).toBytes();
  }

  public static Bytes state(Bytes key) {
    return new WireWriter(1 + key.size()).u8(STATE.prefix).bytes(key).toBytes();
  }

  public static Bytes meta(String name) {
    Bytes text = Bytes.utf8(name);
    return new WireWriter(1 + text.size()).u8(META.prefix).bytes(text).toBytes();
  }
}
