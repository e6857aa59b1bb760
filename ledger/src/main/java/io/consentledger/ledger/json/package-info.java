/** Canonical JSON: the restricted RFC 8785 form of payloads and genesis files. */
@NullMarked
package io.consentledger.ledger.json;

import org.jspecify.annotations.NullMarked;
