package io.consentledger.consensus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** The engine's settings; docs/reference/ordering-settings.md gives the reason for each. */
final class EngineSettings {
  private EngineSettings() {}

  static RaftProperties of(OrdererConfig config, Path storage, EngineTuning tuning) {
    RaftProperties properties = new RaftProperties();
    RaftConfigKeys.Rpc.setType(properties, new EngineRpc());
    RaftServerConfigKeys.setStorageDir(properties, List.of(storage.toFile()));
    RaftServerConfigKeys.setRemovedGroupsDir(
        properties, storage.resolveSibling("removed").toFile());
    transport(properties, HostPort.parse(config.bindAddress()));
    timing(properties, config);
    log(properties, tuning);
    checkpoints(properties, config, tuning);
    backPressure(properties, config);
    threads(properties);
    return properties;
  }

  private static void transport(RaftProperties properties, HostPort bind) {
    GrpcConfigKeys.Server.setHost(properties, bind.host());
    GrpcConfigKeys.Server.setPort(properties, bind.port());
    GrpcConfigKeys.setMessageSizeMax(properties, size(Limits.MESSAGE_BYTES_MAX));
    GrpcConfigKeys.Server.setLeaderOutstandingAppendsMax(properties, Limits.APPENDS_OUTSTANDING);
    // On a channel of their own heartbeats overtake entries, and news of a commit comes too early.
    GrpcConfigKeys.Server.setHeartbeatChannel(properties, false);
  }

  private static void timing(RaftProperties properties, OrdererConfig config) {
    RaftServerConfigKeys.Rpc.setTimeoutMin(properties, time(config.electionTimeoutMin()));
    RaftServerConfigKeys.Rpc.setTimeoutMax(properties, time(config.electionTimeoutMax()));
    RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
    RaftServerConfigKeys.Read.setLeaderLeaseEnabled(properties, false);
    RaftServerConfigKeys.Read.setTimeout(properties, time(Limits.READ_TIMEOUT));
    // Proposals are never sent again under the same call id, so replies needn't be remembered.
    RaftServerConfigKeys.RetryCache.setExpiryTime(properties, time(Limits.REPLY_KEPT));
    // Raft is safe however long a process stood still; the default closes the server after 60 s.
    RaftServerConfigKeys.setCloseThreshold(properties, time(Limits.PAUSE_MAX));
  }

  private static void log(RaftProperties properties, EngineTuning tuning) {
    RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, false);
    RaftServerConfigKeys.Log.setAppendEntriesComposeEnabled(properties, false);
    RaftServerConfigKeys.Log.setAsyncFlushEnabled(properties, false);
    RaftServerConfigKeys.Log.setUnsafeFlushEnabled(properties, false);
    RaftServerConfigKeys.Log.setCorruptionPolicy(
        properties, RaftServerConfigKeys.Log.CorruptionPolicy.EXCEPTION);
    RaftServerConfigKeys.Log.setSegmentSizeMax(properties, size(tuning.segmentBytes()));
    RaftServerConfigKeys.Log.setPreallocatedSize(
        properties, size(Math.min(tuning.segmentBytes(), Limits.LOG_PREALLOCATED_BYTES)));
    RaftServerConfigKeys.Log.setWriteBufferSize(properties, size(Limits.LOG_WRITE_BUFFER_BYTES));
    RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, Limits.LOG_SEGMENTS_CACHED);
    RaftServerConfigKeys.Log.setSegmentCacheSizeMax(properties, size(Limits.LOG_CACHE_BYTES));
    RaftServerConfigKeys.Log.Appender.setBufferByteLimit(
        properties, size(Limits.LOG_ENTRY_BYTES_MAX));
  }

  private static void checkpoints(
      RaftProperties properties, OrdererConfig config, EngineTuning tuning) {
    RaftServerConfigKeys.Log.Appender.setInstallSnapshotEnabled(properties, true);
    RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
    RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, config.checkpointEntries());
    RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, Limits.CHECKPOINTS_KEPT);
    RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, tuning.purgePastSlowPeers());
    RaftServerConfigKeys.Log.setPurgePreservationLogNum(properties, config.preservedEntries());
    RaftServerConfigKeys.Log.setPurgeGap(
        properties, Math.min(config.checkpointEntries(), Limits.CHECKPOINT_ENTRIES));
  }

  private static void backPressure(RaftProperties properties, OrdererConfig config) {
    RaftServerConfigKeys.Write.setElementLimit(properties, config.batchesInFlightMax());
    RaftServerConfigKeys.Write.setByteLimit(properties, size(Limits.ENGINE_BYTES_IN_FLIGHT_MAX));
    RaftServerConfigKeys.Log.setQueueElementLimit(properties, Limits.LOG_QUEUE_ENTRIES);
    RaftServerConfigKeys.Log.setQueueByteLimit(properties, size(Limits.ENGINE_BYTES_IN_FLIGHT_MAX));
  }

  private static void threads(RaftProperties properties) {
    RaftServerConfigKeys.ThreadPool.setProxySize(properties, Limits.ENGINE_THREADS_MAX);
    RaftServerConfigKeys.ThreadPool.setServerSize(properties, Limits.ENGINE_THREADS_MAX);
    RaftServerConfigKeys.ThreadPool.setClientSize(properties, Limits.ENGINE_THREADS_MAX);
    GrpcConfigKeys.Server.setAsyncRequestThreadPoolSize(properties, Limits.ENGINE_THREADS_MAX);
  }

  private static SizeInBytes size(int bytes) {
    return SizeInBytes.valueOf(bytes);
  }

  private static TimeDuration time(Duration duration) {
    return TimeDuration.valueOf(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
