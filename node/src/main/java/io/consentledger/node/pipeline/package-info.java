/** The life of a transaction on this node, from the first byte received to the receipt. */
@NullMarked
package io.consentledger.node.pipeline;

import org.jspecify.annotations.NullMarked;
