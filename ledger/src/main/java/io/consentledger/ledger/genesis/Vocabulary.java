package io.consentledger.ledger.genesis;

import io.consentledger.crypto.Digest;

/**
 * The term list that every payload's purposes, legal bases and data categories come from.
 *
 * @param sha256 of the exact bytes of the list that the software ships
 */
public record Vocabulary(String name, String version, Digest sha256) {}
