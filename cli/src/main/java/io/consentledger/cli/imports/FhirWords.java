package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.formats.FhirConsent;
import io.consentledger.cli.formats.FhirMeaning;
import io.consentledger.cli.formats.FhirOutline;
import io.consentledger.cli.formats.FhirReader;
import io.consentledger.cli.formats.FormatException;
import io.consentledger.cli.formats.Said;
import java.util.Optional;

/**
 * What each FHIR Consent says: what denies or ends is read from its outline, whatever the rest
 * holds; what permits must be read whole, and else leaves nothing wider in force. One thread.
 */
final class FhirWords {
  private final FhirReader reader = new FhirReader();
  private final ImportOptions options;
  private final ImportPlan.Builder plan;

  FhirWords(ImportOptions options, ImportPlan.Builder plan) {
    this.options = options;
    this.plan = plan;
  }

  /** Adds what a Consent comes to. */
  void consent(int line, String where, ObjectNode json) {
    FhirOutline outline = new FhirOutline(json);
    Optional<Said> said = outline.date().flatMap(Said::of);
    Optional<String> verb = outline.protection();
    if (outline.isAboutOther() && verb.filter("withdraw"::equals).isEmpty()) {
      plan.note(line, where + "not about using data: passed over");
      return;
    }
    try {
      FhirConsent consent = reader.read(json);
      if (verb.isPresent()) {
        word(line, where, outline, verb.get(), "it denies, or holds no longer", said);
      } else if (outline.isOpen()) {
        plan.note(line, where + "nothing was decided yet: passed over");
      } else {
        permission(line, where, outline, consent, said);
      }
    } catch (FormatException e) {
      plan.problem(line, 0, e.code(), where + e.reason());
      if (!outline.isOpen()) {
        word(line, where, outline, verb.orElse("withdraw"), "it isn't known to permit", said);
      }
    } catch (DocumentException refused) {
      plan.problem(refused.problem());
      word(line, where, outline, "withdraw", "it permits something else", said);
    }
  }

  /** Adds that a Consent is no more. */
  void ended(int line, String where, FhirOutline outline, Optional<Said> said) {
    word(line, where, outline, "withdraw", "it was deleted", said);
  }

  private void permission(
      int line, String where, FhirOutline outline, FhirConsent consent, Optional<Said> said)
      throws FormatException, DocumentException {
    if (outline.isOfUnknownStatus()) {
      throw new DocumentException(line, 0, "fhir-undecided", where + "its status isn't known");
    }
    if (consent.about() == FhirConsent.About.OTHER) {
      throw new DocumentException(
          line, 0, "fhir-scope", where + "is about using data and about something else: no grant");
    }
    FhirMeaning meaning = FhirMeaning.of(consent, options.now());
    if (meaning.verb().isEmpty()) {
      word(line, where, outline, "withdraw", meaning.because(), said);
      return;
    }
    if (outline.date().isPresent() && said.isEmpty()) {
      throw new DocumentException(line, 0, "date-unreadable", where + "its date can't be read");
    }
    if (outline.isOfSomebodyElse()) {
      throw new DocumentException(
          line, 0, "decided-by-other", where + "somebody else than the person gave it");
    }
    if (!outline.forWhom().stream().allMatch(options.meanings()::isUs)) {
      throw new DocumentException(
          line, 0, "for-others", where + "for an organisation that --known-as doesn't name");
    }
    ObjectNode grant = Json.object();
    if (!consent.categories().isEmpty()) {
      grant.set(
          "dataCategories",
          Terms.categories(consent.categories(), options.meanings().categories(), line));
    }
    meaning.validUntil().ifPresent(end -> grant.put("validUntil", end.toString()));
    step(line, where, outline, "grant", grant, meaning.because(), said);
  }

  private void word(
      int line,
      String where,
      FhirOutline outline,
      String verb,
      String because,
      Optional<Said> said) {
    step(line, where, outline, verb, Json.object(), because, said);
  }

  private void step(
      int line,
      String where,
      FhirOutline outline,
      String verb,
      ObjectNode more,
      String because,
      Optional<Said> said) {
    Optional<String> person = options.person().or(outline::person);
    Optional<String> process = outline.process().or(options::process);
    if (person.isEmpty()) {
      plan.problem(line, 0, "person-missing", where + "names nobody; or give --person");
    } else if (process.isEmpty()) {
      plan.problem(
          line, 0, "process-missing", where + "doesn't say which process; or give --process");
    } else {
      ObjectNode step = Json.object().put("do", verb).put("process", process.get());
      plan.step(line, person.get(), step.setAll(more), where + because, said);
    }
  }
}
