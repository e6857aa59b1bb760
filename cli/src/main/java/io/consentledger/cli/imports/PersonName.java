package io.consentledger.cli.imports;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One name for a person however it is written: case, outer spaces and the way in which an accent is
 * written make nobody else, nor does the version of a FHIR resource. The server that it was fetched
 * from does: {@code Patient/1} of two servers are two people. The living and the erased are
 * recognised by the same rule.
 */
final class PersonName {
  /** A reference to a resource (FHIR, section 2.1.3.0.1), its server and version apart. */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(https?://.*?/)?((?:patient|person|relatedperson|group|practitioner)/[a-z0-9.-]{1,64})"
              + "(?:/_history/[a-z0-9.-]{1,64})?/?");

  private PersonName() {}

  /** The name that all spellings of a person share; people of several servers may share it too. */
  static String canonical(String format, String written) {
    Matcher reference = reference(format, written);
    return reference.matches() ? reference.group(2) : plain(written);
  }

  /** The server that a reference names, in front of it; empty where it names none. */
  static String server(String format, String written) {
    Matcher reference = reference(format, written);
    return reference.matches() && reference.group(1) != null ? reference.group(1) : "";
  }

  private static Matcher reference(String format, String written) {
    return REFERENCE.matcher(format.equals("fhir") ? plain(written) : "");
  }

  /** The same without what only FHIR knows, as earlier versions had it. */
  static String plain(String written) {
    return Normalizer.normalize(written.strip().toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }
}
