/** The node: its command, its assembly from the other modules, and its lifecycle. */
@NullMarked
package io.consentledger.node;

import org.jspecify.annotations.NullMarked;
