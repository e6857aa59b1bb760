/** Converters from published formats into instruction files. */
@NullMarked
package io.consentledger.cli.convert;

import org.jspecify.annotations.NullMarked;
