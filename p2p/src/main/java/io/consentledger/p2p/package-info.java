@NullMarked
package io.consentledger.p2p;

import org.jspecify.annotations.NullMarked;
