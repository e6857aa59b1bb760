package io.consentledger.cli.instruction;

import io.consentledger.ledger.model.Destroyed;
import io.consentledger.ledger.model.ErasureCertificate;
import io.consentledger.ledger.model.HoldAction;
import io.consentledger.ledger.model.HoldGround;
import io.consentledger.ledger.model.LegalHold;
import io.consentledger.ledger.model.OpenRequest;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.Regime;
import io.consentledger.ledger.model.RequestReason;
import io.consentledger.ledger.model.RequestRight;
import io.consentledger.ledger.model.RequestStatus;
import io.consentledger.ledger.model.RequestStatusCode;
import io.consentledger.ledger.model.Residue;

/** Requests about data, what became of them, holds and erasures. */
final class DutyPayloads {
  private DutyPayloads() {}

  static Payload request(Draft draft) throws InstructionException {
    return new OpenRequest(
        draft.salt(),
        draft.party(),
        draft.subject(),
        draft.what().code(Regime.class, Field.REGIME),
        draft.what().code(RequestRight.class, Field.RIGHT),
        draft.details());
  }

  static Payload status(Draft draft) throws InstructionException {
    return new RequestStatus(
        draft.salt(),
        draft.party(),
        draft.subject(),
        draft.txId(Field.REQUEST),
        draft.what().code(RequestStatusCode.class, Field.STATUS),
        draft.what().has(Field.REASON)
            ? draft.what().code(RequestReason.class, Field.REASON)
            : null);
  }

  static Payload hold(Draft draft) throws InstructionException {
    return new LegalHold(
        draft.salt(),
        draft.party(),
        draft.subject(),
        draft.what().has(Field.PROCESS) ? draft.processId() : null,
        draft.what().code(HoldAction.class, Field.ACTION),
        draft.what().code(HoldGround.class, Field.CODE));
  }

  static Payload certificate(Draft draft) throws InstructionException {
    return new ErasureCertificate(
        draft.salt(),
        draft.party(),
        draft.subject(),
        draft.what().texts(Field.PROCESSES),
        draft.what().codes(Destroyed.class, Field.DESTROYED),
        draft.what().code(Residue.class, Field.RESIDUE),
        draft.what().has(Field.REQUEST_ID) ? draft.txId(Field.REQUEST_ID) : null);
  }
}
