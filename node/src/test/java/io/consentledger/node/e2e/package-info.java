/** The whole system as its users meet it: real node processes, the real {@code consent} command. */
@NullMarked
package io.consentledger.node.e2e;

import org.jspecify.annotations.NullMarked;
