package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.util.Optional;

/**
 * A step, the wallet under which it is recorded, and whether it is.
 *
 * @param needless why it would add nothing to the ledger; empty where it does
 * @param heldBack whether it waits for the rest of the document to be readable
 */
public record PlannedStep(
    ImportStep step, String wallet, Optional<String> needless, boolean heldBack) {
  static final String STANDS = "stands already";

  /** A step that is recorded. */
  static PlannedStep sent(ImportStep step, String wallet) {
    return new PlannedStep(step, wallet, Optional.empty(), false);
  }

  /** A step that isn't, and why. */
  static PlannedStep not(ImportStep step, String wallet, String why) {
    return new PlannedStep(step, wallet, Optional.of(why), false);
  }

  /** Whether it is recorded. */
  public boolean isSent() {
    return needless.isEmpty() && !heldBack;
  }

  /** Whether it isn't recorded because it is what stands. */
  boolean standsAlready() {
    return needless.filter(STANDS::equals).isPresent();
  }

  /** Whether it is recorded, or was by an earlier run: it isn't refused or waiting. */
  boolean isTaken() {
    return !heldBack && (step.protects() || needless.isEmpty() || standsAlready());
  }

  /** Why it isn't recorded, in plain words. */
  public Optional<String> notSent() {
    return heldBack ? Optional.of("held back: the document is partly unreadable") : needless;
  }

  /** As {@code consent submit} takes it. */
  ObjectNode line(String controller) {
    ObjectNode line = step.instruction().put("wallet", wallet).put("controller", controller);
    return step.isRelayed() ? line.put("by", controller) : line;
  }

  String text(String controller) {
    return Json.line(line(controller));
  }
}
