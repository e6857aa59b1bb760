package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.share.RecordedDetails;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.evidence.Moment;
import io.consentledger.ledger.evidence.VerifiedEvidence;
import io.consentledger.ledger.evidence.VerifiedSubject;
import io.consentledger.ledger.evidence.VerifyOptions;
import io.consentledger.ledger.tx.SubjectRef;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One customer's complete history, proved up to a moment of the ledger: no node is believed.
 *
 * @param anchor up to where it is complete
 */
record ProvenSubject(VerifiedSubject subject, Moment anchor) {
  /** From a bundle in a file, or where none is named from a node's; either is verified. */
  static ProvenSubject of(Session session, SubjectRef subject, @Nullable Path bundle)
      throws CliException {
    if (bundle == null) {
      List<String> asked = List.of(subject.toHex());
      return in(
          new ProofRequest(asked, VerifyOptions.NONE, null).fetch(session).evidence(), subject);
    }
    Bytes content = EvidenceFiles.read(bundle);
    return in(
        EvidenceFiles.verify(
            session.parties().genesis(), content, VerifyOptions.NONE, "It proves nothing."),
        subject);
  }

  RecordedDetails details() {
    return new RecordedDetails(subject.records());
  }

  private static ProvenSubject in(VerifiedEvidence evidence, SubjectRef subject)
      throws CliException {
    return evidence.subjects().stream()
        .filter(one -> one.subject().equals(subject))
        .findFirst()
        .map(found -> new ProvenSubject(found, evidence.anchor()))
        .orElseThrow(
            () ->
                CliException.refused(
                    "claim-mismatch",
                    "the proof is about somebody else",
                    "Make it with `consent audit " + subject + " --proof FILE`."));
  }
}
