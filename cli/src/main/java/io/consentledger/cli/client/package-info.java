/** Talking to nodes over HTTP: fail-over, time-outs, honest outcomes. */
@NullMarked
package io.consentledger.cli.client;

import org.jspecify.annotations.NullMarked;
