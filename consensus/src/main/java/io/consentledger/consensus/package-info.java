@NullMarked
package io.consentledger.consensus;

import org.jspecify.annotations.NullMarked;
