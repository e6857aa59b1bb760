package io.consentledger.cli.imports;

import io.consentledger.cli.formats.TcString;
import io.consentledger.cli.formats.VendorList.Vendor;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What a TC string says about one purpose, or special feature, of one vendor. */
enum TcfVerdict {
  PERMITS,
  DENIES,
  /** It rests on a legitimate interest, which is no consent. */
  INTEREST,
  /** The vendor doesn't say that it does this. */
  UNDECLARED;

  private static final String FEATURE = "sf";

  /** Frameworks 2.2 and 2.3. */
  private static final Set<Integer> POLICIES = Set.of(4, 5);

  private static final int WITHOUT_DISCLOSED = 4;

  /** From here on a string has to say which vendors were shown (framework 2.3). */
  private static final Instant DISCLOSED_FROM = Instant.parse("2026-03-01T00:00:00Z");

  /** A string that a grant can't be made of, whatever its bits say, and why. */
  record Doubt(String code, String why) {}

  /** Why no grant can be made of a string; empty where one can. */
  static Optional<Doubt> doubt(TcString string) {
    if (!POLICIES.contains(string.policy())) {
      return doubt("tcf-policy", "made under policy version " + string.policy() + ", not 4 or 5");
    }
    if (string.otherTexts()) {
      return doubt("tcf-texts", "the customer read other texts than the framework's");
    }
    boolean mayLack =
        string.policy() == WITHOUT_DISCLOSED && string.said().latest().isBefore(DISCLOSED_FROM);
    return string.disclosed().isEmpty() && !mayLack
        ? doubt("tcf-disclosed", "it doesn't say which vendors were shown")
        : Optional.empty();
  }

  private static Optional<Doubt> doubt(String code, String why) {
    return Optional.of(new Doubt(code, why));
  }

  /**
   * Judges.
   *
   * @param purpose a number, or sf and a number for a special feature
   */
  static TcfVerdict of(TcString string, Vendor vendor, String purpose) {
    if (purpose.startsWith(FEATURE)) {
      int feature = Integer.parseInt(purpose.substring(FEATURE.length()));
      if (!vendor.specialFeatures().contains(feature)) {
        return UNDECLARED;
      }
      boolean in = string.specialFeatures().contains(feature);
      return in && consented(string, vendor.id()) ? PERMITS : DENIES;
    }
    int number = Integer.parseInt(purpose);
    return switch (TcfBasis.of(string, vendor, number)) {
      case UNDECLARED -> UNDECLARED;
      case NONE -> DENIES;
      case CONSENT -> consented(string, vendor.id(), number) ? PERMITS : DENIES;
      case INTEREST -> interested(string, vendor.id(), number) ? INTEREST : DENIES;
    };
  }

  /** Whether anything that the vendor rests on a legitimate interest was objected to. */
  static boolean isObjection(TcString string, Vendor vendor) {
    return vendor.declared().stream()
        .filter(purpose -> TcfBasis.of(string, vendor, purpose) == TcfBasis.INTEREST)
        .anyMatch(
            purpose ->
                !interested(string, vendor.id(), purpose)
                    && !consented(string, vendor.id(), purpose));
  }

  private static boolean consented(TcString string, int vendor, int purpose) {
    boolean unasked = purpose == 1 && string.purposeOneUnasked();
    return !unasked && string.purposes().contains(purpose) && consented(string, vendor);
  }

  private static boolean consented(TcString string, int vendor) {
    return string.vendors().contains(vendor) && shown(string, vendor);
  }

  private static boolean interested(TcString string, int vendor, int purpose) {
    return string.interests().contains(purpose)
        && string.interested().contains(vendor)
        && shown(string, vendor);
  }

  private static boolean shown(TcString string, int vendor) {
    return string.disclosed().map(shown -> shown.contains(vendor)).orElse(true);
  }
}
