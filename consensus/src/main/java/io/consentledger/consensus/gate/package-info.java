/**
 * Stands between the network and the engine. The engine believes any member; here each message and
 * each reply is checked field by field before the engine sees it: who says it, and whether an
 * honest member's engine could say it. {@link io.consentledger.consensus.gate.PeerGate} is the way
 * in; behind it is one class for each type of message, put together by {@link
 * io.consentledger.consensus.gate.GateRules}. {@link io.consentledger.consensus.gate.CheckedRpc}
 * and {@link io.consentledger.consensus.gate.CheckedAppender} do the same for what peers reply.
 * What is refused is counted and shown by {@link io.consentledger.consensus.gate.PeerRefusals}.
 */
@NullMarked
package io.consentledger.consensus.gate;

import org.jspecify.annotations.NullMarked;
