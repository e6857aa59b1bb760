/** What keeps this node from being ready, in one place, and who watches it. */
@NullMarked
package io.consentledger.node.health;

import org.jspecify.annotations.NullMarked;
