package io.consentledger.node.metrics;

import com.sun.management.OperatingSystemMXBean;
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
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The node's counters and gauges; any thread. Labels are closed sets of codes, never a subject, a
 * key or a transaction id.
 */
public final class NodeMetrics implements AutoCloseable {
  private static final String PREFIX = "consentledger.";

  private final PrometheusMeterRegistry registry = emptyRegistry();

  /** Held here, for the registry holds them weakly, and a count that nobody holds stays at 0. */
  private final List<LongSupplier> counted = new CopyOnWriteArrayList<>();

  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Counter committed =
      counter("transactions.committed", "Transactions recorded in blocks applied since the start");
  private final Counter duplicates =
      counter("transactions.duplicate", "Transactions ordered again after they were recorded");
  private final Counter ignoredBatches =
      counter("batches.ignored", "Committed batches that were malformed or signed by no validator");
  private final Counter proposedBatches =
      counter("batches.proposed", "Batches proposed by this node as leader");
  private final Counter failedProposals =
      counter("batches.failed", "Proposals of this node that were not ordered, and are made again");
  private final Counter leaderChanges =
      counter("leader.changes", "Times that this node learnt of another leader");
  private final Counter divergence =
      counter(
          "divergence", "Members that signed a vote for another header than this node executed");
  private final Counter votesCast = counter("votes.cast", "Votes of this node");
  private final Counter badAnnouncements =
      counter(
          "announcements.bad",
          "Announcements of peers that could not be read, or held a head that nobody signed");
  private final Counter withheld =
      counter("transactions.withheld", "Transactions that a leader seemed to leave out");
  private final Counter readBarriers =
      counter("read.barriers", "Questions to the leader for a linearizable read point");
  private final DistributionSummary batchTransactions =
      DistributionSummary.builder(PREFIX + "batch.transactions")
          .description("Transactions of a proposed batch")
          .register(registry);
  private final DistributionSummary batchBytes =
      DistributionSummary.builder(PREFIX + "batch.bytes")
          .description("Size of a proposed batch")
          .baseUnit("bytes")
          .register(registry);
  private final Timer apply =
      Timer.builder(PREFIX + "apply")
          .description("From a committed batch to its block")
          .publishPercentiles(0.5, 0.99)
          .register(registry);

  public NodeMetrics() {
    FunctionCounter.builder("process.cpu.seconds", this, NodeMetrics::processorSeconds)
        .description("CPU time of this process")
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Without two families whose names break the conventions: a unit of ns, and a _count. */
  private static PrometheusMeterRegistry emptyRegistry() {
    PrometheusMeterRegistry made = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    made.config()
        .meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"))
        .meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
    return made;
  }

  private double processorSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  private Counter counter(String name, String help) {
    return Counter.builder(PREFIX + name).description(help).register(registry);
  }

  private Counter coded(String name, String help, String label, String value) {
    return Counter.builder(PREFIX + name).description(help).tag(label, value).register(registry);
  }

  /**
   * A value read at each scrape.
   *
   * @param name with dots, without this program's prefix; a unit stands at its end
   * @param help a line for operators
   * @param source quick, and safe for any thread
   */
  public void gauge(String name, String help, Supplier<Number> source) {
    Gauge.builder(PREFIX + name, source).description(help).register(registry);
  }

  /** One of several values under one name, told apart by labels: names and values in turn. */
  public void gauge(String name, String help, List<String> labels, Supplier<Number> source) {
    Gauge.builder(PREFIX + name, source)
        .description(help)
        .tags(labels.toArray(String[]::new))
        .register(registry);
  }

  /** A count kept elsewhere, read at each scrape. */
  public void counter(String name, String help, LongSupplier source) {
    counted.add(source);
    FunctionCounter.builder(PREFIX + name, source, LongSupplier::getAsLong)
        .description(help)
        .register(registry);
  }

  public void admitted(String source) {
    coded("transactions.admitted", "Transactions taken into the mempool", "source", source)
        .increment();
  }

  /** Refused before ordering. */
  public void refused(String code) {
    coded(
            "transactions.refused",
            "Submissions of clients that were refused before ordering",
            "code",
            code)
        .increment();
  }

  /** Ordered, then rejected by a rule on every node. */
  public void rejected(String code) {
    coded(
            "transactions.rejected",
            "Transactions that were ordered, then rejected by a rule",
            "code",
            code)
        .increment();
  }

  public void committed() {
    committed.increment();
  }

  public void duplicate() {
    duplicates.increment();
  }

  public void finding(String code) {
    coded("findings", "Findings about recorded facts", "code", code).increment();
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
    coded("votes.refused", "Blocks that this node did not vote for", "code", code).increment();
  }

  /** A peer's vote or certificate didn't hold. */
  public void voteInvalid(String code) {
    coded("votes.invalid", "Votes and certificates of peers that did not hold", "code", code)
        .increment();
  }

  public void evidence(String kind) {
    coded("evidence.found", "Pieces of evidence found", "kind", kind).increment();
  }

  /** A peer announced what is no announcement of this version. */
  public void badAnnouncement() {
    badAnnouncements.increment();
  }

  /** A peer's message to the ordering engine, or its reply, was refused. */
  public void peerMessageRefused(String reason) {
    coded(
            "peer.messages.refused",
            "Messages and replies of peers that the ordering engine's gate refused",
            "reason",
            reason)
        .increment();
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
    coded("http.requests", "Answers of the HTTP interface", "status", Integer.toString(status))
        .increment();
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
