/**
 * Reports: records in, a report out, and one renderer for each form. What counts is computed by
 * pure classes; only {@link io.consentledger.cli.reports.MaterialReader} asks nodes.
 */
@NullMarked
package io.consentledger.cli.reports;

import org.jspecify.annotations.NullMarked;
