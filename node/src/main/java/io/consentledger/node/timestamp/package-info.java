/** Lets an authority time-stamp certified headers (RFC 3161). */
@NullMarked
package io.consentledger.node.timestamp;

import org.jspecify.annotations.NullMarked;
