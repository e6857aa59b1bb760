package io.consentledger.node.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.state.Recall;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.node.config.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the recalls in a ledger's blocks, a bounded part at a time. For any thread. */
final class RecallReader {
  private final Genesis genesis;
  private final LedgerView ledger;
  private final Optional<String> party;

  /**
   * The next record to look at.
   *
   * @param height from 1
   * @param index in that block, from 0
   */
  record Cursor(long height, int index) {}

  /** A recall and the place that names it. */
  record Event(String id, ObjectNode data) {}

  /** Some events, and where to go on. */
  record Part(List<Event> events, Cursor next) {}

  /**
   * @param party the organisation whom a recall must concern; empty for all recalls
   */
  RecallReader(Genesis genesis, LedgerView ledger, Optional<String> party) {
    this.genesis = genesis;
    this.ledger = ledger;
    this.party = party;
  }

  long newestHeight() {
    return ledger.tip().height();
  }

  /** Reads on from a place, some blocks or some events far, whichever ends first. */
  Part read(Cursor from) {
    List<Event> events = new ArrayList<>();
    Cursor at = from;
    for (int blocks = 0; blocks < Limits.EVENT_BLOCKS_MAX; blocks++) {
      Optional<Block> block = ledger.block(at.height());
      if (block.isEmpty()) {
        break;
      }
      List<Entry> entries = block.get().entries();
      for (int i = at.index(); i < entries.size(); i++) {
        if (events.size() == Limits.EVENTS_AT_ONCE_MAX) {
          return new Part(events, new Cursor(at.height(), i));
        }
        event(entries.get(i), block.get().transactions().get(i)).ifPresent(events::add);
      }
      at = new Cursor(at.height() + 1, 0);
    }
    return new Part(events, at);
  }

  private Optional<Event> event(Entry entry, Transaction transaction) {
    if (!Recall.KINDS.contains(entry.kind())) {
      return Optional.empty();
    }
    ObjectNode payload = Rendering.payload(transaction);
    SubjectRef subject = SubjectRef.fromHex(payload.path("subjectRef").asText());
    return Recall.find(ledger.state(), subject, transaction.id())
        .filter(recall -> party.isEmpty() || recall.concerned().contains(party.get()))
        .map(
            recall ->
                new Event(
                    entry.height() + "." + entry.index(),
                    json(entry, transaction, payload, recall)));
  }

  private ObjectNode json(Entry entry, Transaction transaction, ObjectNode payload, Recall recall) {
    PartyId controller = PartyId.fromHex(payload.path("controllerId").asText());
    ObjectNode json =
        Json.object()
            .put("txId", transaction.id().toHex())
            .put("kind", entry.kind().label())
            .put("height", entry.height())
            .put("index", entry.index())
            .put("timeMs", entry.blockTimeMs())
            .put(
                "controller", genesis.organisation(controller).map(Organisation::name).orElse(null))
            .put("subjectRef", payload.path("subjectRef").asText())
            .put("cause", recall.cause().name())
            .put("matter", recall.matter())
            .put("acknowledgeBeforeMs", recall.dueMs(ledger.state(), ledger.tip().timeMs()));
    put(json, "concerned", recall.concerned());
    put(json, "owing", recall.owing());
    put(json, "acknowledged", recall.acknowledged());
    return json;
  }

  private static void put(ObjectNode json, String name, List<String> parties) {
    ArrayNode array = json.putArray(name);
    parties.forEach(array::add);
  }
}
