package io.consentledger.node.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.Recorded;
import io.consentledger.ledger.query.Signers;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.node.config.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call's walk over the ledger for what names one controller. For one thread, once. */
final class RecordScan {
  private final Rendering rendering;
  private final LedgerView ledger;
  private final String controllerId;
  private final Set<Kind> kinds;
  private final Map<StreamId, Signers> signers = new HashMap<>();
  private final List<ObjectNode> entries = new ArrayList<>();
  private long bytes;

  /** The next record to look at, written {@code height.index}. */
  record Place(long height, int index) {
    @Override
    public String toString() {
      return height + "." + index;
    }
  }

  /**
   * How much one walk may cost.
   *
   * @param scannedMax records looked at, a multiple of {@code atATime}
   * @param bytesMax of transactions after which it ends
   */
  record Bounds(int scannedMax, int atATime, long bytesMax) {
    static final Bounds OF_A_CALL =
        new Bounds(Limits.RECORDS_SCANNED_MAX, Limits.RECORDS_AT_A_TIME, Limits.RECORDS_BYTES_MAX);
  }

  /** What was found, and where to go on; nowhere once all of the ledger was seen. */
  record Page(List<ObjectNode> entries, Optional<Place> next) {}

  RecordScan(Rendering rendering, LedgerView ledger, PartyId controller, Set<Kind> kinds) {
    this.rendering = rendering;
    this.ledger = ledger;
    this.controllerId = controller.toHex();
    this.kinds = kinds;
  }

  Page read(Place from, int limit, Bounds bounds) {
    return new Page(entries, Optional.ofNullable(walk(from, limit, bounds)));
  }

  private @Nullable Place walk(Place from, int limit, Bounds bounds) {
    Place at = from;
    for (int seen = 0; seen < bounds.scannedMax(); seen += bounds.atATime()) {
      List<Recorded> part = ledger.records(at.height(), at.index(), bounds.atATime());
      for (Recorded record : part) {
        at = new Place(record.entry().height(), record.entry().index() + 1);
        take(record);
        if (entries.size() == limit || bytes >= bounds.bytesMax()) {
          return at;
        }
      }
      if (part.size() < bounds.atATime()) {
        return null;
      }
    }
    return at;
  }

  private void take(Recorded record) {
    if (!kinds.contains(record.entry().kind())) {
      return;
    }
    ObjectNode payload = Rendering.payload(record.transaction());
    if (payload.path("controllerId").asText().equals(controllerId)) {
      bytes += record.transaction().sizeBytes();
      Signers ofStream =
          signers.computeIfAbsent(
              record.entry().streamId(), stream -> rendering.signers(ledger, stream));
      entries.add(rendering.historyEntry(record, ofStream));
    }
  }
}
