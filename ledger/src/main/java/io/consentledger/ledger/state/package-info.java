/**
 * The deterministic state machine: what stands after each transaction, which wills are refused and
 * what is found about facts. Pure functions of state, block and transaction: no I/O, clock, locale,
 * randomness or thread.
 */
@org.jspecify.annotations.NullMarked
package io.consentledger.ledger.state;
