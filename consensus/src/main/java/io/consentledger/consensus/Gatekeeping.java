package io.consentledger.consensus;

import io.consentledger.consensus.gate.ContentCheck;
import io.consentledger.consensus.gate.PeerRefusals;

/**
 * What the owner of an orderer gives to the gate before it.
 *
 * @param content judges what the engine carries
 * @param refusals told of every message that was refused
 */
public record Gatekeeping(ContentCheck content, PeerRefusals refusals) {}
