package io.consentledger.node.pipeline;

import io.consentledger.node.config.Limits;
import java.time.Duration;

/**
 * How much catching up asks for at a time, and how long it waits.
 *
 * @param headersMax headers of one request: a window
 * @param blocksMax blocks of one request
 * @param windowsMax windows of headers that may pass without a certificate
 * @param request for one answer
 * @param patience without any progress
 * @param pause between two rounds over peers that had nothing
 */
record SyncLimits(
    int headersMax,
    int blocksMax,
    int windowsMax,
    Duration request,
    Duration patience,
    Duration pause) {
  static final SyncLimits DEFAULT =
      new SyncLimits(
          Limits.SYNC_HEADERS_MAX,
          Limits.SYNC_BLOCKS_MAX,
          Limits.SYNC_WINDOWS_MAX,
          Limits.SYNC_REQUEST,
          Limits.SYNC_PATIENCE,
          Limits.SYNC_PAUSE);
}
