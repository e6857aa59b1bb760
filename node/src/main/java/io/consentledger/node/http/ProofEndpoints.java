package io.consentledger.node.http;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.evidence.EvidenceBuilder;
import io.consentledger.ledger.evidence.HistoryRequest;
import io.consentledger.ledger.evidence.UnprovableException;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import io.consentledger.node.config.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Evidence bundles: what this node says, with all that proves it to somebody who doubts it. */
final class ProofEndpoints {
  private final Genesis genesis;
  private final CertifiedMoments moments;
  private final Function<Header, List<Bytes>> timestamps;

  /**
   * @param timestamps over a certified header, where there are any to be had; may take seconds
   */
  ProofEndpoints(
      Genesis genesis, CertifiedMoments moments, Function<Header, List<Bytes>> timestamps) {
    this.genesis = genesis;
    this.moments = moments;
    this.timestamps = timestamps;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/proofs", Set.of("subject", "since", "challenge"), this::histories),
        Route.get("/v1/proofs/cover", Set.of("subject", "since", "challenge"), this::cover),
        Route.get("/v1/proofs/check", CheckEndpoint.QUESTION, this::check),
        Route.get("/v1/transactions/{txId}/receipt", Set.of(), this::receipt));
  }

  /** What is made of one certified moment. */
  private interface Making {
    Bytes make(EvidenceBuilder builder) throws UnprovableException;
  }

  private CompletionStage<Answer> histories(Request request) {
    HistoryRequest wanted = wanted(request, Limits.PROOF_SUBJECTS_MAX);
    return answer(request, builder -> builder.histories(wanted).encode());
  }

  private CompletionStage<Answer> cover(Request request) {
    HistoryRequest wanted = wanted(request, 1);
    return answer(request, builder -> builder.cover(wanted).encodeCover());
  }

  private static HistoryRequest wanted(Request request, int subjectsMax) {
    List<SubjectRef> subjects = new ArrayList<>();
    for (String subject : request.all("subject", subjectsMax)) {
      subjects.add(new SubjectRef(Request.digest("subject", subject)));
    }
    if (subjects.isEmpty()) {
      throw new ProblemException(ProblemCode.PARAMETER_MISSING, "subject must be given");
    }
    long since = request.number("since", 1, Long.MAX_VALUE / 2, 0);
    return new HistoryRequest(
        subjects,
        since == 0 ? OptionalLong.empty() : OptionalLong.of(since),
        request.query("challenge").map(id -> new TxId(Request.digest("challenge", id))));
  }

  private CompletionStage<Answer> check(Request request) {
    CheckQuery query = CheckEndpoint.query(genesis, request);
    return answer(request, builder -> builder.check(query).encode());
  }

  private CompletionStage<Answer> receipt(Request request) {
    TxId id = new TxId(request.pathDigest("txId"));
    return answer(request, builder -> builder.receipt(id).encode());
  }

  private CompletionStage<Answer> answer(Request request, Making making) {
    return moments.read(
        request,
        (ledger, certificate) -> {
          EvidenceBuilder builder =
              new EvidenceBuilder(
                  genesis, ledger, certificate, timestamps.apply(header(ledger, certificate)));
          try {
            Bytes bundle = making.make(builder);
            if (bundle.size() > io.consentledger.ledger.evidence.Limits.BUNDLE_BYTES_MAX) {
              throw new ProblemException(ProblemCode.EVIDENCE_TOO_LARGE, "above 64 MiB");
            }
            return new Answer(200, "application/json", bundle, Map.of());
          } catch (UnprovableException refused) {
            throw problem(refused);
          }
        });
  }

  private static Header header(LedgerSnapshot ledger, Certificate certificate) {
    return ledger.header(certificate.height()).orElseThrow();
  }

  private static ProblemException problem(UnprovableException refused) {
    String detail = String.valueOf(refused.getMessage());
    Optional<ProblemCode> code =
        switch (refused.code()) {
          case "transaction-unknown" -> Optional.of(ProblemCode.TRANSACTION_UNKNOWN);
          case "evidence-too-large" -> Optional.of(ProblemCode.EVIDENCE_TOO_LARGE);
          case "check-unprovable" -> Optional.of(ProblemCode.PARAMETER_INVALID);
          case "height-unknown" -> Optional.of(ProblemCode.BLOCK_UNKNOWN);
          case "since-unknown" -> Optional.of(ProblemCode.SINCE_UNKNOWN);
          case "challenge-unknown" -> Optional.of(ProblemCode.CHALLENGE_UNKNOWN);
          default -> Optional.empty();
        };
    return new ProblemException(
        code.orElseThrow(() -> new AssertionError("no problem for " + refused.code())), detail);
  }
}
