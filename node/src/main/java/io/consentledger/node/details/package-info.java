/** The private details behind commitments, their keys, and their destruction. */
@NullMarked
package io.consentledger.node.details;

import org.jspecify.annotations.NullMarked;
