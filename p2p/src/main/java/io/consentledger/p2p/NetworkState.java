package io.consentledger.p2p;

import io.consentledger.crypto.Bytes;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What outlives the run of a network: it can be told and read before the start and after the end.
 */
record NetworkState(
    PeerTable peers, NetworkCounters counters, AtomicReference<@Nullable Bytes> newestHead) {}
