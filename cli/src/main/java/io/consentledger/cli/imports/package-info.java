/**
 * Reads documents of foreign formats into instructions, and writes what the ledger says in them.
 */
@NullMarked
package io.consentledger.cli.imports;

import org.jspecify.annotations.NullMarked;
