package io.consentledger.node.config;

/** Another member's node: its id in the genesis file and its two addresses. */
public record PeerSettings(String nodeId, HostPort raft, HostPort p2p) {}
