package io.consentledger.ledger.state;

import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.model.DataCollected;
import io.consentledger.ledger.model.DataDisclosed;
import io.consentledger.ledger.model.DataErased;
import io.consentledger.ledger.model.DataReceived;
import io.consentledger.ledger.model.DataUsed;
import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.FactPayload;
import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.model.Vocabulary;
import io.consentledger.ledger.tx.TxId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Facts are recorded whatever they are: refusing them would destroy the evidence. Only who may
 * speak, and for whom, is checked; all else becomes findings.
 */
final class FactRules {
  private FactRules() {}

  static List<Finding> done(Step step, FactPayload fact) throws Refusal {
    requireWellFormed(step, fact);
    RecallRules.passedOn(step, fact);
    Assessment assessment = Assessor.assess(step.state(), question(step, fact));
    List<Finding> findings =
        Findings.about(assessment, Optional.ofNullable(reliesOn(fact)), step.block().timeMs());
    if (operation(fact) == Operation.COLLECT) {
      hasAgain(step, fact, Keeping.bySigner(step, fact));
      ErasureRules.obtainedAgain(step, fact);
      process(step, fact)
          .ifPresent(process -> Retention.begin(step, fact, process.retentionDays()));
    } else if (fact instanceof DataDisclosed disclosed) {
      hasAgain(step, fact, Keeping.by(step, fact, disclosed.recipient()));
    }
    return findings;
  }

  /** What an organisation had erased, it has again. */
  private static void hasAgain(Step step, FactPayload fact, Keeping keeping) {
    Cell<Erasure> cell = Cells.erasure(fact.subjectRef(), keeping);
    Optional<Erasure> erased = cell.newest(step.state()).map(Cell.Entry::value);
    if (erased.isPresent()) {
      put(step, cell, erased.get(), erased.get().without(fact.dataCategories()));
    }
  }

  static List<Finding> erased(Step step, DataErased fact) throws Refusal {
    requireWellFormed(step, fact);
    Cell<Erasure> cell = Cells.erasure(fact.subjectRef(), Keeping.bySigner(step, fact));
    Erasure before = cell.newest(step.state()).map(Cell.Entry::value).orElse(Erasure.NONE);
    put(step, cell, before, before.with(fact.dataCategories()));
    boolean late = Retention.end(step, fact);
    List<Finding> findings =
        new ArrayList<>(Findings.aboutErasure(process(step, fact), fact.dataCategories(), late));
    findings.addAll(
        ErasureRules.underHold(step.state(), fact.subjectRef(), List.of(fact.process().id())));
    return findings;
  }

  private static Optional<ProcessVersion> process(Step step, FactPayload fact) {
    return Cells.process(fact.controllerId(), fact.process())
        .newest(step.state())
        .map(Cell.Entry::value);
  }

  private static void put(Step step, Cell<Erasure> cell, Erasure before, Erasure after) {
    if (!after.equals(before)) {
      cell.put(step, after);
    }
  }

  private static void requireWellFormed(Step step, FactPayload fact) throws Refusal {
    Refusal.when(
        !step.isSignedBy(fact.controllerId()) && !isSignedByRecipient(step, fact),
        RejectionCode.SIGNER_NOT_AUTHORISED,
        "only the controller, or a recipient that the process names, declares this");
    CatalogueRules.requireTerms(
        "dataCategories", Vocabulary.Group.DATA_CATEGORY, fact.dataCategories());
  }

  private static boolean isSignedByRecipient(Step step, FactPayload fact) {
    Optional<Organisation> party = step.signingParty();
    return party.isPresent()
        && process(step, fact)
            .filter(process -> process.recipients().contains(party.get().name()))
            .isPresent();
  }

  private static Question question(Step step, FactPayload fact) {
    return new Question(
        fact.subjectRef(),
        fact.controllerId(),
        fact.process().id(),
        fact.process().version(),
        fact.dataCategories(),
        operation(fact),
        fact instanceof DataDisclosed disclosed ? disclosed.recipient() : null,
        Keeping.bySigner(step, fact).holder(),
        step.block().timeMs());
  }

  private static Operation operation(FactPayload fact) {
    if (fact instanceof DataCollected || fact instanceof DataReceived) {
      return Operation.COLLECT;
    }
    if (fact instanceof DataUsed) {
      return Operation.USE;
    }
    if (fact instanceof DataDisclosed disclosed) {
      return operation(disclosed.disclosure());
    }
    throw new AssertionError("no operation for " + fact.kind());
  }

  private static Operation operation(Disclosure disclosure) {
    return switch (disclosure) {
      case PROCESSOR -> Operation.DISCLOSE;
      case SHARE -> Operation.SHARE;
      case SALE -> Operation.SELL;
    };
  }

  private static @Nullable TxId reliesOn(FactPayload fact) {
    if (fact instanceof DataCollected collected) {
      return collected.reliesOn();
    }
    if (fact instanceof DataReceived received) {
      return received.reliesOn();
    }
    if (fact instanceof DataUsed used) {
      return used.reliesOn();
    }
    if (fact instanceof DataDisclosed disclosed) {
      return disclosed.reliesOn();
    }
    throw new AssertionError("nothing to rely on for " + fact.kind());
  }
}
