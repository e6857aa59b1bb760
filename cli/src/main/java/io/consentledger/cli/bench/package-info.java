/** The closed-loop load generator. */
@NullMarked
package io.consentledger.cli.bench;

import org.jspecify.annotations.NullMarked;
