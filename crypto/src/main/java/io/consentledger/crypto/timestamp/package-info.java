/** Time-stamps of RFC 3161: asking for one, and judging one without asking anybody. */
@NullMarked
package io.consentledger.crypto.timestamp;

import org.jspecify.annotations.NullMarked;
