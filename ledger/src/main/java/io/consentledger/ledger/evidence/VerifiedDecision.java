package io.consentledger.ledger.evidence;

import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.query.Decision;

/**
 * What was asked, and what the proven histories answer: derived again by the rules, from nothing
 * that a node said.
 */
public record VerifiedDecision(CheckQuery query, Decision decision) {}
