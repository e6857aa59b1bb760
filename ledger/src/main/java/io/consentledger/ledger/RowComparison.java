package io.consentledger.ledger;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.store.Store;
import io.consentledger.ledger.store.Table;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares all rows of a ledger with those of one made anew from its blocks. */
final class RowComparison {
  /** Blocks give no applied position, and nothing that others attest or signed. */
  private static final Set<Table> NOT_OF_BLOCKS =
      EnumSet.of(Table.META, Table.CERTIFICATE, Table.TIMESTAMP, Table.BATCH_HEAD);

  private final Store checked;
  private final Store derived;
  private final FsckFindings findings;
  private long rows;

  RowComparison(Store checked, Store derived, FsckFindings findings) {
    this.checked = checked;
    this.derived = derived;
    this.findings = findings;
  }

  void compareAll() {
    for (Table table : Table.values()) {
      if (!NOT_OF_BLOCKS.contains(table)) {
        findings.reading("table " + table, () -> compare(table));
      }
    }
  }

  long rows() {
    return rows;
  }

  private void compare(Table table) {
    inChunks(checked, table, (keys, values) -> requireDerived(table, keys, values));
    inChunks(derived, table, (keys, values) -> requirePresent(table, keys));
  }

  private void requireDerived(Table table, List<Bytes> keys, List<Bytes> values) {
    rows += keys.size();
    List<Optional<Bytes>> expected = derived.getAll(keys);
    for (int i = 0; i < keys.size(); i++) {
      if (expected.get(i).isEmpty()) {
        findings.add("row-unexpected", place(table, keys.get(i)), "no block gives this row");
      } else if (!expected.get(i).get().equals(values.get(i))) {
        findings.add("row-changed", place(table, keys.get(i)), "the blocks give another value");
      }
    }
  }

  private void requirePresent(Table table, List<Bytes> keys) {
    List<Optional<Bytes>> present = checked.getAll(keys);
    for (int i = 0; i < keys.size(); i++) {
      if (present.get(i).isEmpty()) {
        findings.add("row-missing", place(table, keys.get(i)), "the blocks give a row here");
      }
    }
  }

  private interface Chunk {
    void take(List<Bytes> keys, List<Bytes> values);
  }

  private void inChunks(Store store, Table table, Chunk chunk) {
    List<Bytes> keys = new ArrayList<>();
    List<Bytes> values = new ArrayList<>();
    store.scan(
        table.first(),
        table.end(),
        (key, value) -> {
          keys.add(key);
          values.add(value);
          if (keys.size() == Limits.FSCK_ROWS_AT_A_TIME) {
            chunk.take(keys, values);
            keys.clear();
            values.clear();
          }
          return !findings.isFull();
        });
    chunk.take(keys, values);
  }

  private static String place(Table table, Bytes key) {
    return "table " + table + " key " + key.slice(1, key.size()).toHex();
  }
}
