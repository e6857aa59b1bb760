package io.consentledger.ledger;

import io.consentledger.ledger.store.StorageFailure;
import java.util.ArrayList;
import java.util.List;

/** The problems found so far, up to a limit. */
final class FsckFindings {
  private final List<FsckProblem> problems = new ArrayList<>();

  void add(String code, String place, String detail) {
    if (!isFull()) {
      problems.add(new FsckProblem(code, place, detail));
    }
  }

  /** Runs a step; storage that can't be read there is a problem, and the step is over. */
  void reading(String place, Runnable step) {
    try {
      step.run();
    } catch (StorageFailure failure) {
      add(failure.code(), place, String.valueOf(failure.getMessage()));
    }
  }

  boolean isFull() {
    return problems.size() >= Limits.FSCK_PROBLEMS_MAX;
  }

  List<FsckProblem> all() {
    return problems;
  }
}
