package io.consentledger.node.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.consentledger.ledger.tx.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Speaks HTTP to one node as any client would, and finds each answer described. */
public final class NodeClient {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final String url;

  public NodeClient(String url) {
    this.url = url;
  }

  /** What a node answered. */
  public record Reply(int status, String mediaType, String text) {
    /** The body as JSON, a missing node where it is none. */
    public JsonNode body() {
      try {
        return MAPPER.readTree(text);
      } catch (JsonProcessingException none) {
        return MissingNode.getInstance();
      }
    }

    public String code() {
      return body().path("code").asText();
    }
  }

  public String url() {
    return url;
  }

  public Reply get(String path) {
    return send(request(path).GET());
  }

  public Reply submit(Transaction transaction) {
    return submit(transaction.encode().toArray(), "");
  }

  public Reply submit(Transaction transaction, String query) {
    return submit(transaction.encode().toArray(), query);
  }

  public Reply submit(byte[] wire, String query) {
    return send(
        request("/v1/transactions" + query)
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(wire)));
  }

  public Reply post(String path, String mediaType, String body) {
    return send(
        request(path).header("Content-Type", mediaType).POST(BodyPublishers.ofString(body)));
  }

  public Reply method(String method, String path) {
    return send(request(path).method(method, BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(70));
  }

  private static Reply send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      Reply reply =
          new Reply(
              response.statusCode(),
              response.headers().firstValue("Content-Type").orElse(""),
              response.body());
      if (!request.method().equals("HEAD")) {
        Described.check(request.method(), request.uri().getPath(), reply);
      }
      return reply;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
