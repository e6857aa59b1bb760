package io.consentledger.node;

import io.consentledger.crypto.build.BuildInfo;
import io.consentledger.node.config.NodeConfig;
import io.consentledger.node.health.DiskSpace;
import io.consentledger.node.metrics.NodeMetrics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** What an operator's alarms want to know of a node beside its ledger. */
record NodeGauges(
    NodeMetrics metrics, NodeConfig config, NodeMaterial material, InstantSource clock) {

  void plug(Supplier<Number> peersConnected) {
    BuildInfo build = BuildInfo.ofThisProgram();
    metrics.gauge("peers.connected", "Links to peers that stand", peersConnected);
    metrics.gauge(
        "build.info",
        "Always 1; the labels say which build runs",
        List.of("version", build.version(), "commit", build.commit()),
        () -> 1);
    metrics.gauge("disk.free.bytes", "Free space where the node keeps its data", this::freeBytes);
    metrics.gauge(
        "certificate.expiry.seconds",
        "Time until the node's own TLS certificate expires; below 0 where it has",
        this::secondsToExpiry);
  }

  private double freeBytes() {
    try {
      return DiskSpace.usableBytes(config.dataDir());
    } catch (IOException unknown) {
      return Double.NaN;
    }
  }

  private double secondsToExpiry() {
    Instant expires = material.tls().chain().get(0).getNotAfter().toInstant();
    return Duration.between(clock.instant(), expires).toMillis() / 1_000.0;
  }
}
