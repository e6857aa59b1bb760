/** Writes what the ledger says about a customer's consents as documents of foreign formats. */
@NullMarked
package io.consentledger.cli.exports;

import org.jspecify.annotations.NullMarked;
