package io.consentledger.node.http;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.consensus.OrdererStatus;
import io.consentledger.consensus.certify.CertifierStatus;
import io.consentledger.crypto.build.BuildInfo;
import io.consentledger.ledger.Tip;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.node.config.Limits;
import io.consentledger.node.health.NotReady;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What operators and their tools ask: status, health, metrics, the interface's description. */
final class OperationEndpoints {
  /** Who this node is; never changes while it runs. */
  record Identity(
      String nodeId,
      String organisation,
      String network,
      String networkId,
      BuildInfo build,
      long startedMs) {}

  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private final Identity identity;
  private final Api.Sources sources;
  private final CertificationRendering certification;
  private final Answer openApi;
  private final SharedAnswer metrics;
  private final Reads reads;

  OperationEndpoints(Identity identity, Genesis genesis, Api.Sources sources, Reads reads) {
    this.identity = identity;
    this.certification = new CertificationRendering(genesis);
    this.sources = sources;
    this.reads = reads;
    this.openApi = Answer.text(200, "application/json", resource("/openapi.json"));
    this.metrics =
        new SharedAnswer(
            () -> Answer.text(200, METRICS, sources.metrics().scrape()),
            reads.light(new Caller()),
            Limits.METRICS_AGE,
            System::nanoTime);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/status", Set.of(), request -> done(Answer.ok(status()))),
        Route.get("/health/live", Set.of(), request -> done(Answer.ok(health("up")))),
        Route.get("/health/ready", Set.of(), request -> done(readiness())),
        Route.get("/metrics", Set.of(), request -> metrics.get()),
        Route.get("/openapi.json", Set.of(), request -> done(openApi)));
  }

  private CompletionStage<Answer> done(Answer answer) {
    reads.quickAsked();
    return CompletableFuture.completedFuture(answer);
  }

  private ObjectNode status() {
    OrdererStatus orderer = sources.orderer().get();
    Tip tip = sources.ledger().tip();
    ObjectNode json =
        Json.object()
            .put("name", identity.nodeId())
            .put("organisation", identity.organisation())
            .put("networkId", identity.networkId())
            .put("network", identity.network())
            .put("version", identity.build().version())
            .put("commit", identity.build().commit())
            .put("pid", ProcessHandle.current().pid())
            .put("role", orderer.role().name())
            .put("term", orderer.term())
            .put("leader", orderer.leaderId())
            .put("height", tip.height())
            .put("headHash", tip.headerHash().toHex())
            .put("headTimeMs", tip.timeMs())
            .put("certifiedHeight", sources.certification().certifiedHeight())
            .put("ready", sources.readiness().isReady());
    json.set("notReady", notReady(sources.readiness().reasons()));
    json.putObject("mempool")
        .put("transactions", sources.pipeline().mempoolTransactions())
        .put("bytes", sources.pipeline().mempoolBytes());
    ArrayNode peers = json.putArray("peers");
    sources
        .peers()
        .get()
        .forEach(peer -> peers.addObject().put("id", peer.id()).put("connected", peer.connected()));
    ArrayNode refused = json.putArray("refusedFromPeers");
    sources
        .refusedFromPeers()
        .get()
        .forEach(
            refusal ->
                refused
                    .addObject()
                    .put("peer", refusal.peer())
                    .put("reason", refusal.reason())
                    .put("count", refusal.count())
                    .put("lastMs", refusal.lastMs()));
    json.put("startedMs", identity.startedMs())
        .put("verifications", sources.verifications().getAsLong());
    CertifierStatus certified = sources.certification().status();
    json.set("divergence", certification.divergence(certified));
    json.set("certification", certification.of(certified));
    json.set("withheld", certification.of(sources.withheld().found()));
    return json;
  }

  private Answer readiness() {
    List<NotReady> reasons = sources.readiness().reasons();
    if (reasons.isEmpty()) {
      return Answer.ok(health("up"));
    }
    String codes = reasons.stream().map(reason -> reason.condition().code()).collect(joining(", "));
    ObjectNode problem = Problem.of(ProblemCode.NOT_READY, codes).toJson();
    problem.set("notReady", notReady(reasons));
    return Answer.problem(ProblemCode.NOT_READY.status(), problem);
  }

  private static ArrayNode notReady(List<NotReady> reasons) {
    ArrayNode json = Json.object().putArray("notReady");
    for (NotReady reason : reasons) {
      json.addObject()
          .put("code", reason.condition().code())
          .put("title", reason.condition().sentence())
          .put("detail", reason.detail())
          .put("sinceMs", reason.sinceMs());
    }
    return json;
  }

  private static ObjectNode health(String status) {
    return Json.object().put("status", status);
  }

  private static String resource(String name) {
    try (InputStream in = OperationEndpoints.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError(name + " is packed with the node");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new AssertionError(name + " can be read", broken);
    }
  }
}
