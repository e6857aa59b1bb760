/** Reports for people and for programs: tables, CSV, times, plain words. */
@NullMarked
package io.consentledger.cli.report;

import org.jspecify.annotations.NullMarked;
