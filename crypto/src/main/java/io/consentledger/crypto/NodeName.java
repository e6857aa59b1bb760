package io.consentledger.crypto;

import java.util.regex.Pattern;

/** The form of organisation names and node ids: short, lower case, fit for DNS and file names. */
final class NodeName {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,30}");

  private NodeName() {}

  static boolean isValid(String name) {
    return FORM.matcher(name).matches();
  }

  static String require(String name, String what) {
    if (!isValid(name)) {
      throw new IllegalArgumentException(
          "the " + what + " must have the form " + FORM + ", not: " + name);
    }
    return name;
  }
}
