/**
 * Certification: each validator votes once for the header it executed at a height, a quorum of
 * votes is a certificate, and what shows that somebody lies is kept. Knows headers by height and
 * hash, and nothing of what they are about. Start reading at {@link
 * io.consentledger.consensus.certify.Certification}; {@link
 * io.consentledger.consensus.certify.Certifier} gives it a thread.
 */
@NullMarked
package io.consentledger.consensus.certify;

import org.jspecify.annotations.NullMarked;
