/** Who certifies, and what they certify with: validator sets, votes, certificates. */
@NullMarked
package io.consentledger.crypto.quorum;

import org.jspecify.annotations.NullMarked;
