package io.consentledger.node.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.Header;
import io.consentledger.node.config.Limits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Blocks as this node has them: a block never changes, so there is nothing to make linearizable.
 */
final class BlockEndpoints {
  private final Rendering rendering;
  private final Reads reads;

  BlockEndpoints(Rendering rendering, Reads reads) {
    this.rendering = rendering;
    this.reads = reads;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/blocks", Set.of("from", "limit"), this::page),
        Route.get("/v1/blocks/{height}", Set.of(), this::block),
        Route.get("/v1/headers/{height}", Set.of(), this::header));
  }

  private CompletionStage<Answer> page(Request request) {
    long from = request.number("from", 1, Long.MAX_VALUE / 2, 1);
    int limit = (int) request.number("limit", 1, Limits.BLOCKS_PAGE_MAX, Limits.BLOCKS_PAGE_MAX);
    return reads.localScan(request, ledger -> headers(ledger, from, limit));
  }

  private Answer headers(LedgerView ledger, long from, int limit) {
    long newest = ledger.tip().height();
    ObjectNode json = Json.object().put("height", newest);
    ArrayNode blocks = Json.array();
    long height = from;
    for (; height < from + limit && height <= newest; height++) {
      Optional<Header> header = ledger.header(height);
      if (header.isEmpty()) {
        break;
      }
      blocks.add(rendering.header(header.get()));
    }
    json.put("next", height <= newest ? height : null);
    json.set("blocks", blocks);
    return Answer.ok(json);
  }

  private CompletionStage<Answer> block(Request request) {
    long height = height(request);
    return reads.localScan(request, ledger -> block(ledger, height));
  }

  private Answer block(LedgerView ledger, long height) {
    Block block = ledger.block(height).orElseThrow(() -> unknown(ledger, height));
    ObjectNode json = rendering.header(block.header());
    ArrayNode entries = json.putArray("entries");
    for (int i = 0; i < block.entries().size(); i++) {
      entries.add(rendering.blockEntry(block.entries().get(i), block.transactions().get(i)));
    }
    return Answer.ok(json);
  }

  private CompletionStage<Answer> header(Request request) {
    long height = height(request);
    return reads.local(
        request,
        ledger ->
            Answer.ok(
                rendering.header(
                    ledger.header(height).orElseThrow(() -> unknown(ledger, height)))));
  }

  private static long height(Request request) {
    return request.pathNumber("height", 1, Long.MAX_VALUE / 2);
  }

  private static ProblemException unknown(LedgerView ledger, long height) {
    return new ProblemException(
        ProblemCode.BLOCK_UNKNOWN, height + " is above " + ledger.tip().height());
  }
}
