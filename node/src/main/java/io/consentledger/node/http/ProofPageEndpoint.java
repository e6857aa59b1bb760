package io.consentledger.node.http;

import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.evidence.PageBuilder;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.node.config.Limits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages of a proof of any size. Each says all that it needs, so a node keeps nothing between
 * two, and another node that has the block gives the same ones.
 */
final class ProofPageEndpoint {
  private static final Pattern AFTER = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,5})");

  private final Genesis genesis;
  private final CertifiedMoments moments;

  ProofPageEndpoint(Genesis genesis, CertifiedMoments moments) {
    this.genesis = genesis;
    this.moments = moments;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/v1/proofs/page",
            Set.of("subject", "anchor", "number", "after", "limit"),
            this::page));
  }

  private CompletionStage<Answer> page(Request request) {
    String subject =
        request
            .query("subject")
            .orElseThrow(
                () -> new ProblemException(ProblemCode.PARAMETER_MISSING, "subject must be given"));
    SubjectRef customer = new SubjectRef(Request.digest("subject", subject));
    long anchor = request.number("anchor", 1, Long.MAX_VALUE / 2, 0);
    long number = request.number("number", 1, Long.MAX_VALUE / 2, 1);
    int limit =
        (int)
            request.number(
                "limit", 1, Limits.PROOF_PAGE_RECORDS_MAX, Limits.PROOF_PAGE_RECORDS_MAX);
    PageBuilder.After after =
        request.query("after").map(ProofPageEndpoint::after).orElse(PageBuilder.After.NOTHING);
    return moments.read(
        request,
        (ledger, certificate) ->
            new Answer(
                200,
                "application/json",
                builder(ledger, anchor, limit).page(number, after, customer).encode(),
                Map.of()));
  }

  private PageBuilder builder(LedgerSnapshot ledger, long anchor, int limit) {
    if (anchor == 0) {
      throw new ProblemException(ProblemCode.PARAMETER_MISSING, "anchor must be given");
    }
    if (anchor > ledger.tip().height()) {
      throw new ProblemException(
          ProblemCode.BLOCK_UNKNOWN, anchor + " is above " + ledger.tip().height());
    }
    return new PageBuilder(genesis, ledger, anchor, limit);
  }

  private static PageBuilder.After after(String text) {
    Matcher place = AFTER.matcher(text);
    if (!place.matches()) {
      throw new ProblemException(
          ProblemCode.PARAMETER_INVALID, "after must be a place such as 17.3: height.index");
    }
    return new PageBuilder.After(Long.parseLong(place.group(1)), Integer.parseInt(place.group(2)));
  }
}
