package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.home.Home;
import io.consentledger.cli.report.History;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The rules of the ledger that matter to imports: the newest record decides. */
final class LedgerInMemory {
  private final Home home;
  private final Importer importer;
  private final Meanings meanings;
  private final Optional<Map<String, List<String>>> matches;
  private final Map<String, List<ObjectNode>> entries = new HashMap<>();
  private int records;

  LedgerInMemory(Home home, String format, Meanings meanings) throws CliException {
    this(home, format, meanings, Optional.empty());
  }

  LedgerInMemory(
      Home home, String format, Meanings meanings, Optional<Map<String, List<String>>> matches)
      throws CliException {
    this.home = home;
    this.importer = Importers.of(format);
    this.meanings = meanings;
    this.matches = matches;
  }

  /** Imports a document; tells its plan. */
  ImportPlan imports(String document, Instant now, boolean skipBad) throws CliException {
    ImportOptions options = new ImportOptions("care@1", null, matches.orElse(null), meanings, now);
    ImportPlan plan = importer.read(document.getBytes(StandardCharsets.UTF_8), options);
    SecureRandom random = new SecureRandom();
    ImportFile file =
        new ImportFile(
            importer.namesPersonsOf(),
            "bank",
            Identities.open(home, "bank", random),
            Suppressions.open(home, "bank", random));
    Standing standing = new Standing(this::history);
    NewestWords words = NewestWords.open(home, "bank");
    Wills wills = new Wills(standing, words, new Declarations(() -> List.of(care())), now);
    boolean partly = !plan.problems().isEmpty() && !skipBad;
    List<PlannedStep> steps = file.planned(plan, partly, standing, wills);
    file.remember();
    NotedWords noted = new NotedWords(standing, words, now);
    noted.planned(steps);
    steps.stream().filter(PlannedStep::isSent).forEach(step -> record(step, now));
    noted.recorded(steps);
    return plan;
  }

  private void record(PlannedStep step, Instant now) {
    ObjectNode instruction = step.step().instruction();
    ObjectNode entry = entry(step.wallet(), now);
    ObjectNode payload = entry.putObject("payload");
    switch (step.step().verb()) {
      case "withdraw" -> {
        entry.put("kind", "WithdrawConsent");
        payload.put("processId", "care");
      }
      case "opt-out" -> {
        entry.put("kind", "SetPreference");
        payload.set("right", instruction.path("right"));
        payload.put("value", "OPTED_OUT");
      }
      case "request-data" -> {
        entry.put("kind", "OpenRequest");
        payload.set("regime", instruction.path("regime"));
        payload.set("right", instruction.path("right"));
      }
      default -> decides(entry, payload, step);
    }
  }

  private void decides(ObjectNode entry, ObjectNode payload, PlannedStep step) {
    boolean grant = step.step().verb().equals("grant");
    entry.put("kind", "DecideConsent");
    payload.put("decision", grant ? "GIVEN" : "REFUSED");
    payload.putObject("process").put("id", "care").put("version", 1);
    Set<String> data = new TreeSet<>(Json.texts(step.step().instruction().path("dataCategories")));
    if (grant) {
      payload.set(
          "dataCategories", Json.array(List.copyOf(data.isEmpty() ? Set.of("Age", "Name") : data)));
      payload.put("validUntilMs", Instant.parse("2029-01-01T00:00:00Z").toEpochMilli());
    }
  }

  /** The customer withdraws by another way than an import; false where nothing is there. */
  boolean withdraws(String person, Instant now) throws CliException {
    for (String wallet : wallets(person)) {
      if (entries.containsKey(wallet)) {
        ObjectNode entry = entry(wallet, now).put("kind", "WithdrawConsent");
        entry.putObject("payload").put("processId", "care");
        return true;
      }
    }
    return false;
  }

  /** The customer opts in by another way than an import; false where nobody is known. */
  boolean optsIn(String person, String right, Instant now) throws CliException {
    for (String wallet : wallets(person)) {
      ObjectNode entry = entry(wallet, now).put("kind", "SetPreference");
      entry.putObject("payload").put("right", right).put("value", "OPTED_IN");
      return true;
    }
    return false;
  }

  /** The data that stand permitted; empty where consent doesn't stand. */
  Set<String> permitted(String person) throws CliException {
    Set<String> data = new TreeSet<>();
    for (String wallet : wallets(person)) {
      entries.getOrDefault(wallet, List.of()).stream()
          .filter(entry -> !entry.path("kind").asText().matches("SetPreference|OpenRequest"))
          .reduce((one, next) -> next)
          .ifPresent(entry -> data.addAll(Json.texts(entry.at("/payload/dataCategories"))));
    }
    return data;
  }

  /** The rights of all records of a kind about a person, but for those that opt in. */
  List<String> rights(String person, String kind) throws CliException {
    List<String> rights = new ArrayList<>();
    for (String wallet : wallets(person)) {
      for (JsonNode entry : entries.getOrDefault(wallet, List.of())) {
        boolean in = entry.at("/payload/value").asText().equals("OPTED_IN");
        if (entry.path("kind").asText().equals(kind) && !in) {
          rights.add(entry.at("/payload/right").asText());
        }
      }
    }
    return rights;
  }

  /** The wallets of a person, however the name is written. */
  Set<String> wallets(String person) throws CliException {
    return Identities.open(home, "bank", new SecureRandom())
        .known(importer.namesPersonsOf(), person);
  }

  int records() {
    return records;
  }

  private ObjectNode entry(String wallet, Instant now) {
    records++;
    ObjectNode entry = Json.object().put("txId", "tx-" + records).put("timeMs", now.toEpochMilli());
    entries.computeIfAbsent(wallet, name -> new ArrayList<>()).add(entry);
    return entry;
  }

  private Optional<History> history(String wallet) {
    return entries.containsKey(wallet)
        ? Optional.of(new History("bank", "ab", "cd", records, List.copyOf(entries.get(wallet))))
        : Optional.empty();
  }

  private static ObjectNode care() {
    ObjectNode care = Json.object().put("processId", "care").put("version", 1);
    care.set("dataCategories", Json.array(List.of("Age", "Name")));
    return care;
  }
}
