package io.consentledger.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.home.Home;
import io.consentledger.cli.report.History;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random documents in any order, repeated, split over files, with withdrawals in between: consent
 * stands only where the newest word of the customer, by its own date, was a grant that covers it.
 */
class NewestWordPropertyTest {
  private static final int ROUNDS = 120;
  private static final LocalDate FIRST = LocalDate.parse("2020-01-01");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<String, String> TERMS = Map.of("Name", "Name", "Age", "Age");

  @TempDir Path directory;

  private enum Kind {
    GRANT,
    REFUSE,
    END,
    UNREADABLE
  }

  /** What a customer said; undated where there is no day. */
  private record Word(Kind kind, int person, @Nullable Integer day, Set<String> data) {
    String date() {
      return FIRST.plusDays(day == null ? 0 : day).toString();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fhir", "dpv27560", "kantara"})
  void aConsentThatStandsIsTheNewestWord(String format) throws Exception {
    int permits = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      permits += round(format, seed);
    }
    assertThat(permits).as("rounds that left a consent standing").isGreaterThan(ROUNDS / 20);
  }

  private int round(String format, int seed) throws Exception {
    Random random = new Random(seed);
    Path folder = Files.createDirectory(directory.resolve(format + seed));
    LedgerInMemory ledger = new LedgerInMemory(new Home(folder), format);
    List<Word> words = words(format, random);
    List<Word> said = new ArrayList<>(words);
    said.addAll(words.subList(0, random.nextInt(words.size() + 1)));
    Collections.shuffle(said, random);
    Oracle oracle = new Oracle();
    Instant now = START;
    for (int from = 0; from < said.size(); ) {
      now = now.plusSeconds(86_400);
      int to = format.equals("fhir") ? from + 1 + random.nextInt(said.size() - from) : from + 1;
      List<Word> file = said.subList(from, to);
      ledger.imports(document(format, file), now, random.nextInt(4) > 0);
      for (Word word : file) {
        oracle.heard(word, now);
      }
      if (random.nextInt(6) == 0) {
        now = now.plusSeconds(60);
        int person = random.nextInt(2);
        if (ledger.withdraws(name(format, person), now)) {
          oracle.heard(new Word(Kind.END, person, null, Set.of()), now);
        }
      }
      for (int person = 0; person < 2; person++) {
        Set<String> stands = ledger.permitted(name(format, person));
        assertThat(stands.isEmpty() || oracle.permits(person, stands))
            .as("%s, seed %d: person %d, %s stands after %s", format, seed, person, stands, said)
            .isTrue();
      }
      from = to;
    }
    return ledger.permitted(name(format, 0)).isEmpty() ? 0 : 1;
  }

  private static List<Word> words(String format, Random random) {
    List<Word> words = new ArrayList<>();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      Kind kind = random.nextInt(2) == 0 ? Kind.GRANT : Kind.values()[random.nextInt(4)];
      if (format.equals("kantara") && kind != Kind.GRANT) {
        kind = Kind.UNREADABLE;
      }
      Set<String> data = random.nextInt(3) > 0 ? Set.of("Name", "Age") : Set.of("Name");
      if (format.equals("fhir")) {
        data = Set.of("Name", "Age");
      }
      boolean dated = format.equals("kantara") || random.nextInt(5) > 0;
      words.add(new Word(kind, random.nextInt(2), dated ? random.nextInt(8) : null, data));
    }
    return words;
  }

  private static String name(String format, int person) {
    return (format.equals("fhir") ? "Patient/" : "person-") + person;
  }

  private static String document(String format, List<Word> words) {
    return words.stream()
        .map(
            word ->
                switch (format) {
                  case "fhir" -> fhir(word);
                  case "dpv27560" -> dpv(word);
                  default -> kantara(word);
                })
        .collect(Collectors.joining("\n"))
        .replace('\'', '"');
  }

  private static String fhir(Word word) {
    String status = word.kind() == Kind.END ? "inactive" : "active";
    String type = word.kind() == Kind.REFUSE ? "deny" : "permit";
    String narrower = word.kind() == Kind.UNREADABLE ? ",'purpose':[{'code':'TREAT'}]" : "";
    String date = word.day() == null ? "" : "'dateTime':'" + word.date() + "',";
    return ("{'resourceType':'Consent','status':'%s',%s'scope':{'coding':[{'system':"
            + "'http://terminology.hl7.org/CodeSystem/consentscope','code':'research'}]},"
            + "'patient':{'reference':'%s'},'provision':{'type':'%s',"
            + "'period':{'end':'2029-01-01'}%s}}")
        .formatted(status, date, name("fhir", word.person()), type, narrower);
  }

  private static String dpv(Word word) {
    String status =
        switch (word.kind()) {
          case GRANT -> "ConsentGiven";
          case REFUSE -> "ConsentRefused";
          case END -> "ConsentExpired";
          case UNREADABLE -> "ConsentSomehow";
        };
    String at = word.day() == null ? "" : "'dpv:isIndicatedAtTime':'" + word.date() + "',";
    String data = word.data().stream().sorted().collect(Collectors.joining("','pd:"));
    return ("{'@type':'dpv:ConsentRecord','dpv:hasDataSubject':'%s','dpv:hasPersonalData':"
            + "['pd:%s'],'dpv:hasConsentStatus':{'@type':'dpv:%s',%s'dpv:hasDuration':"
            + "{'@type':'dpv:UntilTimeDuration','rdf:value':'2029-01-01'}}}")
        .formatted(name("dpv", word.person()), data, status, at);
  }

  private static String kantara(Word word) {
    long seconds = LocalDate.parse(word.date()).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    String type = word.kind() == Kind.GRANT ? "EXPLICIT" : "IMPLICIT";
    String data = word.data().stream().sorted().collect(Collectors.joining("','"));
    return ("{'version':'KI-CR-v1.1.0','jurisdiction':'DE','consentTimestamp':%d,"
            + "'collectionMethod':'form','consentReceiptID':'c','language':'en','piiPrincipalId':"
            + "'%s','piiControllers':[],'policyUrl':'u','sensitive':false,'spiCat':[],"
            + "'services':[{'service':'s','purposes':[{'purposeCategory':['6'],'consentType':'%s',"
            + "'piiCategory':['%s']}]}]}")
        .formatted(seconds, name("kantara", word.person()), type, data);
  }

  /** What was said, in a list that knows no ledger. */
  private static final class Oracle {
    private record Heard(Word word, Instant at) {}

    private final List<Heard> all = new ArrayList<>();

    void heard(Word word, Instant now) {
      Instant undated = word.kind() == Kind.GRANT ? Instant.MIN : now;
      Instant at =
          word.day() == null
              ? undated
              : FIRST.plusDays(word.day()).atStartOfDay(ZoneOffset.UTC).toInstant();
      all.add(new Heard(word, at));
    }

    boolean permits(int person, Set<String> data) {
      List<Heard> his = all.stream().filter(it -> it.word().person() == person).toList();
      Optional<Instant> newest = his.stream().map(Heard::at).max(Instant::compareTo);
      return newest.isPresent()
          && his.stream()
              .filter(it -> it.at().equals(newest.get()))
              .allMatch(it -> it.word().kind() == Kind.GRANT && it.word().data().containsAll(data));
    }
  }

  /** The rules of the ledger that matter here: the newest record decides. */
  private static final class LedgerInMemory {
    private final Home home;
    private final Importer importer;
    private final Map<String, List<ObjectNode>> entries = new HashMap<>();
    private int records;

    LedgerInMemory(Home home, String format) throws CliException {
      this.home = home;
      this.importer = Importers.of(format);
    }

    void imports(String document, Instant now, boolean skipBad) throws CliException {
      Meanings meanings = new Meanings(Map.of(), TERMS, "2029-01-01");
      ImportOptions options = new ImportOptions("care@1", null, null, meanings, now);
      ImportPlan plan = importer.read(document.getBytes(StandardCharsets.UTF_8), options);
      SecureRandom random = new SecureRandom();
      ImportFile file =
          new ImportFile(
              importer.namesPersonsOf(),
              "bank",
              Identities.open(home, "bank", random),
              Suppressions.open(home, "bank", random));
      Standing standing = new Standing(wallet -> history(wallet));
      NewestWords words = NewestWords.open(home, "bank");
      Wills wills = new Wills(standing, words, new Declarations(() -> List.of(care())), now);
      boolean partly = !plan.problems().isEmpty() && !skipBad;
      List<PlannedStep> steps = file.planned(plan, partly, standing, wills);
      file.remember();
      NotedWords noted = new NotedWords(standing, words, now);
      noted.planned(steps);
      steps.stream().filter(PlannedStep::isSent).forEach(step -> record(step, now));
      noted.recorded(steps);
    }

    private void record(PlannedStep step, Instant now) {
      ObjectNode instruction = step.step().instruction();
      ObjectNode entry = entry(step.wallet(), now);
      ObjectNode payload = entry.putObject("payload");
      if (step.step().verb().equals("withdraw")) {
        entry.put("kind", "WithdrawConsent");
        payload.put("processId", "care");
        return;
      }
      boolean grant = step.step().verb().equals("grant");
      entry.put("kind", "DecideConsent");
      payload.put("decision", grant ? "GIVEN" : "REFUSED");
      payload.putObject("process").put("id", "care").put("version", 1);
      Set<String> data = new TreeSet<>(Json.texts(instruction.path("dataCategories")));
      if (grant) {
        payload.set(
            "dataCategories", Json.array(List.copyOf(data.isEmpty() ? TERMS.keySet() : data)));
        payload.put("validUntilMs", Instant.parse("2029-01-01T00:00:00Z").toEpochMilli());
      }
    }

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

    Set<String> permitted(String person) throws CliException {
      Set<String> data = new TreeSet<>();
      for (String wallet : wallets(person)) {
        List<ObjectNode> all = entries.getOrDefault(wallet, List.of());
        if (!all.isEmpty()) {
          data.addAll(Json.texts(all.get(all.size() - 1).at("/payload/dataCategories")));
        }
      }
      return data;
    }

    private Set<String> wallets(String person) throws CliException {
      return Identities.open(home, "bank", new SecureRandom())
          .known(importer.namesPersonsOf(), person);
    }

    private ObjectNode entry(String wallet, Instant now) {
      records++;
      ObjectNode entry =
          Json.object().put("txId", "tx-" + records).put("timeMs", now.toEpochMilli());
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
      care.set("dataCategories", Json.array(List.copyOf(TERMS.keySet())));
      return care;
    }
  }
}
