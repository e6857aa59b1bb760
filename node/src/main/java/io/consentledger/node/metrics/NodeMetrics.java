package io.consentledger.node.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The node's counters and gauges; any thread. Labels are closed sets of codes, never a subject, a
 * key or a transaction id.
 */
public final class NodeMetrics implements AutoCloseable {
  private static final String PREFIX = "consentledger.";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Counter committed = counter("transactions.committed");
  private final Counter duplicates = counter("transactions.duplicate");
  private final Counter ignoredBatches = counter("batches.ignored");
  private final Counter proposedBatches = counter("batches.proposed");
  private final Counter failedProposals = counter("batches.failed");
  private final Counter leaderChanges = counter("leader.changes");
  private final Counter divergence = counter("divergence");
  private final Counter votesCast = counter("votes.cast");
  private final Counter badAnnouncements = counter("announcements.bad");
  private final Counter withheld = counter("transactions.withheld");
  private final Counter readBarriers = counter("read.barriers");
  private final DistributionSummary batchTransactions =
      DistributionSummary.builder(PREFIX + "batch.transactions").register(registry);
  private final DistributionSummary batchBytes =
      DistributionSummary.builder(PREFIX + "batch.bytes").baseUnit("bytes").register(registry);
  private final Timer apply =
      Timer.builder(PREFIX + "apply").publishPercentiles(0.5, 0.99).register(registry);

  public NodeMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  private Counter counter(String name) {
    return Counter.builder(PREFIX + name).register(registry);
  }

  private Counter coded(String name, String label, String value) {
    return Counter.builder(PREFIX + name).tag(label, value).register(registry);
  }

  /** A value read at each scrape; {@code source} must be quick and safe for any thread. */
  public void gauge(String name, Supplier<Number> source) {
    Gauge.builder(PREFIX + name, source).register(registry);
  }

  /** One of several values under one name, told apart by a label's value. */
  public void gauge(String name, String label, String value, Supplier<Number> source) {
    Gauge.builder(PREFIX + name, source).tag(label, value).register(registry);
  }

  /** A count kept elsewhere, read at each scrape. */
  public void counter(String name, LongSupplier source) {
    FunctionCounter.builder(PREFIX + name, source, LongSupplier::getAsLong).register(registry);
  }

  public void admitted(String source) {
    coded("transactions.admitted", "source", source).increment();
  }

  /** Refused before ordering. */
  public void refused(String code) {
    coded("transactions.refused", "code", code).increment();
  }

  /** Ordered, then rejected by a rule on every node. */
  public void rejected(String code) {
    coded("transactions.rejected", "code", code).increment();
  }

  public void committed() {
    committed.increment();
  }

  public void duplicate() {
    duplicates.increment();
  }

  public void finding(String code) {
    coded("findings", "code", code).increment();
  }

  public void proposed(int transactions, int bytes) {
    proposedBatches.increment();
    batchTransactions.record(transactions);
    batchBytes.record(bytes);
  }

  public void proposalFailed() {
    failedProposals.increment();
  }

  public void batchIgnored() {
    ignoredBatches.increment();
  }

  public void leaderChanged() {
    leaderChanges.increment();
  }

  public void diverged() {
    divergence.increment();
  }

  public void votesCast(int votes) {
    votesCast.increment(votes);
  }

  /** Not cast, for a reason of the clock or because certification has stopped. */
  public void voteRefused(String code) {
    coded("votes.refused", "code", code).increment();
  }

  /** A peer's vote or certificate didn't hold. */
  public void voteInvalid(String code) {
    coded("votes.invalid", "code", code).increment();
  }

  public void evidence(String kind) {
    coded("evidence.found", "kind", kind).increment();
  }

  /** A peer announced what is no announcement of this version. */
  public void badAnnouncement() {
    badAnnouncements.increment();
  }

  /** A peer's message to the ordering engine, or its reply, was refused. */
  public void peerMessageRefused(String reason) {
    coded("peer.messages.refused", "reason", reason).increment();
  }

  public void withheld() {
    withheld.increment();
  }

  public void readBarrier() {
    readBarriers.increment();
  }

  public void applied(Duration took) {
    apply.record(took);
  }

  /** Counts what a request was answered with. */
  public void answered(int status) {
    coded("http.requests", "status", Integer.toString(status)).increment();
  }

  /** The Prometheus text format, version 0.0.4. */
  public String scrape() {
    return registry.scrape();
  }

  MeterRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
