/**
 * Questions to the state: may this be done with a customer's data, now or at a time in the past?
 */
@org.jspecify.annotations.NullMarked
package io.consentledger.ledger.query;
