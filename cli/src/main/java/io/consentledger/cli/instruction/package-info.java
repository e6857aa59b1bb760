/**
 * Instructions: what a person or a file asks for, checked strictly and turned into signed
 * transactions.
 */
@NullMarked
package io.consentledger.cli.instruction;

import org.jspecify.annotations.NullMarked;
