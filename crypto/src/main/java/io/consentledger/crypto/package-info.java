@NullMarked
package io.consentledger.crypto;

import org.jspecify.annotations.NullMarked;
