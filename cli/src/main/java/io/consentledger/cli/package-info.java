@NullMarked
package io.consentledger.cli;

import org.jspecify.annotations.NullMarked;
