package io.consentledger.node.http;

import io.consentledger.consensus.OrdererStatus;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.build.BuildInfo;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.node.certify.CertificationStage;
import io.consentledger.node.config.Limits;
import io.consentledger.node.config.NodeConfig;
import io.consentledger.node.details.DetailStore;
import io.consentledger.node.details.ErasureReplay;
import io.consentledger.node.health.Condition;
import io.consentledger.node.health.Readiness;
import io.consentledger.node.metrics.NodeMetrics;
import io.consentledger.node.pipeline.ReadBarriers;
import io.consentledger.node.pipeline.TransactionPipeline;
import io.consentledger.node.pipeline.WithheldWatch;
import io.consentledger.node.timestamp.Timestamper;
import io.consentledger.p2p.PeerStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Puts the HTTP interface together.
 *
 * @param build which build of the program it is
 * @param startedMs when this node started, UTC milliseconds
 */
public record Api(
    NodeConfig config, Genesis genesis, String organisation, BuildInfo build, long startedMs) {

  /** What the interface serves from. */
  public record Sources(
      Ledger ledger,
      TransactionPipeline pipeline,
      ReadBarriers barriers,
      CertificationStage certification,
      WithheldWatch withheld,
      Optional<Timestamper> timestamper,
      Supplier<OrdererStatus> orderer,
      Supplier<List<PeerStatus>> peers,
      LongSupplier verifications,
      SigningKey validatorKey,
      Optional<DetailStore> details,
      NodeMetrics metrics,
      Readiness readiness) {

    /** The time-stamps over this header: what is there, or what the authority gives now. */
    List<Bytes> timestamps(Header header) {
      return timestamper.isPresent()
          ? timestamper.get().tokensFor(header.height(), header.hash())
          : ledger.timestamp(header.height()).stream().toList();
    }
  }

  /**
   * The server, not started.
   *
   * @param failed is told of every failure that a caller only hears of as an internal error
   */
  public HttpApi server(Sources sources, Consumer<Throwable> failed) {
    ReadGate gate =
        new ReadGate(
            sources.barriers(),
            sources.readiness(),
            () -> sources.certification().status().provenHeight(),
            () -> sources.ledger().tip().height());
    Reads reads = new Reads(gate, sources.ledger()::snapshot);
    return new HttpApi(
        config.http(),
        table(sources, reads, failed),
        reads,
        sources.metrics(),
        failed,
        Limits.HTTP_IDLE);
  }

  /**
   * While the node starts, which takes long where it has to catch up, only operators are served.
   */
  static Route onceStarted(Route route, Readiness readiness) {
    return new Route(
        route.method(),
        route.path(),
        route.query(),
        request -> {
          if (readiness.lately(Condition.STARTING).isPresent()) {
            throw new ProblemException(
                ProblemCode.NOT_READY, "the node is starting, or catching up with its peers");
          }
          return route.endpoint().answer(request);
        });
  }

  RouteTable table(Sources sources, Reads reads, Consumer<Throwable> failed) {
    Ledger ledger = sources.ledger();
    Rendering rendering = new Rendering(genesis, sources.pipeline()::certifiedHeight);
    List<Route> routes = new ArrayList<>();
    routes.addAll(new TransactionEndpoints(sources.pipeline(), ledger, rendering, reads).routes());
    routes.addAll(new HistoryEndpoints(genesis, rendering, reads).routes());
    Optional<ErasureReplay> replay =
        sources.details().map(store -> new ErasureReplay(store, genesis.networkId()));
    routes.addAll(new DetailEndpoints(sources.details(), replay, reads).routes());
    routes.addAll(new RecordEndpoint(genesis, rendering, reads).routes());
    routes.addAll(new DutyEndpoint(genesis, reads).routes());
    routes.addAll(new CheckEndpoint(genesis, reads).routes());
    routes.addAll(new EventEndpoint(genesis, reads, ledger, failed).routes());
    CertifiedMoments moments = new CertifiedMoments(reads, ledger, Limits.CERTIFICATE_WAIT);
    routes.addAll(new ProofEndpoints(genesis, moments, sources::timestamps).routes());
    routes.addAll(new ProofPageEndpoint(genesis, moments).routes());
    routes.addAll(new CheckpointEndpoint(genesis, moments, sources.validatorKey()).routes());
    routes.addAll(new BlockEndpoints(rendering, reads).routes());
    routes.replaceAll(route -> onceStarted(route, sources.readiness()));
    OperationEndpoints.Identity identity =
        new OperationEndpoints.Identity(
            config.nodeId(),
            organisation,
            genesis.network(),
            genesis.networkId().toHex(),
            build,
            startedMs);
    routes.addAll(new OperationEndpoints(identity, genesis, sources, reads).routes());
    return new RouteTable(routes);
  }
}
