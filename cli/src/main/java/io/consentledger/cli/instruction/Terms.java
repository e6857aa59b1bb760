package io.consentledger.cli.instruction;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.ledger.model.Vocabulary;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Terms of the Data Privacy Vocabulary as a user writes them: a mistyped one is said at once. */
public final class Terms {
  private static final int SHARED_START = 4;

  private Terms() {}

  /**
   * Requires data categories of the vocabulary.
   *
   * @throws InstructionException {@code term-unknown}, with a term that may be meant
   */
  public static void requireCategories(List<String> terms) throws InstructionException {
    for (String term : terms) {
      require(Vocabulary.Group.DATA_CATEGORY, "data category", term);
    }
  }

  /** The same for a field of an instruction; fields without such terms pass. */
  static void require(Field field, JsonNode value) throws InstructionException {
    if (field == Field.LEGAL_BASIS) {
      require(Vocabulary.Group.LEGAL_BASIS, "legal basis", value.asText());
    }
    for (JsonNode term : value) {
      if (field == Field.DATA_CATEGORIES) {
        require(Vocabulary.Group.DATA_CATEGORY, "data category", term.asText());
      } else if (field == Field.PURPOSES) {
        require(Vocabulary.Group.PURPOSE, "purpose", term.asText());
      }
    }
  }

  private static void require(Vocabulary.Group group, String what, String term)
      throws InstructionException {
    Vocabulary vocabulary = Vocabulary.shipped();
    if (!vocabulary.contains(group, term)) {
      throw new InstructionException(
          "term-unknown",
          "'"
              + term
              + "' is no "
              + what
              + " of DPV "
              + Vocabulary.VERSION
              + near(group, term).map(meant -> "; do you mean " + meant + "?").orElse(""));
    }
  }

  // The same letters in another case, or else the longest common start.
  private static Optional<String> near(Vocabulary.Group group, String term) {
    String lower = term.toLowerCase(Locale.ROOT);
    return Vocabulary.shipped().terms(group).stream()
        .filter(known -> common(known.toLowerCase(Locale.ROOT), lower) >= SHARED_START)
        .max(
            Comparator.<String>comparingInt(known -> common(known.toLowerCase(Locale.ROOT), lower))
                .thenComparing(known -> -Math.abs(known.length() - term.length())));
  }

  private static int common(String one, String other) {
    int length = 0;
    while (length < Math.min(one.length(), other.length())
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return length;
  }
}
