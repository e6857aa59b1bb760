package io.consentledger.cli.home;

import io.consentledger.cli.base.CliException;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.HpkePrivateKey;
import io.consentledger.crypto.HpkePublicKey;
import io.consentledger.crypto.KeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The keys with which an organisation opens what was sealed to it: files of mode 0600 beside its
 * signing key, one for each key that it ever handed out.
 */
public final class ShareKeys {
  private final Home home;

  public ShareKeys(Home home) {
    this.home = home;
  }

  /** Makes a new key; it is on disk (synced) when the call returns. */
  public HpkePrivateKey create(String organisation, SecureRandom random) throws CliException {
    HpkePrivateKey key = HpkePrivateKey.generate(random);
    Path file = home.shareKey(organisation, key.publicKey());
    try {
      KeyFiles.write(file, key);
      return key;
    } catch (IOException e) {
      throw HomeFiles.cannot("write", file, e);
    }
  }

  /**
   * The private half of a key.
   *
   * @throws CliException {@code share-key-missing}, or what is wrong with the key's file
   */
  public HpkePrivateKey open(String organisation, HpkePublicKey publicKey) throws CliException {
    Path file = home.shareKey(organisation, publicKey);
    if (!Files.exists(file)) {
      throw missing("this home doesn't hold " + organisation + "'s key: " + file + " is missing");
    }
    try {
      HpkePrivateKey key = KeyFiles.readHpke(file);
      if (key.publicKey().equals(publicKey)) {
        return key;
      }
      key.close();
      throw missing(file + " is another key than the details are sealed to");
    } catch (IOException e) {
      throw HomeFiles.cannot("read", file, e);
    } catch (CryptoException e) {
      throw CliException.usage(e.code(), String.valueOf(e.getMessage()), "The key was not used.");
    }
  }

  /** This home lacks the key to which something was sealed. */
  public static CliException missing(String what) {
    return CliException.usage(
        "share-key-missing",
        what,
        "Open it where the recipient's key is kept, or ask for details sealed to a new key:"
            + " `consent share key`.");
  }
}
