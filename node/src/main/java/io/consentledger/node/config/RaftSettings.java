package io.consentledger.node.config;

import java.time.Duration;

/** Where the ordering engine listens, and how long it waits for a leader before it holds a vote. */
public record RaftSettings(
    HostPort address, Duration electionTimeoutMin, Duration electionTimeoutMax) {}
