package io.consentledger.ledger.model;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * The terms that processes, decisions and facts may use, from the W3C Data Privacy Vocabulary 2.3.
 * Terms match exactly; no term covers another. The genesis file fixes the list by its hash.
 */
public final class Vocabulary {
  /** Name in the genesis file. */
  public static final String NAME = "dpv";

  /** Version in the genesis file. */
  public static final String VERSION = "2.3";

  private static final String RESOURCE = "dpv-2.3.terms";

  private final Digest sha256;
  private final Set<String> lines;

  private Vocabulary(Bytes file) {
    this.sha256 = Digest.of(file);
    this.lines = new TreeSet<>(file.utf8().lines().toList());
  }

  /** The groups of the list. */
  public enum Group {
    PURPOSE("purpose"),
    LEGAL_BASIS("legal-basis"),
    DATA_CATEGORY("data-category"),
    /** The data categories that Article 9 GDPR protects; each is a data category too. */
    SPECIAL_CATEGORY("special-category");

    private final String label;

    Group(String label) {
      this.label = label;
    }

    /** The word before each of the group's terms in the file. */
    public String label() {
      return label;
    }
  }

  /** The list that this build ships. Loaded once. */
  public static Vocabulary shipped() {
    return Shipped.INSTANCE;
  }

  /** Whether {@code group} has exactly this term. */
  public boolean contains(Group group, String term) {
    return lines.contains(group.label() + " " + term);
  }

  /** The terms of a group in ascending order. */
  public Set<String> terms(Group group) {
    Set<String> terms = new TreeSet<>();
    for (String line : lines) {
      if (line.startsWith(group.label() + " ")) {
        terms.add(line.substring(group.label().length() + 1));
      }
    }
    return terms;
  }

  /** SHA-256 of the file, byte for byte: what the genesis file names. */
  public Digest sha256() {
    return sha256;
  }

  private static final class Shipped {
    static final Vocabulary INSTANCE = load();

    private static Vocabulary load() {
      try (InputStream in = Vocabulary.class.getResourceAsStream(RESOURCE)) {
        if (in == null) {
          throw new IllegalStateException("the build lacks its vocabulary " + RESOURCE);
        }
        return new Vocabulary(Bytes.owning(in.readAllBytes()));
      } catch (IOException unreadable) {
        throw new UncheckedIOException("vocabulary " + RESOURCE, unreadable);
      }
    }
  }
}
