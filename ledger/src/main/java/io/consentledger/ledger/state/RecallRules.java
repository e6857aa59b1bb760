package io.consentledger.ledger.state;

import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.model.Acknowledge;
import io.consentledger.ledger.model.DataDisclosed;
import io.consentledger.ledger.model.DataErased;
import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.ErasureCertificate;
import io.consentledger.ledger.model.FactPayload;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.model.SubjectPayload;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * That recipients hear of what was withdrawn. Who has a part in it is settled when the recall is
 * recorded: what the controller declares later makes nobody owe anything for the past.
 */
final class RecallRules {
  private static final String ANY_PROCESS = "";

  private RecallRules() {}

  /** Remembers where data went. A recipient that says itself what it does with data has some. */
  static void passedOn(Step step, FactPayload fact) {
    if (fact instanceof DataDisclosed disclosed) {
      remember(step, fact, disclosed.recipient(), disclosed.disclosure());
    }
    Optional<Organisation> author = step.signingParty();
    if (!(fact instanceof DataErased)
        && author.isPresent()
        && !step.isSignedBy(fact.controllerId())) {
      remember(step, fact, author.get().name(), Disclosure.PROCESSOR);
    }
  }

  private static void remember(
      Step step, FactPayload fact, String recipient, Disclosure disclosure) {
    if (isAnother(step, recipient, fact.controllerId())) {
      DataPaths.Path path = new DataPaths.Path(recipient, disclosure);
      for (String process : List.of(fact.process().id(), ANY_PROCESS)) {
        Cell<DataPaths> cell = Cells.dataPaths(fact.subjectRef(), process);
        DataPaths before = cell.newest(step.state()).map(Cell.Entry::value).orElse(DataPaths.NONE);
        if (!before.contains(path)) {
          cell.put(step, before.with(path));
        }
      }
      untold(step, fact, recipient);
    }
  }

  /** The next certificate of an erasure calls on the recipient. */
  private static void untold(Step step, FactPayload fact, String recipient) {
    String processId = fact.process().id();
    Cell<List<String>> cell = Cells.untold(fact.subjectRef(), processId);
    Optional<List<String>> before = cell.newest(step.state()).map(Cell.Entry::value);
    if (before.isEmpty()) {
      Cells.passedOn(fact.subjectRef()).put(step, processId);
    }
    NavigableSet<String> after = new TreeSet<>(before.orElse(List.of()));
    if (after.add(recipient)) {
      cell.put(step, List.copyOf(after));
    }
  }

  /**
   * What ends the consent to a process.
   *
   * @param version that the consent was given to; its recipients and those of the newest may hear
   */
  static void ofProcess(
      Step step, SubjectPayload payload, RecallCause cause, String processId, int version) {
    DataPaths paths = paths(step, payload.subjectRef(), processId);
    NavigableSet<String> concerned = paths.recipients(any -> true);
    concerned.addAll(named(step, payload.controllerId(), new ProcessRef(processId, version)));
    concerned.addAll(namedNow(step, payload.controllerId(), processId));
    put(step, payload, cause, processId, concerned, paths.recipients(any -> true));
  }

  /**
   * What was erased must be erased by those that it went to: one recall for the whole of it. Who
   * was called on before, and got nothing since, owes that acknowledgement and no second one.
   */
  static void ofErasure(Step step, ErasureCertificate certificate) {
    SubjectRef subject = certificate.subjectRef();
    List<String> processes = certificate.processIds();
    NavigableSet<String> owing = told(step, subject, processes);
    NavigableSet<String> concerned = new TreeSet<>();
    for (String place : processes.isEmpty() ? List.of(ANY_PROCESS) : processes) {
      concerned.addAll(paths(step, subject, place).recipients(any -> true));
    }
    for (String processId : processes) {
      concerned.addAll(namedNow(step, certificate.controllerId(), processId));
    }
    put(step, certificate, RecallCause.ERASED, String.join(",", processes), concerned, owing);
  }

  /** Those whom a certificate about these processes, or about all, calls on: once. */
  private static NavigableSet<String> told(Step step, SubjectRef subject, List<String> processes) {
    List<String> covered =
        processes.isEmpty()
            ? Cells.passedOn(subject).upTo(step.state(), Long.MAX_VALUE).stream()
                .map(Cell.Entry::value)
                .toList()
            : processes;
    NavigableSet<String> owing = new TreeSet<>();
    for (String processId : covered) {
      Cell<List<String>> cell = Cells.untold(subject, processId);
      List<String> names = cell.newest(step.state()).map(Cell.Entry::value).orElse(List.of());
      if (!names.isEmpty()) {
        owing.addAll(names);
        cell.put(step, List.of());
      }
    }
    return owing;
  }

  private static List<String> namedNow(Step step, PartyId controller, String processId) {
    return Cells.newestProcess(controller, processId)
        .newest(step.state())
        .map(newest -> named(step, controller, new ProcessRef(processId, newest.value())))
        .orElse(List.of());
  }

  private static List<String> named(Step step, PartyId controller, ProcessRef version) {
    return Cells.process(controller, version)
        .newest(step.state())
        .map(process -> process.value().recipients())
        .orElse(List.of());
  }

  /** An opt-out: of a sale or sharing for those sold to or shared with, else for all. */
  static void ofRight(Step step, SubjectPayload payload, Right right) {
    Predicate<DataPaths.Path> affected =
        switch (right) {
          case SALE -> path -> path.disclosure() == Disclosure.SALE;
          case SHARE -> path -> path.disclosure() == Disclosure.SHARE;
          case SENSITIVE, AUTOMATED_DECISIONS, DIRECT_MARKETING, OBJECTION, RESTRICTION ->
              path -> true;
        };
    DataPaths paths = paths(step, payload.subjectRef(), ANY_PROCESS);
    put(
        step,
        payload,
        RecallCause.OPTED_OUT,
        right.name(),
        paths.recipients(any -> true),
        paths.recipients(affected));
  }

  private static DataPaths paths(Step step, SubjectRef subject, String processId) {
    return Cells.dataPaths(subject, processId)
        .newest(step.state())
        .map(Cell.Entry::value)
        .orElse(DataPaths.NONE);
  }

  private static void put(
      Step step,
      SubjectPayload payload,
      RecallCause cause,
      String matter,
      NavigableSet<String> concerned,
      NavigableSet<String> owing) {
    concerned.removeIf(name -> !isAnother(step, name, payload.controllerId()));
    Cells.recalls(payload.subjectRef()).put(step, step.txId());
    Cells.recall(payload.subjectRef(), step.txId())
        .put(
            step,
            new Recall(
                cause,
                matter,
                step.block().timeMs(),
                List.copyOf(concerned),
                List.copyOf(owing),
                List.of()));
  }

  /** Who is no organisation of this network can't sign here; the controller tells itself. */
  private static boolean isAnother(Step step, String name, PartyId controller) {
    return step.genesis()
        .organisation(name)
        .filter(party -> !party.partyId().equals(controller))
        .isPresent();
  }

  /** Late is recorded too, with the finding. */
  static List<Finding> acknowledge(Step step, Acknowledge said) throws Refusal {
    Cell<Recall> cell = Cells.recall(said.subjectRef(), said.acknowledges());
    Optional<Recall> standing = cell.newest(step.state()).map(Cell.Entry::value);
    Refusal.when(
        standing.isEmpty(),
        RejectionCode.NOTHING_TO_ACKNOWLEDGE,
        "nothing of this customer that recipients must hear of is " + said.acknowledges());
    Recall recall = standing.get();
    String author = step.signingParty().map(Organisation::name).orElse("");
    Refusal.when(
        !recall.concerned().contains(author),
        RejectionCode.SIGNER_NOT_AUTHORISED,
        "only an organisation that it concerns acknowledges it");
    Refusal.when(
        recall.acknowledged().contains(author),
        RejectionCode.ACKNOWLEDGED_ALREADY,
        author + " acknowledged it before");
    cell.put(step, recall.acknowledgedBy(author));
    long timeMs = step.block().timeMs();
    boolean late =
        recall.owing().contains(author)
            && timeMs >= RecallPeriod.endMs(step.state(), recall, timeMs);
    return late
        ? List.of(
            new Finding(
                FindingCode.ACKNOWLEDGEMENT_DEADLINE_MISSED,
                Severity.VIOLATION,
                List.of(recall.cause().name())))
        : List.of();
  }
}
