/** Whole networks of nodes inside one process, for tests. */
@NullMarked
package io.consentledger.node.network;

import org.jspecify.annotations.NullMarked;
