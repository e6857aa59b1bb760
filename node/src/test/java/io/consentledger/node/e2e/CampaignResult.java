package io.consentledger.node.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts what came of a campaign of lies, and writes it as JSON. For one thread. */
final class CampaignResult {
  private static final int PROBLEMS_KEPT = 200;

  private final String name;
  private final int rounds;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private int problemCount;
  private int records;
  private int moved;

  private static final class Tally {
    int told;
    int refused;
    int named;
    long slowestMillis;
  }

  CampaignResult(String name, int rounds) {
    this.name = name;
    this.rounds = rounds;
  }

  void told(String lie, int round, String node, boolean refused, boolean named, String answer) {
    Tally tally = of(lie);
    tally.told++;
    tally.refused += refused ? 1 : 0;
    tally.named += named ? 1 : 0;
    if (!refused || !named) {
      String what = (refused ? "" : " not refused") + (named ? "" : " not named");
      problem("round " + round + ": " + lie + " to " + node + ":" + what + ", " + answer);
    }
  }

  /**
   * @param took milliseconds until a record begun after the lie was certified; nothing where the
   *     network stood still
   */
  void wentOn(String lie, int round, Optional<Long> took) {
    Tally tally = of(lie);
    took.ifPresent(millis -> tally.slowestMillis = Math.max(tally.slowestMillis, millis));
    if (took.isEmpty()) {
      problem("round " + round + ": the network stood still after " + lie);
    }
  }

  void problem(String text) {
    problemCount++;
    if (problems.size() < PROBLEMS_KEPT) {
      problems.add(text);
    }
  }

  /** The liar's own node led, and was started anew so that another does. */
  void moved() {
    moved++;
  }

  void records(int acknowledged) {
    records = acknowledged;
  }

  List<String> problems() {
    return problems;
  }

  private Tally of(String lie) {
    return tallies.computeIfAbsent(lie, key -> new Tally());
  }

  /** To the file {@code NAME.json} in the folder that the script names, or nowhere. */
  void write() throws IOException {
    String folder = System.getProperty("consentledger.lies.results", "");
    if (folder.isEmpty()) {
      return;
    }
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode json = mapper.createObjectNode();
    json.put("campaign", name).put("rounds", rounds).put("acknowledged", records);
    json.put("leadershipMovedFromLiar", moved).put("problemCount", problemCount);
    tallies.forEach(
        (lie, tally) ->
            json.withArray("lies")
                .addObject()
                .put("lie", lie)
                .put("told", tally.told)
                .put("refused", tally.refused)
                .put("named", tally.named)
                .put("slowestRecordMs", tally.slowestMillis));
    problems.forEach(json.withArray("problems")::add);
    Files.writeString(Path.of(folder, name + ".json"), mapper.writeValueAsString(json) + "\n");
  }
}
