package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.home.Home;
import io.consentledger.cli.home.HomeFiles;
import io.consentledger.cli.home.PrivateJson;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.PrivateFiles;
import io.consentledger.crypto.SecretBytes;
import io.consentledger.crypto.SuppressionToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The opt-outs of customers whom an organisation erased, under tokens instead of names: one file of
 * mode 0600 for each organisation, and a key of its own, both in its home. Who comes back under the
 * same name is recognised; nobody can be read out of it. Why: docs/decisions/0108. One thread.
 */
public final class Suppressions {
  private final Path file;
  private final Path keyFile;
  private final SecureRandom random;
  private final ObjectNode tokens;

  private Suppressions(Path file, Path keyFile, SecureRandom random, ObjectNode tokens) {
    this.file = file;
    this.keyFile = keyFile;
    this.random = random;
    this.tokens = tokens;
  }

  /**
   * Reads what is remembered.
   *
   * @throws CliException {@code suppressions-permissions}, {@code suppressions-malformed}, {@code
   *     suppression-key-missing}
   */
  public static Suppressions open(Home home, String controller, SecureRandom random)
      throws CliException {
    Path file = home.suppressions(controller);
    Path key = home.suppressionKey(controller);
    ObjectNode tokens =
        PrivateJson.read(file, "suppressions-permissions", "suppressions-malformed");
    if (!tokens.isEmpty() && !Files.exists(key)) {
      throw CliException.usage(
          "suppression-key-missing",
          "without " + key + " nobody in " + file + " can be recognised",
          "Restore the key from a backup.");
    }
    return new Suppressions(file, key, random, tokens);
  }

  /**
   * What somebody had opted out of, and by what means, by right; empty where nothing is remembered.
   *
   * @param format whose names for persons, as in {@link Identities}
   */
  public SortedMap<String, String> of(String format, String person) throws CliException {
    SortedMap<String, String> optOuts = new TreeMap<>();
    if (!tokens.isEmpty()) {
      for (String token : tokens(format, person)) {
        for (Map.Entry<String, JsonNode> one : tokens.path(token).properties()) {
          optOuts.put(one.getKey(), one.getValue().asText());
        }
      }
    }
    return optOuts;
  }

  /**
   * Remembers opt-outs besides those before. On return it is on disk.
   *
   * @param optIns rights whose opt-outs are over
   * @return whether anything is remembered of this person now
   */
  public boolean remember(
      String format, String person, Map<String, String> optOuts, Set<String> optIns)
      throws CliException {
    SortedMap<String, String> all = of(format, person);
    SortedMap<String, String> before = new TreeMap<>(all);
    all.keySet().removeAll(optIns);
    all.putAll(optOuts);
    if (!all.equals(before)) {
      replace(tokens(format, person), all);
    }
    return !all.isEmpty();
  }

  private void replace(List<String> names, SortedMap<String, String> optOuts) throws CliException {
    names.forEach(tokens::remove);
    if (!optOuts.isEmpty()) {
      optOuts.forEach(tokens.putObject(names.get(0))::put);
    }
    PrivateJson.write(file, tokens);
  }

  // The first is the one that is written; earlier versions wrote the others.
  private List<String> tokens(String format, String person) throws CliException {
    Set<String> names = new LinkedHashSet<>();
    names.add(PersonName.canonical(format, person));
    names.add(PersonName.plain(person));
    List<String> found = new ArrayList<>();
    try (SecretBytes key = key()) {
      for (String name : names) {
        found.add(SuppressionToken.of(key, format, name).toHex());
      }
    }
    return found;
  }

  private SecretBytes key() throws CliException {
    try {
      if (!Files.exists(keyFile)) {
        byte[] made = new byte[SuppressionToken.KEY_SIZE_BYTES];
        random.nextBytes(made);
        PrivateFiles.createSecret(keyFile, made);
        return SecretBytes.owning(made);
      }
      byte[] read = PrivateFiles.readSecret(keyFile, SuppressionToken.KEY_SIZE_BYTES);
      if (read.length != SuppressionToken.KEY_SIZE_BYTES) {
        throw new CryptoException("suppression-key-malformed", keyFile + " isn't a whole key");
      }
      return SecretBytes.owning(read);
    } catch (IOException e) {
      throw HomeFiles.cannot("use", keyFile, e);
    } catch (CryptoException refused) {
      throw CliException.usage(
          refused.code(), String.valueOf(refused.getMessage()), "Restore it from a backup.");
    }
  }
}
