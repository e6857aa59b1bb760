package io.consentledger.ledger.state;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.HolidayCalendar;
import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;

/**
 * The keys of the state. The first byte says what stands there; the table is in
 * docs/spec/payloads.md. A prefix with its high bit set holds superseded values of the same cell,
 * under the cell's key and a four-byte ordinal.
 */
final class StateKeys {
  static final int ARCHIVE_BIT = 0x80;

  private static final int KEY = 0x01;
  private static final int RELATIONSHIP = 0x02;
  private static final int NOTICE = 0x03;
  private static final int NEWEST_NOTICE = 0x04;
  private static final int PROCESS = 0x05;
  private static final int NEWEST_PROCESS = 0x06;
  private static final int CONSENT = 0x07;
  private static final int PREFERENCE = 0x08;
  private static final int ERASURE = 0x09;
  private static final int HOLDS = 0x16;
  private static final int HOLD_COUNT = 0x17;
  private static final int CERTIFIED = 0x18;
  private static final int OBTAINED_AGAIN = 0x19;
  private static final int DELEGATION = 0x30;
  private static final int DELEGATE = 0x31;
  private static final int DATA_PATHS = 0x20;
  private static final int RECALL = 0x21;
  private static final int RECALLS = 0x22;
  private static final int UNTOLD = 0x23;
  private static final int PASSED_ON = 0x24;

  private static final int HOLIDAYS = 0x10;
  private static final int REQUEST = 0x11;
  private static final int REQUESTS = 0x12;
  private static final int HOLDING = 0x13;
  private static final int HOLDINGS = 0x14;

  private StateKeys() {}

  static Bytes key(KeyId id) {
    return new RecordWriter().u8(KEY).digest(id.digest()).done();
  }

  static Bytes relationship(SubjectRef subject) {
    return new RecordWriter().u8(RELATIONSHIP).digest(subject.digest()).done();
  }

  static Bytes notice(PartyId controller, NoticeRef ref) {
    return ofParty(NOTICE, controller).text(ref.id()).u32(ref.version()).done();
  }

  static Bytes newestNotice(PartyId controller, String noticeId) {
    return ofParty(NEWEST_NOTICE, controller).text(noticeId).done();
  }

  static Bytes process(PartyId controller, ProcessRef ref) {
    return ofParty(PROCESS, controller).text(ref.id()).u32(ref.version()).done();
  }

  static Bytes newestProcess(PartyId controller, String processId) {
    return ofParty(NEWEST_PROCESS, controller).text(processId).done();
  }

  static Bytes consent(SubjectRef subject, String processId) {
    return ofSubject(CONSENT, subject).text(processId).done();
  }

  static Bytes preference(SubjectRef subject, Right right) {
    return ofSubject(PREFERENCE, subject).code(right).done();
  }

  static Bytes erasure(SubjectRef subject, Keeping keeping) {
    return ofSubject(ERASURE, subject).text(keeping.processId()).text(keeping.holder()).done();
  }

  static Bytes holds(SubjectRef subject, String place) {
    return ofSubject(HOLDS, subject).text(place).done();
  }

  static Bytes holdCount(SubjectRef subject) {
    return ofSubject(HOLD_COUNT, subject).done();
  }

  static Bytes certified(SubjectRef subject, String place) {
    return ofSubject(CERTIFIED, subject).text(place).done();
  }

  static Bytes obtainedAgain(SubjectRef subject, String processId, String category) {
    return ofSubject(OBTAINED_AGAIN, subject).text(processId).text(category).done();
  }

  static Bytes delegation(SubjectRef subject, KeyId delegate) {
    return ofSubject(DELEGATION, subject).digest(delegate.digest()).done();
  }

  static Bytes delegate(SubjectRef subject, TxId delegation) {
    return ofSubject(DELEGATE, subject).digest(delegation.digest()).done();
  }

  static Bytes holidays(HolidayCalendar calendar, int year) {
    return new RecordWriter().u8(HOLIDAYS).code(calendar).u32(year).done();
  }

  static Bytes request(SubjectRef subject, TxId requestId) {
    return ofSubject(REQUEST, subject).digest(requestId.digest()).done();
  }

  static Bytes requests(SubjectRef subject) {
    return ofSubject(REQUESTS, subject).done();
  }

  static Bytes holding(SubjectRef subject, Keeping keeping) {
    return ofSubject(HOLDING, subject).text(keeping.processId()).text(keeping.holder()).done();
  }

  static Bytes holdings(SubjectRef subject) {
    return ofSubject(HOLDINGS, subject).done();
  }

  static Bytes dataPaths(SubjectRef subject, String processId) {
    return ofSubject(DATA_PATHS, subject).text(processId).done();
  }

  static Bytes recall(SubjectRef subject, TxId txId) {
    return ofSubject(RECALL, subject).digest(txId.digest()).done();
  }

  static Bytes recalls(SubjectRef subject) {
    return ofSubject(RECALLS, subject).done();
  }

  static Bytes untold(SubjectRef subject, String processId) {
    return ofSubject(UNTOLD, subject).text(processId).done();
  }

  static Bytes passedOn(SubjectRef subject) {
    return ofSubject(PASSED_ON, subject).done();
  }

  /** Where the value with this ordinal stands once another one has taken the cell. */
  static Bytes archived(Bytes cell, int ordinal) {
    return new RecordWriter()
        .u8(cell.at(0) | ARCHIVE_BIT)
        .bytes(cell.slice(1, cell.size()))
        .u32(ordinal)
        .done();
  }

  private static RecordWriter ofParty(int prefix, PartyId party) {
    return new RecordWriter().u8(prefix).digest(party.digest());
  }

  private static RecordWriter ofSubject(int prefix, SubjectRef subject) {
    return new RecordWriter().u8(prefix).digest(subject.digest());
  }
}
