/**
 * Published formats of consents and signals: what one document says, before it means anything here.
 */
@NullMarked
package io.consentledger.cli.formats;

import org.jspecify.annotations.NullMarked;
