package io.consentledger.ledger.evidence;

import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What histories a bundle is asked for.
 *
 * @param subjects in ascending order, each once
 * @param sinceHeight the anchor of an earlier bundle that this one must extend
 * @param challenge a recorded challenge to put in
 */
public record HistoryRequest(
    List<SubjectRef> subjects, OptionalLong sinceHeight, Optional<TxId> challenge) {
  public HistoryRequest {
    subjects = List.copyOf(new TreeSet<>(subjects));
  }

  /** Their histories, and no more. */
  public static HistoryRequest of(List<SubjectRef> subjects) {
    return new HistoryRequest(subjects, OptionalLong.empty(), Optional.empty());
  }
}
