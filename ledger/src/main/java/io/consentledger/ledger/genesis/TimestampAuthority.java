package io.consentledger.ledger.genesis;

import io.consentledger.crypto.Bytes;

/**
 * An authority whose time-stamps (RFC 3161) the network's members agreed to believe.
 *
 * @param name unique among the network's authorities
 * @param certificate the DER form of its root certificate
 */
public record TimestampAuthority(String name, Bytes certificate) {}
