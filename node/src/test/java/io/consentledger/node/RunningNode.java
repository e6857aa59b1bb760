package io.consentledger.node;

import io.consentledger.ledger.LedgerException;
import io.consentledger.node.config.ConfigException;
import io.consentledger.node.config.ConfigReader;
import io.consentledger.node.config.NodeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** A node in this process, started from its configuration file as the command would. */
public final class RunningNode implements AutoCloseable {
  private final Node node;

  private RunningNode(Node node) {
    this.node = node;
  }

  public static RunningNode start(Path file) {
    try {
      NodeConfig config = ConfigReader.read(file);
      Node node = new Node(config, NodeMaterial.load(config), InstantSource.system());
      try {
        node.start();
        return new RunningNode(node);
      } catch (IOException | LedgerException | RuntimeException refused) {
        node.close();
        throw new AssertionError("the node can't start", refused);
      }
    } catch (ConfigException refused) {
      throw new AssertionError(refused);
    }
  }

  /** Why the node has to be stopped; not done while it hasn't. */
  public CompletableFuture<String> failure() {
    return node.failure();
  }

  @Override
  public void close() {
    node.close();
  }
}
