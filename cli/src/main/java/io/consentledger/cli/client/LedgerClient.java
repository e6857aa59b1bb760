package io.consentledger.cli.client;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the nodes of a network. Where one is down, slow or not ready, the next is asked, round after
 * round, until the time-out: that is safe for a submission too, because the same signed bytes are
 * the same transaction, which the ledger takes at most once. Any number of threads.
 */
public final class LedgerClient {
  private static final int HTTP_ACCEPTED = 202;
  private static final int HTTP_REQUEST_TIMEOUT = 408;
  private static final int HTTP_TOO_MANY = 429;
  private static final int HTTP_NOT_IMPLEMENTED = 501;

  /** What a submission waits for. */
  public enum Wait {
    COMMITTED("committed"),
    CERTIFIED("certified");

    private final String parameter;

    Wait(String parameter) {
      this.parameter = parameter;
    }

    /** As the HTTP API writes it. */
    public String parameter() {
      return parameter;
    }
  }

  private final List<NodeAddress> nodes;
  private final Duration timeout;
  private final Wait wait;
  private final AtomicInteger preferred;

  /**
   * @param nodes in the order in which they are tried, at least one
   * @param timeout how long one call keeps trying
   * @param wait what a submission waits for
   */
  public LedgerClient(List<NodeAddress> nodes, Duration timeout, Wait wait) {
    this(nodes, timeout, wait, 0);
  }

  private LedgerClient(List<NodeAddress> nodes, Duration timeout, Wait wait, int first) {
    this.wait = wait;
    this.nodes = List.copyOf(nodes);
    this.timeout = timeout;
    this.preferred = new AtomicInteger(first);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("no node to ask");
    }
  }

  /** What a submission waits for. */
  public Wait waitsFor() {
    return wait;
  }

  public List<NodeAddress> nodes() {
    return nodes;
  }

  /** The same client with its own preference, starting at another node: spreads lanes. */
  public LedgerClient startingAt(int offset) {
    return new LedgerClient(nodes, timeout, wait, Math.floorMod(offset, nodes.size()));
  }

  /**
   * Reads from whichever node answers first in order.
   *
   * @return any answer below 500 except "too many requests"
   * @throws CliException exit 3 where no node answered in time
   */
  public Answer get(String pathAndQuery) throws CliException {
    return ask(pathAndQuery, null, null);
  }

  /** Reads from one node, once; empty where it doesn't answer. */
  public static Optional<Answer> getOnce(NodeAddress node, String path, Duration timeout) {
    try {
      return Optional.of(NodeConnection.exchange(node, path, null, (int) timeout.toMillis()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Posts JSON to one node, once.
   *
   * @throws IOException where no whole answer came; the request may have had its effect
   */
  public static Answer postJson(NodeAddress node, String path, Bytes json, Duration timeout)
      throws IOException {
    return NodeConnection.exchange(node, path, "application/json", json, (int) timeout.toMillis());
  }

  /**
   * Submits a signed transaction and waits until it is committed, or certified. One that is
   * committed and doesn't get its certificate in time is a success too: its receipt says so.
   *
   * @param txId names the transaction in the message of a failure
   * @return 200 with the receipt, or the refusal (4xx); then the transaction was never applied
   * @throws CliException exit 3: {@code outcome-unknown}, or no node could be reached at all
   */
  public Answer submit(Bytes wire, String txId) throws CliException {
    return ask("/v1/transactions?wait=" + wait.parameter, wire, txId);
  }

  private Answer ask(String path, @Nullable Bytes body, @Nullable String txId) throws CliException {
    Attempts attempts = new Attempts(timeout, txId);
    while (true) {
      for (int i = 0; i < nodes.size(); i++) {
        int at = Math.floorMod(preferred.get(), nodes.size());
        NodeAddress node = nodes.get(at);
        Optional<Answer> answer = attempt(node, path, body, attempts);
        if (answer.isPresent()) {
          return answer.get();
        }
        preferred.compareAndSet(at, (at + 1) % nodes.size());
        if (attempts.expired()) {
          break;
        }
      }
      attempts.pauseOrFail();
    }
  }

  private static Optional<Answer> attempt(
      NodeAddress node, String path, @Nullable Bytes body, Attempts attempts) {
    int waitMillis = attempts.requestTimeoutMillis();
    String target = body == null ? path : path + "&timeoutMs=" + waitMillis;
    int readMillis = body == null ? waitMillis : waitMillis + Limits.REQUEST_SLACK_MILLIS;
    try {
      Answer answer = NodeConnection.exchange(node, target, body, readMillis);
      if (answer.status() == HTTP_ACCEPTED && body != null) {
        attempts.mayHaveArrived(node, "it took the transaction, which isn't committed yet");
        return Optional.empty();
      }
      if (isTemporary(answer.status())) {
        attempts.refusedForNow(answer);
        return Optional.empty();
      }
      return Optional.of(answer);
    } catch (ConnectException | NoRouteToHostException | UnknownHostException e) {
      attempts.unreachable(node, e);
    } catch (IOException e) {
      attempts.mayHaveArrived(node, String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private static boolean isTemporary(int status) {
    return status == HTTP_REQUEST_TIMEOUT
        || status == HTTP_TOO_MANY
        || (status >= 500 && status != HTTP_NOT_IMPLEMENTED);
  }
}
