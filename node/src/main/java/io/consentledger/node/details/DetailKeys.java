package io.consentledger.node.details;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.PrivateFolder;
import io.consentledger.ledger.tx.SubjectRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The keys of private details: a directory for each relationship, in it one wrapping key, and for
 * each process a data key that is wrapped under it (AES-256-GCM, as NIST SP 800-38F allows), in a
 * file that its process and the ledger's height at which it was made name. To destroy a wrapped key
 * is to destroy what it opens, in every copy of the store; to destroy the wrapping key is to do so
 * for the whole relationship, wherever a copy of its wrapped keys may be. Callers hold the store's
 * lock.
 */
final class DetailKeys {
  /** One data key: of a process, made at a height. */
  record Key(SubjectRef subject, String processId, long height) {
    String fileName() {
      return processId + "." + height + WRAPPED;
    }

    /** What the wrapping is bound to, so that no key can be passed off as another's. */
    Bytes place() {
      return Bytes.concat(subject.digest().bytes(), Bytes.utf8(processId + "." + height));
    }
  }

  static final int SIZE_BYTES = 32;
  static final String RELATIONSHIP = "relationship.key";
  private static final int WRAPPED_BYTES = SIZE_BYTES + DetailCipher.OVERHEAD_BYTES;
  private static final String WRAPPED = ".wrapped";
  private static final String PLAIN = ".key";

  private final Path directory;
  private final SecureRandom random;

  DetailKeys(Path directory, SecureRandom random) throws IOException {
    this(random, directory);
    PrivateFolder.make(directory);
    wrapPlain();
  }

  private DetailKeys(SecureRandom random, Path directory) {
    this.directory = directory;
    this.random = random;
  }

  /** For reading only; changes no file. */
  static DetailKeys look(Path directory) {
    return new DetailKeys(new SecureRandom(), directory);
  }

  /** Whether no key was ever made here: what was destroyed leaves its relationship's directory. */
  static boolean isEmpty(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return true;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  /** The newest key of this process, made at this height where there is none. */
  Key current(SubjectRef subject, String processId, long height) throws IOException {
    for (Key key : of(subject)) {
      if (key.processId().equals(processId) && secret(key).isPresent()) {
        return key;
      }
    }
    Key made = new Key(subject, processId, height);
    wrap(made, random(SIZE_BYTES));
    return made;
  }

  /**
   * The secret; empty where it was destroyed.
   *
   * @throws IOException also where the file was damaged or belongs to another key
   */
  Optional<Bytes> secret(Key key) throws IOException {
    Optional<Bytes> wrapping = KeyFile.read(relationship(key.subject()), SIZE_BYTES);
    Optional<Bytes> wrapped = KeyFile.read(file(key), WRAPPED_BYTES);
    if (wrapping.isEmpty() || wrapped.isEmpty()) {
      return Optional.empty();
    }
    Optional<Bytes> secret = DetailCipher.open(wrapping.get(), key.place(), wrapped.get());
    if (secret.isEmpty()) {
      throw new IOException(
          file(key)
              + " isn't wrapped under the key beside it: put both back from one copy, or delete"
              + " the file, and with it for good what it opens");
    }
    return secret;
  }

  /** Whose keys there are. */
  List<SubjectRef> subjects() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(it -> SubjectRef.fromHex(it.getFileName().toString())).sorted().toList();
    }
  }

  /** All data keys of a customer. */
  List<Key> of(SubjectRef subject) throws IOException {
    Path home = home(subject);
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(home)) {
      return entries
          .map(it -> it.getFileName().toString())
          .filter(name -> name.endsWith(WRAPPED))
          .map(name -> key(subject, name))
          .toList();
    }
  }

  /** Destroys the keys that are meant, and first the wrapping key where none is left. */
  void destroy(SubjectRef subject, Predicate<Key> meant) throws IOException {
    List<Key> all = of(subject);
    if (all.stream().allMatch(meant)) {
      KeyFile.destroy(relationship(subject));
    }
    for (Key key : all) {
      if (meant.test(key)) {
        KeyFile.destroy(file(key));
      }
    }
  }

  /** Wraps what builds before this one left plain; a run cut short is completed by the next. */
  private void wrapPlain() throws IOException {
    for (SubjectRef subject : subjects()) {
      for (Path plain : plain(subject)) {
        Optional<Bytes> secret = KeyFile.read(plain, SIZE_BYTES);
        if (secret.isPresent()) {
          wrap(key(subject, plain.getFileName().toString()), secret.get());
        }
        KeyFile.destroy(plain);
      }
    }
  }

  private List<Path> plain(SubjectRef subject) throws IOException {
    try (Stream<Path> entries = Files.list(home(subject))) {
      return entries
          .filter(it -> it.toString().endsWith(PLAIN) && !it.endsWith(RELATIONSHIP))
          .toList();
    }
  }

  private void wrap(Key key, Bytes secret) throws IOException {
    Bytes wrapping = wrapping(key.subject());
    KeyFile.create(file(key), DetailCipher.seal(wrapping, key.place(), secret, random));
  }

  /** The wrapping key; a new one ends what an older one wrapped. */
  private Bytes wrapping(SubjectRef subject) throws IOException {
    Optional<Bytes> known = KeyFile.read(relationship(subject), SIZE_BYTES);
    if (known.isPresent()) {
      return known.get();
    }
    PrivateFolder.make(home(subject));
    KeyFile.force(directory);
    destroy(subject, key -> true);
    Bytes made = random(SIZE_BYTES);
    KeyFile.create(relationship(subject), made);
    return made;
  }

  private Bytes random(int sizeBytes) {
    byte[] drawn = new byte[sizeBytes];
    random.nextBytes(drawn);
    return Bytes.owning(drawn);
  }

  private Path home(SubjectRef subject) {
    return directory.resolve(subject.toHex());
  }

  private Path relationship(SubjectRef subject) {
    return home(subject).resolve(RELATIONSHIP);
  }

  private Path file(Key key) {
    return home(key.subject()).resolve(key.fileName());
  }

  private static Key key(SubjectRef subject, String name) {
    String[] parts = name.split("\\.", 3);
    if (parts.length != 3) {
      throw new IllegalStateException("no key of private details: " + name);
    }
    return new Key(subject, parts[0], Long.parseLong(parts[1]));
  }
}
