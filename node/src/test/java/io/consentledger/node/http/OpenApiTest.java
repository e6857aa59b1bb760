package io.consentledger.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentledger.consensus.OrdererStatus;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.KeyFiles;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.build.BuildInfo;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.state.RejectionCode;
import io.consentledger.node.certify.CertificationStage;
import io.consentledger.node.config.ConfigReader;
import io.consentledger.node.config.NodeConfig;
import io.consentledger.node.health.Readiness;
import io.consentledger.node.metrics.NodeMetrics;
import io.consentledger.node.network.TestNetwork;
import io.consentledger.node.pipeline.PipelineAssembly;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document and the route table say the same, in both directions. */
final class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  @TempDir private Path directory;

  private static JsonNode document() throws Exception {
    try (InputStream in = OpenApiTest.class.getResourceAsStream("/openapi.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  private List<Route> served() throws Exception {
    Readiness readiness = new Readiness(InstantSource.system(), new NodeMetrics());
    NodeConfig config = ConfigReader.read(TestNetwork.make(directory, 1).node(0).config());
    Genesis genesis = Genesis.parse(Bytes.owning(Files.readAllBytes(config.genesis())));
    try (Ledger ledger = Ledger.open(config.dataDir().resolve("ledger"), genesis);
        SigningKey key = KeyFiles.read(config.validatorKey());
        NodeMetrics metrics = new NodeMetrics();
        CertificationStage votes =
            new CertificationStage(config.dataDir(), ledger, key, InstantSource.system(), metrics);
        PipelineAssembly assembly =
            new PipelineAssembly(
                ledger, key, config.limits(), InstantSource.system(), votes, metrics);
        Reads reads =
            new Reads(
                new ReadGate(assembly.barriers(), readiness, () -> 0, () -> 0), ledger::snapshot)) {
      OrdererStatus stopped =
          new OrdererStatus(OrdererStatus.Role.STOPPED, 0, null, -1, -1, -1, 0, 0, null);
      Api.Sources sources =
          new Api.Sources(
              ledger,
              assembly.pipeline(),
              assembly.barriers(),
              votes,
              assembly.withheld(),
              Optional.empty(),
              () -> stopped,
              List::of,
              List::of,
              () -> 0,
              key,
              Optional.empty(),
              metrics,
              readiness);
      return new Api(config, genesis, "bank", BuildInfo.ofThisProgram(), 0)
          .table(sources, reads, failure -> {})
          .routes();
    }
  }

  @Test
  void describesExactlyTheRoutesThatAreServed() throws Exception {
    Set<String> described = new TreeSet<>();
    document()
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          assertThat(METHODS).contains(method);
                          described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                        }));
    Set<String> served = new TreeSet<>();
    served().forEach(route -> served.add(route.method() + " " + route.path()));

    assertThat(described).isEqualTo(served);
  }

  @Test
  void describesExactlyTheParametersThatAreTaken() throws Exception {
    JsonNode paths = document().get("paths");
    for (Route route : served()) {
      JsonNode operation = paths.get(route.path()).get(route.method().toLowerCase(Locale.ROOT));
      Set<String> query = new TreeSet<>();
      Set<String> inPath = new TreeSet<>();
      Set<String> headers = new TreeSet<>();
      Map<String, Set<String>> byPlace = Map.of("query", query, "path", inPath, "header", headers);
      for (JsonNode parameter : operation.path("parameters")) {
        Objects.requireNonNull(byPlace.get(parameter.get("in").asText()))
            .add(parameter.get("name").asText());
      }

      assertThat(headers)
          .isEqualTo(
              route.path().equals("/v1/events") ? Set.of("Last-Event-ID") : Set.<String>of());
      assertThat(query).as(route.path()).isEqualTo(new TreeSet<>(route.query()));
      for (String name : inPath) {
        assertThat(route.path()).contains("{" + name + "}");
      }
      assertThat(route.path().chars().filter(c -> c == '{').count()).isEqualTo(inPath.size());
    }
  }

  @Test
  void everyReferenceResolvesAndEveryOperationHasItsOwnId() throws Exception {
    JsonNode document = document();

    assertThat(document.get("openapi").asText()).startsWith("3.1");
    for (JsonNode reference : document.findValues("$ref")) {
      assertThat(document.at(reference.asText().substring(1)).isMissingNode())
          .as(reference.asText())
          .isFalse();
    }
    List<String> ids = document.findValuesAsText("operationId");
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void namesEveryCodeThatTheInterfaceOrARuleRefusesWith() throws Exception {
    JsonNode document = document();
    Set<String> named = new TreeSet<>();
    document.findValues("x-codes").forEach(codes -> codes.forEach(it -> named.add(it.asText())));
    Set<String> ofTheInterface = new TreeSet<>();
    for (ProblemCode code : ProblemCode.values()) {
      ofTheInterface.add(code.code());
    }
    // Where these are said there is no operation.
    ofTheInterface.removeAll(Set.of("route-unknown", "method-not-allowed"));
    assertThat(named).containsAll(ofTheInterface);

    Set<String> refused = new TreeSet<>();
    document
        .at("/paths/~1v1~1transactions/post/responses/409/x-codes")
        .forEach(code -> refused.add(code.asText()));
    for (RejectionCode code : RejectionCode.values()) {
      assertThat(refused).contains(code.code());
    }
  }

  /** Generators of clients forget in an {@code allOf} that a property may be null. */
  @Test
  void noCompositionHidesThatAPropertyMayBeNull() throws Exception {
    JsonNode schemas = document().path("components").path("schemas");
    schemas
        .properties()
        .forEach(
            schema -> {
              for (JsonNode part : schema.getValue().path("allOf")) {
                JsonNode whole =
                    part.has("$ref")
                        ? schemas.path(part.path("$ref").asText().replaceFirst(".*/", ""))
                        : part;
                for (JsonNode property : whole.path("properties")) {
                  assertThat(property.path("oneOf").toString())
                      .as(schema.getKey())
                      .doesNotContain("{\"type\":\"null\"}");
                }
              }
            });
    assertThat(schemas.path("SubjectHistory").path("properties").path("next").toString())
        .contains("null");
  }
}
