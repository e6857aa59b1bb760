package io.consentledger.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.cli.home.Home;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random logs of signals in any order, repeated, split over files, of people whose names are
 * written in several ways, with opt-ins in between: whoever said no stands opted out, by one record
 * for each change, and nobody else.
 */
class SignalPropertyTest {
  private static final int ROUNDS = 80;
  private static final int PEOPLE = 4;
  private static final Set<String> SALES = Set.of("SALE", "SHARE");
  private static final Set<String> EVERY = Set.of("SALE", "SHARE", "SENSITIVE");

  @TempDir Path directory;

  /** What somebody sent. */
  private enum Signal {
    OUT,
    NOTHING,
    UNREADABLE
  }

  private record Sent(int person, Signal signal) {}

  @ParameterizedTest
  @ValueSource(strings = {"gpc", "gpp", "drop"})
  void whoeverSaidNoIsOptedOutOnceAndNobodyElse(String format) throws Exception {
    for (int seed = 0; seed < ROUNDS; seed++) {
      round(format, seed);
    }
  }

  private void round(String format, int seed) throws Exception {
    Random random = new Random(seed);
    Path folder = Files.createDirectory(directory.resolve(format + seed));
    LedgerInMemory ledger =
        new LedgerInMemory(new Home(folder), format, Meanings.NONE, Optional.of(matches(random)));
    List<Sent> all = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      all.add(new Sent(random.nextInt(PEOPLE), Signal.values()[random.nextInt(3)]));
    }
    all.addAll(all.subList(0, random.nextInt(all.size() + 1)));
    Collections.shuffle(all, random);
    Map<Integer, Set<String>> out = new HashMap<>();
    Map<Integer, List<String>> recorded = new HashMap<>();
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    for (int from = 0; from < all.size(); ) {
      int to = from + 1 + random.nextInt(all.size() - from);
      List<Sent> file = all.subList(from, to);
      now = now.plusSeconds(60);
      ledger.imports(document(format, file, random), now, random.nextBoolean());
      for (Sent sent : file) {
        for (String right : rights(format, sent.signal())) {
          if (out.computeIfAbsent(sent.person(), one -> new HashSet<>()).add(right)) {
            recorded.computeIfAbsent(sent.person(), one -> new ArrayList<>()).add(right);
          }
        }
      }
      for (int person = 0; person < PEOPLE; person++) {
        assertThat(ledger.rights(name(person), "SetPreference"))
            .as("%s, seed %d: person %d after %s", format, seed, person, all.subList(0, to))
            .containsExactlyInAnyOrderElementsOf(recorded.getOrDefault(person, List.of()));
        assertThat(ledger.wallets(name(person))).as("one person").hasSizeLessThan(2);
        assertThat(ledger.rights(name(person), "OpenRequest"))
            .hasSize(format.equals("drop") && out.containsKey(person) ? 1 : 0);
      }
      int person = random.nextInt(PEOPLE);
      if (random.nextInt(3) == 0 && ledger.optsIn(name(person), "SALE", now)) {
        out.getOrDefault(person, new HashSet<>()).remove("SALE");
      }
      from = to;
    }
  }

  private static Set<String> rights(String format, Signal signal) {
    return switch (signal) {
      case OUT -> SALES;
      case NOTHING -> Set.of();
      case UNREADABLE -> format.equals("gpp") ? EVERY : Set.of();
    };
  }

  private static String name(int person) {
    return "käthe-" + person;
  }

  private static String written(int person, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> name(person).toUpperCase(Locale.ROOT);
      case 1 -> " " + name(person) + " ";
      case 2 -> name(person).replace("ä", "a\u0308");
      default -> name(person);
    };
  }

  private static String document(String format, List<Sent> file, Random random) throws Exception {
    StringBuilder text = new StringBuilder(format.equals("drop") ? "ID,Hash\n" : "");
    int row = 0;
    for (Sent sent : file) {
      row++;
      if (format.equals("drop")) {
        String id = sent.signal() == Signal.UNREADABLE ? "680" : String.format("A%011d", row);
        String hash = hash(sent.signal() == Signal.NOTHING ? "nobody" : name(sent.person()));
        text.append(id).append(',').append(hash).append('\n');
      } else {
        String signal = format.equals("gpc") ? gpc(sent, random) : gpp(sent);
        text.append(written(sent.person(), random)).append('\t').append(signal).append('\n');
      }
    }
    return text.toString();
  }

  private static String gpc(Sent sent, Random random) {
    return switch (sent.signal()) {
      case OUT -> random.nextBoolean() ? "Sec-GPC: 1" : "sec-gpc:1 ";
      case NOTHING -> random.nextBoolean() ? "Sec-GPC: 0" : "DNT: 1";
      case UNREADABLE -> "no header";
    };
  }

  private static String gpp(Sent sent) {
    return switch (sent.signal()) {
      case OUT -> "DBABL~BVQVAAAAAg";
      case NOTHING -> "DBABL~BVQqAAAAAg";
      case UNREADABLE -> "DBABLA~";
    };
  }

  private static Map<String, List<String>> matches(Random random) throws Exception {
    Map<String, List<String>> matches = new HashMap<>();
    for (int person = 0; person < PEOPLE; person++) {
      matches.put(hash(name(person)), List.of(written(person, random)));
    }
    return matches;
  }

  private static String hash(String text) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    return Base64.getEncoder().encodeToString(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
