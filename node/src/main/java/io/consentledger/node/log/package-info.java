/** What the log may hold: one line an event, and no flood of them. */
@NullMarked
package io.consentledger.node.log;

import org.jspecify.annotations.NullMarked;
