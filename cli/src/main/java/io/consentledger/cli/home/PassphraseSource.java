package io.consentledger.cli.home;

import io.consentledger.cli.base.CliException;

/** Where the passphrase of a wallet comes from, when one is needed. */
@FunctionalInterface
public interface PassphraseSource {
  /**
   * The passphrase of a wallet that is there; the caller wipes it.
   *
   * @throws CliException {@code passphrase-missing} where nobody can be asked
   */
  char[] passphrase(String wallet) throws CliException;
}
