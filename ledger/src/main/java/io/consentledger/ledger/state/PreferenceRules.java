package io.consentledger.ledger.state;

import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.SetPreference;
import java.util.Optional;

/** Opting out may be passed on by the controller, opting in is the customer's alone. */
final class PreferenceRules {
  private PreferenceRules() {}

  static void set(Step step, SetPreference preference) throws Refusal {
    if (preference.value() == PreferenceValue.OPTED_IN) {
      step.requireSignedBySubject(preference.subjectRef());
    } else {
      step.requireSignedBySubjectOrController(preference);
    }
    Cell<Preference> cell = Cells.preference(preference.subjectRef(), preference.right());
    Optional<Preference> same =
        cell.newest(step.state())
            .map(Cell.Entry::value)
            .filter(standing -> standing.value() == preference.value());
    // A signal that repeats itself must not start the time to comply anew: nothing changes.
    if (same.isEmpty()) {
      cell.put(
          step, new Preference(preference.value(), preference.source(), step.block().timeMs()));
      if (preference.value() == PreferenceValue.OPTED_OUT) {
        RecallRules.ofRight(step, preference, preference.right());
      }
    }
  }
}
