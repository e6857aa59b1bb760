package io.consentledger.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run measured. Nothing but requests answered with 200 within the measured time counts.
 *
 * @param waitedFor what each submission waited for; empty for reads
 * @param latency of them
 * @param cpuSeconds of all local nodes, in the measured time
 * @param bytesPerRecord growth of one node's data per committed record, warm-up included; 0 for
 *     reads
 * @param signedLate transactions that the clients had to sign meanwhile
 */
public record BenchResult(
    String operation,
    String waitedFor,
    int clients,
    double seconds,
    Latency latency,
    Map<String, Long> errors,
    int localNodes,
    double cpuSeconds,
    double bytesPerRecord,
    int recordBytes,
    long signedLate) {
  public BenchResult {
    errors = new TreeMap<>(errors);
  }

  long errorCount() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }

  double perSecond() {
    return latency.count() / seconds;
  }

  double cpuSecondsPer1000() {
    return latency.count() == 0 ? 0 : cpuSeconds * 1_000 / latency.count();
  }

  /** Stable field names; see docs/reference/cli.md. */
  public ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("operation", operation)
            .put("wait", waitedFor)
            .put("clients", clients)
            .put("seconds", rounded(seconds, 3))
            .put("operations", latency.count())
            .put(
                operation.equals("submit") ? "committedPerSecond" : "perSecond",
                rounded(perSecond(), 1))
            .put("p50Ms", rounded(latency.p50Ms(), 3))
            .put("p95Ms", rounded(latency.p95Ms(), 3))
            .put("p99Ms", rounded(latency.p99Ms(), 3))
            .put("maxMs", rounded(latency.maxMs(), 3))
            .put("errors", errorCount())
            .put("localNodes", localNodes)
            .put("cpuSecondsPer1000", rounded(cpuSecondsPer1000(), 4))
            .put("bytesPerRecord", Math.round(bytesPerRecord))
            .put("recordBytes", recordBytes)
            .put("signedDuringLoad", signedLate);
    ObjectNode kinds = json.putObject("errorKinds");
    errors.forEach(kinds::put);
    return json;
  }

  static double rounded(double value, int digits) {
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }
}
