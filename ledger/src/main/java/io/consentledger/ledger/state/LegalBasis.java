package io.consentledger.ledger.state;

import io.consentledger.ledger.model.Vocabulary;
import java.util.List;
import java.util.Set;

/** What the rules make of a legal basis, by exact term. */
final class LegalBasis {
  private static final Set<String> EXPLICIT_CONSENT =
      Set.of("ExplicitlyExpressedConsent", "A6-1-a-explicit-consent", "A9-2-a");
  private static final Set<String> OTHER_CONSENT =
      Set.of(
          "Consent",
          "InformedConsent",
          "ExpressedConsent",
          "A6-1-a",
          "A6-1-a-non-explicit-consent");

  /** Article 9(2) GDPR without its letter a. */
  private static final Set<String> SPECIAL =
      Set.of(
          "A9-2-b", "A9-2-c", "A9-2-d", "A9-2-e", "A9-2-f", "A9-2-g", "A9-2-h", "A9-2-i", "A9-2-j");

  /** What must be done whatever the customer prefers. */
  private static final Set<String> BINDING =
      Set.of(
          "LegalObligation",
          "A6-1-c",
          "VitalInterest",
          "VitalInterestOfDataSubject",
          "VitalInterestOfNaturalPerson",
          "A6-1-d",
          "A6-1-d-data-subject",
          "A6-1-d-natural-person");

  /** Article 6(1)(e) and (f) GDPR, which a customer may object to. */
  private static final Set<String> OBJECTIONABLE =
      Set.of(
          "PublicInterest",
          "OfficialAuthorityOfController",
          "A6-1-e",
          "A6-1-e-public-interest",
          "A6-1-e-official-authority",
          "LegitimateInterest",
          "LegitimateInterestOfController",
          "LegitimateInterestOfDataSubject",
          "LegitimateInterestOfThirdParty",
          "A6-1-f",
          "A6-1-f-controller",
          "A6-1-f-third-party");

  private LegalBasis() {}

  static boolean isConsent(String term) {
    return EXPLICIT_CONSENT.contains(term) || OTHER_CONSENT.contains(term);
  }

  static boolean allowsSensitive(String term) {
    return EXPLICIT_CONSENT.contains(term) || SPECIAL.contains(term);
  }

  static boolean isBinding(String term) {
    return BINDING.contains(term);
  }

  static boolean isObjectionable(String term) {
    return OBJECTIONABLE.contains(term);
  }

  /** Whether a consent given under {@code before} still answers what {@code after} asks. */
  static boolean isSameKind(String before, String after) {
    return before.equals(after) || (EXPLICIT_CONSENT.contains(before) && isConsent(after));
  }

  static boolean anySpecial(List<String> dataCategories) {
    Vocabulary vocabulary = Vocabulary.shipped();
    return dataCategories.stream()
        .anyMatch(term -> vocabulary.contains(Vocabulary.Group.SPECIAL_CATEGORY, term));
  }
}
