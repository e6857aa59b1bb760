/**
 * Evidence that needs no node: bundles of records with all that proves them, the builder that makes
 * one from a ledger, and the verifier that believes nothing but the genesis file.
 */
@NullMarked
package io.consentledger.ledger.evidence;

import org.jspecify.annotations.NullMarked;
