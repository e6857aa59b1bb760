package io.consentledger.consensus;

import org.jspecify.annotations.Nullable;

/**
 * Who leads.
 *
 * @param leading whether this node leads and has applied everything from before its term, so that
 *     it may propose
 * @param term the term that this was seen in
 * @param leaderId the leader as far as this node knows, or null
 */
public record Leadership(boolean leading, long term, @Nullable String leaderId) {}
