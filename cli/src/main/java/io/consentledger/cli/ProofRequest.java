package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.client.NodeAddress;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.evidence.Claim;
import io.consentledger.ledger.evidence.VerifiedEvidence;
import io.consentledger.ledger.evidence.VerifyOptions;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.tx.SubjectRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks a node to prove histories, and believes it only as far as the proof goes: what is written is
 * verified first.
 *
 * @param subjects whose histories, 64 digits each
 * @param since a file with an earlier bundle, or null
 * @param challenge the id of a recorded challenge, or null
 */
record ProofRequest(List<String> subjects, @Nullable Path since, @Nullable String challenge) {
  /** A bundle that was verified. */
  record Proof(Bytes bundle, VerifiedEvidence evidence) {}

  /** Whether a bundle is about what was asked. */
  interface Asked {
    boolean isAnsweredBy(VerifiedEvidence evidence) throws CliException;
  }

  ProofRequest {
    subjects = List.copyOf(subjects);
  }

  Proof fetch(Session session) throws CliException {
    return fetch(session, session.client());
  }

  /** Asks these nodes. */
  Proof fetch(Session session, LedgerClient client) throws CliException {
    Genesis genesis = session.parties().genesis();
    StringBuilder query = new StringBuilder("/v1/proofs");
    char separator = '?';
    for (String subject : subjects) {
      query.append(separator).append("subject=").append(subject);
      separator = '&';
    }
    VerifyOptions options = VerifyOptions.NONE;
    if (since != null) {
      Bytes earlier = EvidenceFiles.read(since);
      VerifiedEvidence before =
          EvidenceFiles.verify(
              genesis, earlier, VerifyOptions.NONE, "The earlier bundle itself proves nothing.");
      query.append("&since=").append(before.anchor().height());
      options = options.withEarlier(earlier);
    }
    if (challenge != null) {
      query.append("&challenge=").append(SubjectOptions.reference(challenge));
    }
    return ask(session, client, query.toString(), options, this::isAnswered);
  }

  /** Asks for a bundle, verifies it, and requires that it is about what was asked. */
  static Proof ask(Session session, String path, VerifyOptions options, Asked asked)
      throws CliException {
    return ask(session, session.client(), path, options, asked);
  }

  private static Proof ask(
      Session session, LedgerClient client, String path, VerifyOptions options, Asked asked)
      throws CliException {
    Answer answer = client.get(path);
    if (!answer.ok()) {
      throw answer.refusal();
    }
    Genesis genesis = session.parties().genesis();
    VerifiedEvidence evidence =
        EvidenceFiles.verify(genesis, answer.body(), options, distrust(answer.node()));
    if (!asked.isAnsweredBy(evidence)) {
      throw anotherClaim(answer.node());
    }
    return new Proof(answer.body(), evidence);
  }

  private boolean isAnswered(VerifiedEvidence evidence) throws CliException {
    TreeSet<SubjectRef> wanted = new TreeSet<>();
    subjects.forEach(subject -> wanted.add(SubjectRef.fromHex(subject)));
    Optional<String> answered = evidence.challenge().map(record -> record.txId().toHex());
    return evidence.claim().equals(new Claim.Histories(List.copyOf(wanted)))
        && (challenge == null || answered.equals(Optional.of(SubjectOptions.reference(challenge))));
  }

  static String distrust(NodeAddress node) {
    return "Nothing was written. Tell the members what "
        + node.name()
        + " answered, and ask another node with --node.";
  }

  static CliException anotherClaim(NodeAddress node) {
    return CliException.refused(
        "claim-mismatch", node.name() + " proved something else than was asked", distrust(node));
  }
}
