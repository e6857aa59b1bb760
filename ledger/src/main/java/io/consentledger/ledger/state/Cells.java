package io.consentledger.ledger.state;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.HolidayCalendar;
import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.List;

/** The cells of the state, by what they hold. */
final class Cells {
  private Cells() {}

  static Cell<RegisteredKey> key(KeyId id) {
    return new Cell<>(StateKeys.key(id), (out, value) -> value.encode(out), RegisteredKey::decode);
  }

  static Cell<Relationship> relationship(SubjectRef subject) {
    return new Cell<>(
        StateKeys.relationship(subject), (out, value) -> value.encode(out), Relationship::decode);
  }

  static Cell<NoticeVersion> notice(PartyId controller, NoticeRef ref) {
    return new Cell<>(
        StateKeys.notice(controller, ref),
        (out, value) -> value.encode(out),
        NoticeVersion::decode);
  }

  static Cell<Integer> newestNotice(PartyId controller, String noticeId) {
    return new Cell<>(
        StateKeys.newestNotice(controller, noticeId), RecordWriter::u32, RecordReader::u32);
  }

  static Cell<ProcessVersion> process(PartyId controller, ProcessRef ref) {
    return new Cell<>(
        StateKeys.process(controller, ref),
        (out, value) -> value.encode(out),
        ProcessVersion::decode);
  }

  static Cell<Integer> newestProcess(PartyId controller, String processId) {
    return new Cell<>(
        StateKeys.newestProcess(controller, processId), RecordWriter::u32, RecordReader::u32);
  }

  static Cell<Consent> consent(SubjectRef subject, String processId) {
    return new Cell<>(
        StateKeys.consent(subject, processId), (out, value) -> value.encode(out), Consent::decode);
  }

  static Cell<Preference> preference(SubjectRef subject, Right right) {
    return new Cell<>(
        StateKeys.preference(subject, right),
        (out, value) -> value.encode(out),
        Preference::decode);
  }

  static Cell<Erasure> erasure(SubjectRef subject, Keeping keeping) {
    return new Cell<>(
        StateKeys.erasure(subject, keeping), (out, value) -> value.encode(out), Erasure::decode);
  }

  /** By process; the empty place is what covers all of them. */
  static Cell<Holds> holds(SubjectRef subject, String place) {
    return new Cell<>(
        StateKeys.holds(subject, place), (out, value) -> value.encode(out), Holds::decode);
  }

  static Cell<Integer> holdCount(SubjectRef subject) {
    return new Cell<>(StateKeys.holdCount(subject), RecordWriter::u32, RecordReader::u32);
  }

  /** How many certificates of erasure there were: by process, and of everything. */
  static Cell<Integer> certified(SubjectRef subject, String place) {
    return new Cell<>(StateKeys.certified(subject, place), RecordWriter::u32, RecordReader::u32);
  }

  /** How many of them there were when a category was obtained again. */
  static Cell<Certified> obtainedAgain(SubjectRef subject, String processId, String category) {
    return new Cell<>(
        StateKeys.obtainedAgain(subject, processId, category),
        (out, value) -> value.encode(out),
        Certified::decode);
  }

  /** The newest delegation to one delegate, by the key that signs for it. */
  static Cell<Delegation> delegation(SubjectRef subject, KeyId delegate) {
    return new Cell<>(
        StateKeys.delegation(subject, delegate),
        (out, value) -> value.encode(out),
        Delegation::decode);
  }

  /** To whom a delegation was made. */
  static Cell<KeyId> delegate(SubjectRef subject, TxId delegation) {
    return new Cell<>(
        StateKeys.delegate(subject, delegation),
        (out, value) -> out.digest(value.digest()),
        in -> new KeyId(in.digest()));
  }

  static Cell<HolidayList> holidays(HolidayCalendar calendar, int year) {
    return new Cell<>(
        StateKeys.holidays(calendar, year), (out, value) -> value.encode(out), HolidayList::decode);
  }

  static Cell<Request> request(SubjectRef subject, TxId requestId) {
    return new Cell<>(
        StateKeys.request(subject, requestId), (out, value) -> value.encode(out), Request::decode);
  }

  /** Every value it ever held is a request that this customer made. */
  static Cell<TxId> requests(SubjectRef subject) {
    return new Cell<>(
        StateKeys.requests(subject),
        (out, value) -> out.digest(value.digest()),
        in -> new TxId(in.digest()));
  }

  static Cell<Holding> holding(SubjectRef subject, Keeping keeping) {
    return new Cell<>(
        StateKeys.holding(subject, keeping), (out, value) -> value.encode(out), Holding::decode);
  }

  /** Every value it ever held is where data of this customer was obtained. */
  static Cell<Keeping> holdings(SubjectRef subject) {
    return new Cell<>(
        StateKeys.holdings(subject), (out, value) -> value.encode(out), Keeping::decode);
  }

  /**
   * @param processId empty for the data of all processes together
   */
  static Cell<DataPaths> dataPaths(SubjectRef subject, String processId) {
    return new Cell<>(
        StateKeys.dataPaths(subject, processId),
        (out, value) -> value.encode(out),
        DataPaths::decode);
  }

  /**
   * Which organisations data went to under a process since a certificate of its erasure last called
   * on them, by name, ascending.
   */
  static Cell<List<String>> untold(SubjectRef subject, String processId) {
    return new Cell<>(
        StateKeys.untold(subject, processId), RecordWriter::texts, RecordReader::texts);
  }

  /** Every value it ever held is a process under which data of this customer went to somebody. */
  static Cell<String> passedOn(SubjectRef subject) {
    return new Cell<>(StateKeys.passedOn(subject), RecordWriter::text, RecordReader::text);
  }

  static Cell<Recall> recall(SubjectRef subject, TxId txId) {
    return new Cell<>(
        StateKeys.recall(subject, txId), (out, value) -> value.encode(out), Recall::decode);
  }

  /** Every recall of a customer, one after the other. */
  static Cell<TxId> recalls(SubjectRef subject) {
    return new Cell<>(
        StateKeys.recalls(subject),
        (out, value) -> out.digest(value.digest()),
        in -> new TxId(in.digest()));
  }
}
