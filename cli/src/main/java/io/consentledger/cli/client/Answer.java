package io.consentledger.cli.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.crypto.Bytes;
import java.io.IOException;

/** What a node said: the HTTP status, the body as sent, how long to wait before asking again. */
public record Answer(NodeAddress node, int status, Bytes body, long retryAfterMillis) {
  /** True for 2xx. */
  public boolean ok() {
    return status >= 200 && status < 300;
  }

  /**
   * The body as JSON.
   *
   * @throws CliException {@code answer-malformed}, exit 3: whoever answered is no node
   */
  public ObjectNode json() throws CliException {
    try {
      return Json.parseObject(body.toArray());
    } catch (IOException e) {
      throw CliException.unknown(
          "answer-malformed",
          node.name() + " at " + node.url() + " answered " + status + ", " + e.getMessage(),
          "Check that the URL is that of a Consent Ledger node.");
    }
  }

  /** The problem that this answer describes, as the failure of a command: exit 1. */
  public CliException refusal() throws CliException {
    Problem problem = problem();
    return CliException.refused(problem.code(), problem.detail(), problem.action());
  }

  /** The problem details (RFC 9457) of an answer that isn't 2xx. */
  public Problem problem() throws CliException {
    return Problem.of(status, json());
  }
}
