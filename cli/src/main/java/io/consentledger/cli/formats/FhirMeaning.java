package io.consentledger.cli.formats;

import io.consentledger.cli.formats.FhirConsent.About;
import java.time.Instant;
import java.util.Optional;

/**
 * What a FHIR Consent comes to here. A grant is made only of an active permission about data, whose
 * period has begun and has an end, and whose conditions and exceptions are all told. A denial
 * counts with and without exceptions.
 *
 * @param verb {@code grant}, {@code refuse} or {@code withdraw}; empty where nothing is to be
 *     recorded
 * @param validUntil of a grant
 * @param because in a few words
 */
public record FhirMeaning(Optional<String> verb, Optional<Instant> validUntil, String because) {
  /**
   * Judges it.
   *
   * @param now the moment that periods are held against
   * @throws FormatException {@code fhir-undecided}, {@code fhir-scope}, {@code fhir-narrower},
   *     {@code fhir-unbounded}, {@code fhir-not-yet}, {@code fhir-malformed}: permits something,
   *     and no grant can be made of it
   */
  public static FhirMeaning of(FhirConsent consent, Instant now) throws FormatException {
    if (consent.about() == About.OTHER) {
      return nothing("not about using data");
    }
    return switch (consent.standing()) {
      case OPEN -> nothing("nothing was decided yet");
      case REFUSED -> will("refuse", "it was turned down");
      case ENDED -> will("withdraw", "it holds no longer");
      case ACTIVE ->
          switch (consent.decision()) {
            case DENY -> will("refuse", "it denies");
            case PERMIT -> permission(consent, now);
            case NONE -> throw noGrant("fhir-undecided", "neither permits nor denies");
          };
    };
  }

  private static FhirMeaning permission(FhirConsent consent, Instant now) throws FormatException {
    if (consent.about() == About.UNKNOWN) {
      throw noGrant("fhir-scope", "isn't known to be about using data");
    }
    if (consent.narrowed() || consent.exceptions().stream().anyMatch(FhirException::isUnbounded)) {
      throw noGrant("fhir-narrower", "has conditions or exceptions that a process hasn't");
    }
    if (consent.end().isEmpty()) {
      throw noGrant("fhir-unbounded", "has no end");
    }
    Instant end = moment(consent.end().get());
    if (!end.isAfter(now)) {
      return nothing("its period is over");
    }
    if (consent.start().isPresent() && moment(consent.start().get()).isAfter(now)) {
      throw noGrant("fhir-not-yet", "its period hasn't begun");
    }
    return new FhirMeaning(Optional.of("grant"), Optional.of(end), because(consent));
  }

  private static String because(FhirConsent consent) {
    return consent.exceptions().isEmpty()
        ? "it permits, without exception"
        : "it permits, but for exceptions";
  }

  private static FhirMeaning nothing(String because) {
    return new FhirMeaning(Optional.empty(), Optional.empty(), because);
  }

  private static FhirMeaning will(String verb, String because) {
    return new FhirMeaning(Optional.of(verb), Optional.empty(), because);
  }

  private static FormatException noGrant(String code, String why) {
    return new FormatException(code, why + ": no grant");
  }

  // The first moment of a date that is written less precisely: an end is never later than meant.
  private static Instant moment(String written) throws FormatException {
    return Said.of(written)
        .map(Said::earliest)
        .orElseThrow(() -> noGrant("fhir-malformed", "a date of its period can't be read"));
  }
}
