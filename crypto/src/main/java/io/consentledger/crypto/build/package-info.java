/** Which build of the program this is. */
@NullMarked
package io.consentledger.crypto.build;

import org.jspecify.annotations.NullMarked;
