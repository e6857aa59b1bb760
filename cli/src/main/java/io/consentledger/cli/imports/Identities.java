package io.consentledger.cli.imports;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.home.Home;
import io.consentledger.cli.home.HomeFiles;
import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Which wallet stands for which person of the imported documents: one file of mode 0600 for each
 * organisation, in its home. It is the only place where a foreign identifier and a wallet meet; the
 * wallets' names are drawn at random, so that nothing else tells anything. One thread.
 */
public final class Identities {
  private static final int NAME_BYTES = 8;

  private final Path file;
  private final SecureRandom random;
  private final ObjectNode wallets;
  private boolean changed;

  private Identities(Path file, SecureRandom random, ObjectNode wallets) {
    this.file = file;
    this.random = random;
    this.wallets = wallets;
  }

  /**
   * Reads what is known so far.
   *
   * @throws CliException {@code identities-permissions}, {@code identities-malformed}
   */
  public static Identities open(Home home, String controller, SecureRandom random)
      throws CliException {
    Path file = home.identities(controller);
    if (!Files.exists(file)) {
      return new Identities(file, random, Json.object());
    }
    HomeFiles.requireOwnerOnly(file, "identities-permissions");
    return new Identities(file, random, HomeFiles.readJson(file, "identities-malformed"));
  }

  /** The wallet of a person; empty where the person is new. */
  public Optional<String> known(String format, String person) {
    String wallet = wallets.path(format).path(person).asText();
    return wallet.isEmpty() ? Optional.empty() : Optional.of(wallet);
  }

  /** The wallet of a person; a new name where the person is new. */
  String walletOf(String format, String person) {
    Optional<String> known = known(format, person);
    if (known.isPresent()) {
      return known.get();
    }
    byte[] drawn = new byte[NAME_BYTES];
    random.nextBytes(drawn);
    String name = "imported-" + Bytes.owning(drawn).toHex();
    wallets.withObject(JsonPointer.empty().appendProperty(format)).put(person, name);
    changed = true;
    return name;
  }

  /** Puts new names on disk, synced, before anything is done under them. */
  void save() throws CliException {
    if (!changed) {
      return;
    }
    try {
      HomeFiles.replaceSecret(file, Json.pretty(wallets).getBytes(StandardCharsets.UTF_8));
      changed = false;
    } catch (IOException e) {
      throw HomeFiles.cannot("write", file, e);
    }
  }
}
