package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.formats.Said;
import io.consentledger.cli.imports.Consent.Terms;
import io.consentledger.ledger.state.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a document's words about consent. Of the words of one customer on one process the
 * newest counts, by its own date, against what stands on the ledger too; what can't be granted
 * leaves nothing wider in force. Why: docs/explanation/imports.md. One thread.
 */
public final class Wills {
  private final Standing standing;
  private final NewestWords words;
  private final Declarations declared;
  private final Instant now;

  public Wills(Standing standing, NewestWords words, Declarations declared, Instant now) {
    this.standing = standing;
    this.words = words;
    this.declared = declared;
    this.now = now;
  }

  /** Why a grant isn't sent. */
  private record Refusal(Age age, String why) {
    enum Age {
      /** It is what stands. */
      STANDS,
      /** Something newer was said. */
      OLDER,
      /** Something was recorded later; when that was said isn't known. */
      PERHAPS_OLDER,
      /** The newest word, which the ledger can't take as it is. */
      NEWEST
    }

    static Optional<Refusal> of(Age age, String why) {
      return Optional.of(new Refusal(age, why));
    }
  }

  /**
   * Judges all words of one customer on one process.
   *
   * @param partly whether grants wait for the rest of the document
   * @return each word, and what is recorded in the stead of one; in no order
   */
  List<PlannedStep> judged(String wallet, List<ImportStep> all, boolean partly)
      throws CliException {
    List<ImportStep> newestFirst = new ArrayList<>();
    for (ImportStep word : all) {
      newestFirst.add(word.protects() ? word : declared.exact(word));
    }
    // Of the same time, what protects is the newer.
    newestFirst.sort(
        Comparator.comparing(ImportStep::order).thenComparing(ImportStep::protects).reversed());
    Optional<Consent> consent = consent(wallet, newestFirst.get(0).processId());
    List<PlannedStep> planned = new ArrayList<>();
    Optional<ImportStep> counts = Optional.empty();
    for (ImportStep word : newestFirst) {
      if (counts.isPresent()) {
        String why = "superseded by the newer word of line " + counts.get().line();
        planned.add(PlannedStep.not(word, wallet, why));
        continue;
      }
      if (word.protects()) {
        planned.add(protection(wallet, word, consent));
        counts = Optional.of(word);
        continue;
      }
      Optional<Refusal> refusal = refusal(wallet, word, consent, sameTime(word, newestFirst));
      boolean waits = refusal.isEmpty() && partly;
      planned.add(new PlannedStep(word, wallet, refusal.map(Refusal::why), waits));
      boolean settled = refusal.map(it -> it.age() == Refusal.Age.STANDS).orElse(!waits);
      if (!settled && consent.isPresent() && leavesWider(word, refusal, consent.get())) {
        planned.add(narrowing(wallet, word));
        settled = true;
      }
      counts = settled ? Optional.of(word) : counts;
    }
    return planned;
  }

  /** Where consent stands; empty where it was never decided. */
  Optional<Consent> consent(String wallet, String process) throws CliException {
    Optional<JsonNode> decisive = standing.decisive(wallet, process);
    if (decisive.isEmpty()) {
      return Optional.empty();
    }
    JsonNode record = decisive.get();
    Optional<Instant> said = words.said(wallet, process, record.path("txId").asText());
    if (standing.isHeldByCustomer(wallet)) {
      said = Optional.of(Instant.ofEpochMilli(record.path("timeMs").asLong()));
    }
    return Optional.of(new Consent(record, declared.recipientsOf(record), said));
  }

  private PlannedStep protection(String wallet, ImportStep word, Optional<Consent> consent)
      throws CliException {
    boolean refuses = word.isDecision();
    if (consent.isEmpty()) {
      if (!refuses) {
        return PlannedStep.not(word, wallet, "nothing to withdraw");
      }
      if (standing.isHeldByCustomer(wallet)) {
        return PlannedStep.not(word, wallet, "no consent stands, and the customer holds the key");
      }
      String process = word.instruction().path("process").asText();
      return declared.isDeclared(process)
          ? PlannedStep.sent(word, wallet)
          : PlannedStep.not(word, wallet, "the process " + process + " isn't declared");
    }
    if (!consent.get().isGiven()) {
      return PlannedStep.not(
          word, wallet, refuses ? "no consent stands: ended already" : "nothing to withdraw");
    }
    if (consent.get().said().filter(given -> word.order().isBefore(given)).isPresent()) {
      return PlannedStep.not(word, wallet, "older than the consent that stands");
    }
    boolean relayed =
        refuses
            && (standing.isHeldByCustomer(wallet)
                || !declared.isDeclared(word.instruction().path("process").asText()));
    return PlannedStep.sent(relayed ? asWithdrawal(word, word.because()) : word, wallet);
  }

  private Optional<Refusal> refusal(
      String wallet, ImportStep word, Optional<Consent> consent, List<ImportStep> sameTime)
      throws CliException {
    Optional<Terms> terms = terms(word);
    if (terms.isEmpty()) {
      return Refusal.of(Refusal.Age.NEWEST, "its end can't be read");
    }
    if (word.order().isAfter(now)) {
      return Refusal.of(Refusal.Age.OLDER, "said in the future: nobody knows it yet");
    }
    Optional<Refusal> older = older(wallet, word, terms.get(), consent);
    if (older.isPresent()) {
      return older;
    }
    for (ImportStep other : sameTime) {
      if (terms(other).filter(it -> it.cover(terms.get())).isEmpty()) {
        return Refusal.of(
            Refusal.Age.NEWEST, "line " + other.line() + " says something else at the same time");
      }
    }
    if (standing.isHeldByCustomer(wallet)) {
      return Refusal.of(Refusal.Age.NEWEST, "the customer holds the key: only they can grant");
    }
    if (!terms.get().until().isAfter(now)) {
      return Refusal.of(Refusal.Age.NEWEST, "its time is over");
    }
    if (terms.get().until().isAfter(now.plusMillis(Limits.CONSENT_VALIDITY_MS_MAX))) {
      return Refusal.of(
          Refusal.Age.NEWEST, "it ends later than the ledger allows: say when with --valid-until");
    }
    return declared.refusal(word).map(why -> new Refusal(Refusal.Age.NEWEST, why));
  }

  private Optional<Refusal> older(
      String wallet, ImportStep word, Terms terms, Optional<Consent> consent) {
    Optional<Instant> ended = words.ended(wallet, word.processId());
    if (consent.isPresent() && !consent.get().isGiven()) {
      Instant latest = consent.get().latest();
      ended = ended.filter(it -> it.isAfter(latest)).or(() -> Optional.of(latest));
    }
    if (ended.filter(it -> !word.order().isAfter(it)).isPresent()) {
      return Refusal.of(
          Refusal.Age.OLDER, "older than the customer's word that ended or refused it");
    }
    if (consent.isEmpty() || !consent.get().isGiven()) {
      return Optional.empty();
    }
    Terms stands = consent.get().terms();
    boolean same = stands.equals(terms) && consent.get().isOf(process(word));
    if (same) {
      return Refusal.of(Refusal.Age.STANDS, PlannedStep.STANDS);
    }
    boolean known = consent.get().said().isPresent();
    boolean sameTime = known && word.order().equals(consent.get().latest());
    boolean newer = word.order().isAfter(consent.get().latest());
    if (newer || ((sameTime || !known) && stands.cover(terms))) {
      return Optional.empty();
    }
    if (sameTime && !terms.cover(stands)) {
      return Refusal.of(Refusal.Age.NEWEST, "something else was said at the same time");
    }
    return Refusal.of(
        known || word.said().isEmpty() ? Refusal.Age.OLDER : Refusal.Age.PERHAPS_OLDER,
        "older than the consent that stands");
  }

  // A newer word that can't be recorded as it is: what stands mustn't be wider than it.
  private boolean leavesWider(ImportStep word, Optional<Refusal> refusal, Consent stands)
      throws CliException {
    boolean over = terms(word).filter(it -> it.until().isAfter(now)).isEmpty();
    boolean covered = !over && terms(word).filter(it -> it.cover(stands.terms())).isPresent();
    boolean mayBeNewer = refusal.filter(it -> it.age() == Refusal.Age.OLDER).isEmpty();
    return stands.isGiven() && !covered && mayBeNewer;
  }

  private static PlannedStep narrowing(String wallet, ImportStep word) {
    return PlannedStep.sent(
        asWithdrawal(word, "it is newer than the wider consent that stands"), wallet);
  }

  private static ImportStep asWithdrawal(ImportStep word, String because) {
    return new ImportStep(
        word.line(),
        word.person(),
        Json.object().put("do", "withdraw").put("process", process(word)),
        because,
        word.said());
  }

  private List<ImportStep> sameTime(ImportStep word, List<ImportStep> all) {
    return all.stream()
        .filter(it -> !it.equals(word) && !it.protects() && it.order().equals(word.order()))
        .toList();
  }

  private Optional<Terms> terms(ImportStep word) throws CliException {
    Optional<Said> end = Said.of(word.instruction().path("validUntil").asText());
    return end.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Terms(declared.dataOf(word), declared.recipientsOf(word), end.get().earliest()));
  }

  private static String process(ImportStep word) {
    return word.instruction().path("process").asText();
  }
}
