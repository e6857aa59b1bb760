@NullMarked
package io.consentledger.node;

import org.jspecify.annotations.NullMarked;
