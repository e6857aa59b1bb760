package io.consentledger.cli.imports;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.home.Home;
import io.consentledger.cli.home.PrivateJson;
import io.consentledger.crypto.Bytes;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which wallet stands for which person of the imported documents: one file of mode 0600 for each
 * organisation, in its home. It is the only place where a foreign identifier and a wallet meet; the
 * wallets' names are drawn at random, so that nothing else tells anything. One thread.
 */
public final class Identities {
  /** Where persons are named as the organisation itself names them. */
  public static final String OWN = "own";

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
    return new Identities(
        file, random, PrivateJson.read(file, "identities-permissions", "identities-malformed"));
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

  /** A person as documents name them. */
  public record Person(String format, String name) {
    /** In the organisation's own terms. */
    public static Person own(String name) {
      return new Person(OWN, name);
    }
  }

  /** The wallets that stand for somebody, ascending. */
  public SortedSet<String> wallets() {
    SortedSet<String> all = new TreeSet<>();
    wallets.forEach(persons -> persons.forEach(wallet -> all.add(wallet.asText())));
    return all;
  }

  /** Whom these wallets stand for. */
  public List<Person> personsOf(Set<String> wanted) {
    List<Person> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> format : wallets.properties()) {
      for (Map.Entry<String, JsonNode> person : format.getValue().properties()) {
        if (wanted.contains(person.getValue().asText())) {
          found.add(new Person(format.getKey(), person.getKey()));
        }
      }
    }
    return found;
  }

  /** Destroys what tells that a wallet stands for one of these: on return it is gone from disk. */
  public void forget(List<Person> persons) throws CliException {
    for (Person person : persons) {
      if (wallets.path(person.format()) instanceof ObjectNode known) {
        known.remove(person.name());
      }
    }
    PrivateJson.overwrite(file, wallets);
  }

  /** Puts new names on disk, synced, before anything is done under them. */
  void save() throws CliException {
    if (changed) {
      PrivateJson.write(file, wallets);
      changed = false;
    }
  }
}
