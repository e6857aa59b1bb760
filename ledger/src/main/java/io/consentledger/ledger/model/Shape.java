package io.consentledger.ledger.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The shapes that a payload's fields may have. All are closed: no free text fits into any of them,
 * so that nothing personal gets onto the ledger by the way.
 */
enum Shape {
  IDENTIFIER("[a-z][a-z0-9-]*", Limits.IDENTIFIER_CHARS_MAX, "lower-case letters, digits and -"),
  PARTY_NAME("[a-z][a-z0-9-]*", Limits.PARTY_NAME_CHARS_MAX, "an organisation's name"),
  TERM("[A-Z][A-Za-z0-9-]*", Limits.TERM_CHARS_MAX, "a term of the vocabulary"),
  LANGUAGE(
      "[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", 16, "a language tag such as en-GB"),
  DATE("[0-9]{4}-[0-9]{2}-[0-9]{2}", 10, "a date such as 2026-07-03"),
  PLACE("[A-Z]{2}(-[A-Z0-9]{1,3})?", 6, "a country or region code such as DE or US-CA"),
  URI(
      "https://[a-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~%!$&'()*+,;=:/-]*)?",
      Limits.URI_CHARS_MAX, "an https address without user, query or fragment");

  private final Pattern pattern;
  private final int charsMax;
  private final String meaning;

  Shape(String pattern, int charsMax, String meaning) {
    this.pattern = Pattern.compile(pattern);
    this.charsMax = charsMax;
    this.meaning = meaning;
  }

  boolean fits(String value) {
    return value.length() <= charsMax && pattern.matcher(value).matches();
  }

  /** The value itself, where it has this shape. */
  String require(String field, String value) {
    if (!fits(value)) {
      throw new InvalidFieldException(field, "must be " + meaning + " of " + charsMax + " at most");
    }
    return value;
  }

  /** The values in ascending order: the one encoding of a set. */
  List<String> requireSet(String field, Collection<String> values, int countMin, int countMax) {
    List<String> sorted = new ArrayList<>(values);
    sorted.sort(null);
    requireCount(field, sorted.size(), countMin, countMax);
    for (int i = 0; i < sorted.size(); i++) {
      require(field, sorted.get(i));
      if (i > 0 && sorted.get(i).equals(sorted.get(i - 1))) {
        throw new InvalidFieldException(field, "holds a value twice");
      }
    }
    return List.copyOf(sorted);
  }

  static void requireCount(String field, int count, int countMin, int countMax) {
    if (count < countMin || count > countMax) {
      throw new InvalidFieldException(
          field, "holds " + count + " values, not " + countMin + " to " + countMax);
    }
  }

  static void requireRange(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw new InvalidFieldException(field, value + " is not from " + min + " to " + max);
    }
  }

  static void requireVersion(String field, int version) {
    requireRange(field, version, 1, Limits.VERSION_MAX);
  }
}
