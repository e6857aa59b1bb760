package io.consentledger.node.health;

/**
 * One reason why a node isn't ready.
 *
 * @param detail what is the matter in this case, for operators; never personal data
 * @param sinceMs since when, as far as this node noticed, UTC milliseconds
 */
public record NotReady(Condition condition, String detail, long sinceMs) {}
