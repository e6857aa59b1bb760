package io.consentledger.node.http;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.witness.CheckpointNote;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The log of headers as a checkpoint that standard witnesses cosign (C2SP tlog-checkpoint). */
final class CheckpointEndpoint {
  private static final String MEDIA_TYPE = "text/plain; charset=utf-8";

  private final Genesis genesis;
  private final CertifiedMoments moments;
  private final SigningKey validatorKey;

  CheckpointEndpoint(Genesis genesis, CertifiedMoments moments, SigningKey validatorKey) {
    this.genesis = genesis;
    this.moments = moments;
    this.validatorKey = validatorKey;
  }

  List<Route> routes() {
    return List.of(Route.get("/v1/checkpoint", Set.of("old"), this::checkpoint));
  }

  /** With {@code old}, the whole request that a witness takes; without, the note alone. */
  private CompletionStage<Answer> checkpoint(Request request) {
    if (validatorKey.verifyingKey().algorithm() != Algorithm.ED25519) {
      throw new ProblemException(
          ProblemCode.CHECKPOINT_UNAVAILABLE, "notes know no signatures of this validator's key");
    }
    long old = request.number("old", 0, Long.MAX_VALUE / 2, -1);
    return moments.read(request, (ledger, certificate) -> answer(ledger, certificate, old));
  }

  /** The log whose root the certified header names: of all headers before it. */
  private Answer answer(LedgerSnapshot ledger, Certificate certificate, long old) {
    Header certified = ledger.header(certificate.height()).orElseThrow();
    CheckpointNote note =
        new CheckpointNote(genesis.networkId(), certified.height() - 1, certified.historyRoot());
    if (old > note.size()) {
      throw new ProblemException(
          ProblemCode.PARAMETER_INVALID, "old must be at most " + note.size() + " now");
    }
    String text =
        old < 0
            ? note.sign(validatorKey)
            : note.witnessRequest(old, consistency(ledger, old, note.size()), validatorKey);
    return Answer.text(200, MEDIA_TYPE, text);
  }

  private static List<Digest> consistency(LedgerSnapshot ledger, long old, long size) {
    return old == 0 || old == size ? List.of() : ledger.historyConsistency(old, size);
  }
}
