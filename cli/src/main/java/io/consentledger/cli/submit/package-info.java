/** Submitting a file of instructions: journal, lanes, progress, resumption. */
@NullMarked
package io.consentledger.cli.submit;

import org.jspecify.annotations.NullMarked;
