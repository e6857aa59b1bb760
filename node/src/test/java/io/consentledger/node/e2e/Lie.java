package io.consentledger.node.e2e;

import io.consentledger.node.LyingClient;
import org.apache.ratis.thirdparty.io.grpc.Status;

/**
 * One thing that no honest member says.
 *
 * @param reason that it is refused for
 */
record Lie(String name, String reason, Teller teller) {
  /** By the gate, or by the transport before it; the engine would answer otherwise. */
  static boolean isRefusal(Status answer) {
    return switch (answer.getCode()) {
      case PERMISSION_DENIED, RESOURCE_EXHAUSTED -> true;
      default -> false;
    };
  }

  /** Says it to one node. */
  interface Teller {
    /**
     * Says it once.
     *
     * @param term that the node is in
     * @param round a number that isn't used twice
     */
    Status tell(LyingClient liar, String target, long term, int round);
  }
}
