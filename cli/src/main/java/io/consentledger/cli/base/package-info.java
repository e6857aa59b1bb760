/** What every part of the client shares: failures with exit codes, limits, JSON. */
@NullMarked
package io.consentledger.cli.base;

import org.jspecify.annotations.NullMarked;
