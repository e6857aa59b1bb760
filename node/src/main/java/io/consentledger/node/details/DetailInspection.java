package io.consentledger.node.details;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.store.LogRecovery;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.store.Store;
import io.consentledger.ledger.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the private details that a stopped node keeps: whether each row opens under its key.
 * Read only. A row whose key is gone was destroyed on purpose, and is no problem.
 */
public final class DetailInspection {
  private static final int PROBLEMS_MAX = 100;

  private final DetailKeys keys;
  private final List<String> problems = new ArrayList<>();
  private int rows;

  private DetailInspection(DetailKeys keys) {
    this.keys = keys;
  }

  /**
   * What is wrong, in words.
   *
   * @param rows the folder of the rows
   * @param keys the folder of their keys
   */
  public static List<String> check(Path rows, Path keys) throws IOException {
    boolean noKeys = DetailKeys.isEmpty(keys);
    try {
      if (Store.isUnmade(rows)) {
        return noKeys ? List.of() : List.of(rows + " is lost, and its keys aren't");
      }
      DetailInspection inspection = new DetailInspection(DetailKeys.look(keys));
      try (Store store = Store.look(rows, DetailStore.SMALL, LogRecovery.TAIL)) {
        store.verifyChecksums();
        store.scan(Bytes.EMPTY, DetailStore.END, inspection::row);
      }
      if (noKeys && inspection.rows > 0) {
        return List.of(keys + " is lost, and " + inspection.rows + " rows under its keys aren't");
      }
      return inspection.problems;
    } catch (StoreException damaged) {
      return List.of(damaged.reason());
    } catch (StorageFailure damaged) {
      return List.of(rows + ": " + damaged.getMessage());
    }
  }

  private boolean row(Bytes place, Bytes value) {
    rows++;
    Optional<DetailStore.Row> row = DetailStore.Row.read(place, value);
    if (row.isEmpty()) {
      problems.add("row " + place.toHex() + " has another form");
    } else {
      try {
        Optional<Bytes> secret = keys.secret(row.get().key());
        if (secret.isPresent()
            && DetailCipher.open(secret.get(), place, row.get().sealed()).isEmpty()) {
          problems.add("row " + place.toHex() + " doesn't open under its key");
        }
      } catch (IOException unreadable) {
        problems.add(String.valueOf(unreadable.getMessage()));
      }
    }
    return problems.size() < PROBLEMS_MAX;
  }
}
