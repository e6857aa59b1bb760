package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.formats.FhirConsent;
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
    FhirWord word =
        new FhirWord(line, where, outline, outline.date().flatMap(Said::of), options, plan);
    Optional<String> verb = outline.protection();
    if (outline.isAboutOther() && verb.filter("withdraw"::equals).isEmpty()) {
      word.note("not about using data: passed over");
      return;
    }
    try {
      FhirConsent consent = reader.read(json);
      if (verb.isPresent()) {
        word.protect(verb.get(), "it denies, or holds no longer");
      } else if (outline.isOpen()) {
        word.note("nothing was decided yet: passed over");
      } else {
        new FhirPermission(word, consent).add();
      }
    } catch (FormatException e) {
      word.problem(e.code(), e.reason());
      if (!outline.isOpen()) {
        word.protect(verb.orElse("withdraw"), "it isn't known to permit");
      }
    } catch (DocumentException refused) {
      plan.problem(refused.problem());
      word.protect("withdraw", "it permits something else");
    }
  }

  /** Adds that a Consent is no more. */
  void ended(int line, String where, FhirOutline outline, Optional<Said> said) {
    new FhirWord(line, where, outline, said, options, plan).protect("withdraw", "it was deleted");
  }
}
