/**
 * What transactions say: payloads as self-checking records, the closed lists of codes that they use
 * and the vocabulary of purposes, legal bases and data categories. No I/O, no clock, no thread.
 */
@org.jspecify.annotations.NullMarked
package io.consentledger.ledger.model;
