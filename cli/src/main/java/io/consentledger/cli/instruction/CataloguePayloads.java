package io.consentledger.cli.instruction;

import io.consentledger.crypto.Digest;
import io.consentledger.ledger.model.DeclareProcess;
import io.consentledger.ledger.model.HolidayCalendar;
import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.ProcessFlag;
import io.consentledger.ledger.model.PublishHolidays;
import io.consentledger.ledger.model.PublishNotice;

/** What organisations publish. */
final class CataloguePayloads {
  private CataloguePayloads() {}

  static Payload notice(Draft draft) {
    Instruction what = draft.what();
    return new PublishNotice(
        draft.salt(),
        draft.party(),
        what.text(Field.NOTICE_ID),
        what.number(Field.VERSION),
        what.texts(Field.LANGUAGES),
        what.text(Field.URI),
        Digest.fromHex(what.text(Field.CONTENT_HASH)));
  }

  static DeclareProcess process(Draft draft) throws InstructionException {
    Instruction what = draft.what();
    return new DeclareProcess(
        draft.salt(),
        draft.party(),
        what.text(Field.PROCESS_ID),
        what.number(Field.VERSION),
        NoticeRef.ofText(what.text(Field.NOTICE)),
        what.texts(Field.PURPOSES),
        what.text(Field.LEGAL_BASIS),
        draft.categories(),
        what.texts(Field.RECIPIENTS),
        what.texts(Field.STORAGE_LOCATIONS),
        what.number(Field.RETENTION_DAYS),
        what.text(Field.JURISDICTION),
        what.codes(ProcessFlag.class, Field.FLAGS));
  }

  static Payload holidays(Draft draft) {
    Instruction what = draft.what();
    return new PublishHolidays(
        draft.salt(),
        draft.party(),
        HolidayCalendar.ofCode("calendar", what.text(Field.CALENDAR)),
        what.number(Field.YEAR),
        what.number(Field.VERSION),
        what.texts(Field.DAYS));
  }
}
