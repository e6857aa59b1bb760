package io.consentledger.cli.instruction;

import io.consentledger.ledger.model.DataCollected;
import io.consentledger.ledger.model.DataDisclosed;
import io.consentledger.ledger.model.DataErased;
import io.consentledger.ledger.model.DataReceived;
import io.consentledger.ledger.model.DataUsed;
import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.Payload;

/** What organisations declare that they did. */
final class FactPayloads {
  private FactPayloads() {}

  static Payload collected(Draft draft) {
    return new DataCollected(
        draft.salt(),
        draft.party(),
        draft.subject(),
        draft.process(),
        draft.categories(),
        draft.reliesOn(),
        draft.details());
  }

  static Payload used(Draft draft) {
    return new DataUsed(
        draft.salt(),
        draft.party(),
        draft.subject(),
        draft.process(),
        draft.categories(),
        draft.reliesOn(),
        draft.details());
  }

  static Payload disclosed(Draft draft) throws InstructionException {
    return new DataDisclosed(
        draft.salt(),
        draft.party(),
        draft.subject(),
        draft.process(),
        draft.categories(),
        draft.what().text(Field.RECIPIENT),
        draft.what().code(Disclosure.class, Field.DISCLOSURE),
        draft.reliesOn(),
        draft.details());
  }

  static Payload received(Draft draft) {
    return new DataReceived(
        draft.salt(),
        draft.party(),
        draft.subject(),
        draft.process(),
        draft.categories(),
        draft.what().text(Field.SOURCE),
        draft.reliesOn(),
        draft.details());
  }

  static Payload erased(Draft draft) {
    return new DataErased(
        draft.salt(),
        draft.party(),
        draft.subject(),
        draft.process(),
        draft.categories(),
        draft.details());
  }
}
