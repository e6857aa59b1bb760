package io.consentledger.cli.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.base.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the nodes' event streams (server-sent events), and goes on where it was, at the same or the
 * next node, when one breaks off. For one thread.
 */
public final class EventFeed {
  /** Takes what is told; both return whether to go on. */
  public interface Listener {
    /** Something that recipients must hear of. */
    boolean recall(ObjectNode event) throws CliException;

    /** Everything up to this block was told. */
    boolean height(long height) throws CliException;
  }

  private final List<NodeAddress> nodes;
  private final Duration timeout;
  private final @Nullable String party;
  private long from;
  private @Nullable String lastId;

  /**
   * @param timeout how long it keeps trying while no node answers
   * @param from the first block to look at; null: what comes after the first answer's newest block
   * @param party only what concerns this organisation; null: everything
   */
  public EventFeed(
      List<NodeAddress> nodes, Duration timeout, @Nullable Long from, @Nullable String party) {
    this.nodes = List.copyOf(nodes);
    this.timeout = timeout;
    this.from = from == null ? 0 : from;
    this.party = party;
  }

  /**
   * Reads until the listener has enough.
   *
   * @throws CliException exit 1 where a node refuses, exit 3 where no node answers in time
   */
  public void follow(Listener listener) throws CliException {
    Attempts attempts = new Attempts(timeout, null);
    while (true) {
      for (NodeAddress node : nodes) {
        try {
          if (!read(node, listener)) {
            return;
          }
          attempts = new Attempts(timeout, null); // It answered: the patience starts anew.
        } catch (IOException e) {
          attempts.unreachable(node, e);
        }
      }
      attempts.pauseOrFail();
    }
  }

  private boolean read(NodeAddress node, Listener listener) throws IOException, CliException {
    HttpURLConnection connection =
        (HttpURLConnection)
            node.reach().resolve("/v1/events" + query()).toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(Limits.CONNECT_TIMEOUT_MILLIS);
    connection.setReadTimeout(Limits.EVENT_SILENCE_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Accept", "text/event-stream");
    if (lastId != null) {
      connection.setRequestProperty("Last-Event-ID", lastId);
    }
    try {
      int status = connection.getResponseCode();
      if (status == 429 || status >= 500) {
        throw new IOException("answered " + status);
      }
      if (status != 200) {
        throw NodeConnection.answer(node, connection, status).refusal();
      }
      try (InputStream in = connection.getInputStream()) {
        return events(
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), listener);
      }
    } finally {
      connection.disconnect();
    }
  }

  /** Returns false where the listener has enough, true where the stream is over. */
  private boolean events(BufferedReader in, Listener listener) throws IOException, CliException {
    String name = "";
    String data = "";
    @Nullable String id = null;
    String line;
    while ((line = in.readLine()) != null) {
      if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        data = line.substring("data: ".length());
      } else if (line.startsWith("id: ")) {
        id = line.substring("id: ".length());
      } else if (line.isEmpty() && !data.isEmpty()) {
        boolean more = tell(name, data, listener);
        lastId = id == null ? lastId : id;
        if (!more) {
          return false;
        }
        name = "";
        data = "";
        id = null;
      }
    }
    return true;
  }

  private boolean tell(String name, String data, Listener listener)
      throws IOException, CliException {
    ObjectNode json = Json.parseObject(data.getBytes(StandardCharsets.UTF_8));
    return switch (name) {
      case "recall" -> listener.recall(json);
      case "height" -> height(json.path("height").asLong(), listener);
      default -> true;
    };
  }

  /** The next node goes on behind it: what comes while no stream is open must not be missed. */
  private boolean height(long height, Listener listener) throws CliException {
    from = Math.max(from, height + 1);
    return listener.height(height);
  }

  private String query() {
    List<String> parameters = new ArrayList<>();
    if (from > 0) {
      parameters.add("from=" + from);
    }
    if (party != null) {
      parameters.add("party=" + party);
    }
    return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
  }
}
