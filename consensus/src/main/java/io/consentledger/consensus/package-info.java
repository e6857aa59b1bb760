/**
 * Ordering: opaque batches go in on the leader and come out committed, in one order, on every node.
 * Nothing here knows what a batch means. {@link io.consentledger.consensus.Orderer} is the port
 * that callers use, {@link io.consentledger.consensus.OrderedLedger} the port that they implement;
 * {@link io.consentledger.consensus.RatisOrderer} stands behind them, and no Ratis type leaves the
 * package.
 */
@NullMarked
package io.consentledger.consensus;

import org.jspecify.annotations.NullMarked;
