package io.consentledger.cli.home;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SealedSecret;
import io.consentledger.crypto.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The wallets of a home, one file of mode 0600 each. A wallet is on disk (synced) before it is
 * used: a lost seed would be a lost customer.
 */
public final class WalletStore {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private static final String SUFFIX = ".json";

  private final Path directory;
  private final SecureRandom random;
  private final PassphraseSource passphrases;
  private final Map<String, SecretBytes> unsealed = new HashMap<>();

  /**
   * @param passphrases asked once for each encrypted wallet that is opened
   */
  public WalletStore(Home home, SecureRandom random, PassphraseSource passphrases) {
    this.directory = home.wallets();
    this.random = random;
    this.passphrases = passphrases;
  }

  /** True where {@code name} can be a wallet's name. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * Makes a wallet with a new seed.
   *
   * @param passphrase that encrypts its file; empty for none
   * @return the words that restore it
   * @throws CliException {@code wallet-exists}, {@code wallet-name-invalid}
   */
  public List<String> create(String name, Optional<char[]> passphrase) throws CliException {
    try (SecretBytes seed = newSeed()) {
      write(name, seed, passphrase);
      return SeedWords.of(seed);
    }
  }

  /**
   * Makes a wallet again from its words.
   *
   * @param passphrase that encrypts its file; empty for none
   * @throws CliException {@code words-invalid}, {@code wallet-exists}, {@code wallet-name-invalid}
   */
  public void restore(String name, String words, Optional<char[]> passphrase) throws CliException {
    try (SecretBytes seed = SeedWords.seed(words)) {
      write(name, seed, passphrase);
    }
  }

  private SecretBytes newSeed() {
    byte[] seed = new byte[Wallet.SEED_SIZE_BYTES];
    random.nextBytes(seed);
    return SecretBytes.owning(seed);
  }

  private void write(String name, SecretBytes seed, Optional<char[]> passphrase)
      throws CliException {
    Path file = file(name);
    requireAbsent(name, file);
    ObjectNode json =
        passphrase.isPresent()
            ? WalletFile.sealed(name, SealedSecret.seal(seed, passphrase.get(), random))
            : WalletFile.open(name, seed);
    try {
      HomeFiles.privateDirectory(directory);
      HomeFiles.writeSecret(file, Json.pretty(json).getBytes(StandardCharsets.UTF_8));
      if (passphrase.isPresent()) {
        // Whoever has just chosen the passphrase isn't asked for it by the same command.
        unsealed.put(name, SecretBytes.owning(seed.toArray()));
      }
    } catch (FileAlreadyExistsException e) {
      throw exists(name);
    } catch (IOException e) {
      throw HomeFiles.cannot("write", file, e);
    }
  }

  /** Before anything costly. */
  private static void requireAbsent(String name, Path file) throws CliException {
    if (Files.exists(file)) {
      throw exists(name);
    }
  }

  private static CliException exists(String name) {
    return CliException.refused(
        "wallet-exists",
        "there is a wallet named " + name + " already",
        "Choose another name; a wallet is never overwritten.");
  }

  /**
   * Requires that there is a wallet of this name, without a look at its key.
   *
   * @throws CliException {@code wallet-unknown}
   */
  public void require(String name) throws CliException {
    if (!has(name)) {
      throw CliException.usage(
          "wallet-unknown",
          "there is no wallet named " + name,
          "Make it with `consent wallet new " + name + "`, or see `consent wallet list`.");
    }
  }

  /**
   * Opens a wallet.
   *
   * @throws CliException {@code wallet-unknown}, {@code wallet-permissions}, {@code
   *     wallet-malformed}, {@code passphrase-missing}, {@code passphrase-wrong}
   */
  public Wallet open(String name) throws CliException {
    Path file = file(name);
    try {
      require(name);
      if (!HomeFiles.isOwnerOnly(file)) {
        throw CliException.usage(
            "wallet-permissions",
            file + " can be read by others",
            "Make it private: chmod 600 " + file);
      }
    } catch (IOException e) {
      throw HomeFiles.cannot("read", file, e);
    }
    return parse(name, file, HomeFiles.readJson(file, "wallet-malformed"));
  }

  /** Opens a wallet, or makes it, without a passphrase, where there is none. */
  public Wallet openOrCreate(String name) throws CliException {
    if (!has(name)) {
      write(name, newSeed(), Optional.empty());
    }
    return open(name);
  }

  /** True where it is there and no passphrase is asked for. */
  public boolean opensFreely(String name) throws CliException {
    return has(name)
        && WalletFile.seed(HomeFiles.readJson(file(name), "wallet-malformed")).isPresent();
  }

  public boolean has(String name) throws CliException {
    return Files.exists(file(name));
  }

  /** Which of the wallet's keys is current with this controller, as far as this home knows. */
  public int epoch(String name, Digest controllerId) throws CliException {
    return epochs(name).of(controllerId);
  }

  /** Remembers that. */
  public void setEpoch(String name, Digest controllerId, int epoch) throws CliException {
    epochs(name).set(controllerId, epoch);
  }

  private KeyEpochs epochs(String name) throws CliException {
    return new KeyEpochs(directory.resolve(file(name).getFileName() + ".epochs"));
  }

  /** The names of all wallets, sorted. */
  public List<String> names() throws CliException {
    List<String> names = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return names;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        String fileName = String.valueOf(file.getFileName());
        names.add(fileName.substring(0, fileName.length() - SUFFIX.length()));
      }
    } catch (IOException e) {
      throw HomeFiles.cannot("list", directory, e);
    }
    names.sort(null);
    return names;
  }

  private Wallet parse(String name, Path file, ObjectNode json) throws CliException {
    Optional<SecretBytes> seed = WalletFile.seed(json);
    if (seed.isPresent()) {
      return new Wallet(name, seed.get());
    }
    SealedSecret sealed = WalletFile.sealedSeed(json).orElseThrow(() -> malformed(file));
    SecretBytes known = unsealed.get(name);
    if (known == null) {
      known = unseal(name, sealed);
      unsealed.put(name, known);
    }
    if (known.size() != Wallet.SEED_SIZE_BYTES) {
      throw malformed(file);
    }
    return new Wallet(name, SecretBytes.owning(known.toArray()));
  }

  private SecretBytes unseal(String name, SealedSecret sealed) throws CliException {
    char[] passphrase = passphrases.passphrase(name);
    try {
      return sealed.open(passphrase);
    } catch (CryptoException refused) {
      throw CliException.refused(
          refused.code(),
          "the wallet " + name + " doesn't open: " + refused.getMessage(),
          "Try again, or restore the wallet from its words under another name.");
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  // Without a cause: its message could quote the seed.
  private static CliException malformed(Path file) {
    return CliException.usage(
        "wallet-malformed",
        file + " isn't a wallet of this version",
        "Restore it from its words (`consent wallet restore`) or from a backup.");
  }

  private Path file(String name) throws CliException {
    if (!isName(name)) {
      throw CliException.usage(
          "wallet-name-invalid",
          "'" + name + "' can't be the name of a wallet",
          "Use 1 to 63 of a-z, 0-9, dot, dash and underscore, a letter or digit first.");
    }
    return directory.resolve(name + SUFFIX);
  }
}
