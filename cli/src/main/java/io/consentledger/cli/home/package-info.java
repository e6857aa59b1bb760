/**
 * The files of a network on disk: network description, party keys, wallets, and how they are made.
 */
@NullMarked
package io.consentledger.cli.home;

import org.jspecify.annotations.NullMarked;
