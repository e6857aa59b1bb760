package io.consentledger.cli.home;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.crypto.Digest;
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
import java.util.HexFormat;
import java.util.List;
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

  public WalletStore(Home home, SecureRandom random) {
    this.directory = home.wallets();
    this.random = random;
  }

  /** True where {@code name} can be a wallet's name. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * Makes a wallet with a new seed.
   *
   * @throws CliException {@code wallet-exists}, {@code wallet-name-invalid}
   */
  public Wallet create(String name) throws CliException {
    byte[] seed = new byte[Wallet.SEED_SIZE_BYTES];
    random.nextBytes(seed);
    Wallet wallet = new Wallet(name, SecretBytes.owning(seed));
    Path file = file(name);
    ObjectNode json =
        Json.object().put("version", 1).put("name", name).put("seed", wallet.seedHex());
    try {
      HomeFiles.privateDirectory(directory);
      HomeFiles.writeSecret(file, Json.pretty(json).getBytes(StandardCharsets.UTF_8));
    } catch (FileAlreadyExistsException e) {
      throw CliException.refused(
          "wallet-exists",
          "there is a wallet named " + name + " already",
          "Choose another name; a wallet is never overwritten.");
    } catch (IOException e) {
      throw HomeFiles.cannot("write", file, e);
    }
    return wallet;
  }

  /**
   * Opens a wallet.
   *
   * @throws CliException {@code wallet-unknown}, {@code wallet-permissions}, {@code
   *     wallet-malformed}
   */
  public Wallet open(String name) throws CliException {
    Path file = file(name);
    try {
      if (!Files.exists(file)) {
        throw CliException.refused(
            "wallet-unknown",
            "there is no wallet named " + name,
            "Make it with `consent wallet new " + name + "`, or see `consent wallet list`.");
      }
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

  /** Opens a wallet, or makes it where there is none. */
  public Wallet openOrCreate(String name) throws CliException {
    return exists(name) ? open(name) : create(name);
  }

  public boolean exists(String name) throws CliException {
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
    char[] hex = json.path("seed").asText().toCharArray();
    try {
      byte[] seed = HexFormat.of().parseHex(hex, 0, hex.length);
      if (seed.length == Wallet.SEED_SIZE_BYTES && json.path("version").asInt() == 1) {
        return new Wallet(name, SecretBytes.owning(seed));
      }
    } catch (IllegalArgumentException e) {
      throw malformed(file);
    } finally {
      Arrays.fill(hex, '0');
    }
    throw malformed(file);
  }

  // Without a cause: its message could quote the seed.
  private static CliException malformed(Path file) {
    return CliException.usage(
        "wallet-malformed",
        file + " isn't a wallet of this version",
        "Restore it from a backup: without its seed the customer's key is lost.");
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
