package io.consentledger.ledger.state;

import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that recipients must hear of, and who has. Lists hold organisations' names in ascending
 * order.
 *
 * @param matter the process, or the right, that it is about; for an erasure the processes, with
 *     commas between them, none for all
 * @param sinceMs when it was recorded, UTC ms
 * @param concerned who gets to see it and may acknowledge it
 * @param owing those of them that data went to, so that they must acknowledge it
 * @param acknowledged who did
 */
public record Recall(
    RecallCause cause,
    String matter,
    long sinceMs,
    List<String> concerned,
    List<String> owing,
    List<String> acknowledged) {
  public Recall {
    concerned = List.copyOf(concerned);
    owing = List.copyOf(owing);
    acknowledged = List.copyOf(acknowledged);
  }

  /** The kinds of transaction that may be recalls. */
  public static final Set<Kind> KINDS =
      Collections.unmodifiableSet(
          EnumSet.of(
              Kind.DECIDE_CONSENT,
              Kind.WITHDRAW_CONSENT,
              Kind.REVOKE_CONSENT,
              Kind.INVALIDATE_CONSENT,
              Kind.SET_PREFERENCE,
              Kind.ERASURE_CERTIFICATE));

  /** What this transaction of a customer's stream calls back, where it does. */
  public static Optional<Recall> find(StateView state, SubjectRef subject, TxId txId) {
    return Cells.recall(subject, txId).newest(state).map(Cell.Entry::value);
  }

  /**
   * Exclusive end of the time to acknowledge it, UTC ms.
   *
   * @param asOfMs the holidays are those listed at this time, UTC ms
   */
  public long dueMs(StateView state, long asOfMs) {
    return RecallPeriod.endMs(state, this, asOfMs);
  }

  Recall acknowledgedBy(String party) {
    TreeSet<String> more = new TreeSet<>(acknowledged);
    more.add(party);
    return new Recall(cause, matter, sinceMs, concerned, owing, List.copyOf(more));
  }

  /** Those that owe an acknowledgement still. */
  List<String> silent() {
    return owing.stream().filter(party -> !acknowledged.contains(party)).toList();
  }

  void encode(RecordWriter out) {
    out.code(cause).text(matter).u64(sinceMs).texts(concerned).texts(owing).texts(acknowledged);
  }

  static Recall decode(RecordReader in) {
    return new Recall(
        in.code(RecallCause.class), in.text(), in.u64(), in.texts(), in.texts(), in.texts());
  }
}
