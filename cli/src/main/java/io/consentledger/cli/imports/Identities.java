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
import java.util.Collections;
import java.util.HashMap;
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

  private static final String DRAWN = "imported-";
  private static final int NAME_BYTES = 8;

  private final Path file;
  private final SecureRandom random;
  private final ObjectNode wallets;

  /** By format and canonical name: several where servers, or earlier versions, name several. */
  private final Map<String, List<Entry>> known = new HashMap<>();

  /** A wallet, and the server of the reference that it stands for; empty where it named none. */
  private record Entry(String server, String wallet) {}

  private boolean changed;

  private Identities(Path file, SecureRandom random, ObjectNode wallets) {
    this.file = file;
    this.random = random;
    this.wallets = wallets;
    for (Map.Entry<String, JsonNode> format : wallets.properties()) {
      for (Map.Entry<String, JsonNode> person : format.getValue().properties()) {
        note(format.getKey(), person.getKey(), person.getValue().asText());
      }
    }
  }

  private void note(String format, String person, String wallet) {
    if (!wallet.isEmpty()) {
      known
          .computeIfAbsent(key(format, person), name -> new ArrayList<>())
          .add(new Entry(PersonName.server(format, person), wallet));
    }
  }

  private static String key(String format, String person) {
    return format + '\n' + PersonName.canonical(format, person);
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

  /**
   * The wallets of whoever may be meant by a name, however it is written; none where the person is
   * new. A name without a server may mean each of them; one with a server means nobody of another.
   */
  public SortedSet<String> known(String format, String person) {
    List<Entry> entries = known.getOrDefault(key(format, person), List.of());
    String server = PersonName.server(format, person);
    SortedSet<String> found = new TreeSet<>();
    for (Entry entry : entries) {
      boolean elsewhere =
          entry.server().isEmpty()
              && entries.stream()
                  .anyMatch(it -> it.wallet().equals(entry.wallet()) && isOther(it, server));
      if (server.isEmpty() || (!isOther(entry, server) && !elsewhere)) {
        found.add(entry.wallet());
      }
    }
    return Collections.unmodifiableSortedSet(found);
  }

  private static boolean isOther(Entry entry, String server) {
    return !entry.server().isEmpty() && !entry.server().equals(server);
  }

  /** The one wallet that a grant under this name is for; empty where several people have it. */
  Optional<String> meant(String format, String person) {
    String server = PersonName.server(format, person);
    SortedSet<String> found = known(format, person);
    Optional<String> exact =
        known.getOrDefault(key(format, person), List.of()).stream()
            .filter(entry -> entry.server().equals(server))
            .map(Entry::wallet)
            .sorted()
            .findFirst();
    return exact.isPresent() || found.size() != 1 ? exact : Optional.of(found.first());
  }

  /** The wallets of a person, at least one; a new name where the person is new. */
  SortedSet<String> walletsOf(String format, String person) {
    SortedSet<String> found = known(format, person);
    if (found.isEmpty()) {
      byte[] drawn = new byte[NAME_BYTES];
      random.nextBytes(drawn);
      remember(format, person, DRAWN + Bytes.owning(drawn).toHex());
    } else if (!PersonName.server(format, person).isEmpty() && found.size() == 1) {
      remember(format, person, found.first());
    }
    return known(format, person);
  }

  private void remember(String format, String person, String wallet) {
    Entry entry = new Entry(PersonName.server(format, person), wallet);
    if (!known.getOrDefault(key(format, person), List.of()).contains(entry)) {
      String name = entry.server() + PersonName.canonical(format, person);
      wallets.withObject(JsonPointer.empty().appendProperty(format)).put(name, wallet);
      note(format, name, wallet);
      changed = true;
    }
  }

  /** Whether an import made this wallet: nobody but the organisation holds its keys. */
  static boolean isDrawn(String wallet) {
    return wallet.startsWith(DRAWN);
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
      if (wallets.path(person.format()) instanceof ObjectNode entries) {
        entries.remove(person.name());
        known.remove(key(person.format(), person.name()));
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
