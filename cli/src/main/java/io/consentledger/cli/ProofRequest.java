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
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks a node to prove histories, and believes it only as far as the proof goes: what is written is
 * verified first.
 *
 * @param subjects whose histories, 64 digits each
 * @param options the earlier proof that it is to extend, where there is one
 * @param challenge the id of a recorded challenge, or null
 */
record ProofRequest(List<String> subjects, VerifyOptions options, @Nullable String challenge) {
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
    return ask(session, client, "/v1/proofs?" + query(), options, this::isAnsweredBy);
  }

  /** What a node is asked, such as {@code subject=68e4...}. */
  String query() throws CliException {
    StringBuilder query = new StringBuilder();
    for (String subject : subjects) {
      query.append(query.isEmpty() ? "" : "&").append("subject=").append(subject);
    }
    options.earlier().ifPresent(it -> query.append("&since=").append(it.anchor().height()));
    if (challenge != null) {
      query.append("&challenge=").append(SubjectOptions.reference(challenge));
    }
    return query.toString();
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

  /** Whether it is about what was asked. */
  boolean isAnsweredBy(VerifiedEvidence evidence) throws CliException {
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
