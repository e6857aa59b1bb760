package io.consentledger.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.cli.home.Home;
import io.consentledger.cli.imports.ForeignDocuments.Kind;
import io.consentledger.cli.imports.ForeignDocuments.Word;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random documents in any order, repeated, split over files, of people whose names are written in
 * several ways, with withdrawals in between: consent stands only where the newest word of the
 * customer, by its own date, was a grant that covers it.
 */
class NewestWordPropertyTest {
  private static final int ROUNDS = 120;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"fhir", "dpv27560", "kantara", "tcf", "depa"})
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
    LedgerInMemory ledger =
        new LedgerInMemory(new Home(folder), format, ForeignDocuments.meanings());
    List<Word> words = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      words.add(ForeignDocuments.random(format, random));
    }
    List<Word> said = new ArrayList<>(words);
    said.addAll(words.subList(0, random.nextInt(words.size() + 1)));
    Collections.shuffle(said, random);
    Oracle oracle = new Oracle();
    Instant now = START;
    for (int from = 0; from < said.size(); ) {
      now = now.plusSeconds(86_400);
      boolean several = ForeignDocuments.LINES.contains(format);
      int to = several ? from + 1 + random.nextInt(said.size() - from) : from + 1;
      List<Word> file = said.subList(from, to);
      String document = ForeignDocuments.document(format, file, random);
      ledger.imports(document, now, random.nextInt(4) > 0);
      for (Word word : file) {
        oracle.heard(word, now);
      }
      if (random.nextInt(6) == 0) {
        now = now.plusSeconds(60);
        int person = random.nextInt(2);
        if (ledger.withdraws(ForeignDocuments.name(format, person), now)) {
          oracle.heard(new Word(Kind.END, person, null, Set.of()), now);
        }
      }
      for (int person = 0; person < 2; person++) {
        String name = ForeignDocuments.name(format, person);
        Set<String> stands = ledger.permitted(name);
        assertThat(stands.isEmpty() || oracle.permits(person, stands))
            .as("%s, seed %d: person %d, %s stands after %s", format, seed, person, stands, said)
            .isTrue();
        assertThat(ledger.wallets(name)).as("one person").hasSizeLessThan(2);
      }
      from = to;
    }
    return ledger.permitted(ForeignDocuments.name(format, 0)).isEmpty() ? 0 : 1;
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
              : ForeignDocuments.FIRST
                  .plusDays(word.day())
                  .atStartOfDay(ZoneOffset.UTC)
                  .toInstant();
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
}
