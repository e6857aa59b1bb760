package io.consentledger.cli.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A customer's request with what became of it.
 *
 * @param statuses in the order of the ledger
 */
record DataRequest(Declaration opened, List<Declaration> statuses) {
  private static final long DAY_MS = 86_400_000L;
  private static final Set<String> FINAL = Set.of("COMPLETED", "DENIED", "CANCELLED");

  /** All of them, in the order in which they were made. */
  static List<DataRequest> of(List<Declaration> declarations) {
    Map<String, DataRequest> requests = new LinkedHashMap<>();
    for (Declaration one : declarations) {
      if (one.kind().equals("OpenRequest")) {
        requests.put(one.txId(), new DataRequest(one, new ArrayList<>()));
      } else if (one.kind().equals("RequestStatus")) {
        DataRequest of = requests.get(one.text("requestId"));
        if (of != null) {
          of.statuses.add(one);
        }
      }
    }
    return List.copyOf(requests.values());
  }

  /** The newest status; {@code OPEN} where nothing was said yet. */
  String status() {
    return statuses.isEmpty() ? "OPEN" : statuses.get(statuses.size() - 1).text("status");
  }

  boolean isOpen() {
    return end().isEmpty();
  }

  /** The status that ended it. */
  Optional<Declaration> end() {
    return statuses.stream().filter(one -> FINAL.contains(one.text("status"))).findFirst();
  }

  /** From one day in UTC to another. */
  static long days(long fromMs, long toMs) {
    return Math.floorDiv(toMs, DAY_MS) - Math.floorDiv(fromMs, DAY_MS);
  }
}
