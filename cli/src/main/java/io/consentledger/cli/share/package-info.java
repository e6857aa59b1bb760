/** Private details sealed to an organisation or a customer: docs/spec/sharing.md. */
@NullMarked
package io.consentledger.cli.share;

import org.jspecify.annotations.NullMarked;
