/**
 * Links between members of one network: mutual TLS 1.3, bounded frames, gossip of opaque items with
 * reconciliation, newest heads, and blocks on request. Nothing here knows what an item, a head or a
 * block holds. Wire format: docs/spec/peer-protocol.md.
 */
@NullMarked
package io.consentledger.p2p;

import org.jspecify.annotations.NullMarked;
