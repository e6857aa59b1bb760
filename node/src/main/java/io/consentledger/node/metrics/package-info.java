/** What the node counts and measures, under the names of docs/reference/metrics.md. */
@NullMarked
package io.consentledger.node.metrics;

import org.jspecify.annotations.NullMarked;
