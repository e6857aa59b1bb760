package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.node.MovedClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the consent model promises as time goes by, through real processes: four nodes in four time
 * zones and locales and the command, all on one clock that the test moves. The ledger's time goes
 * forward only, so each scenario has years of its own, in the order of the methods. They lie far
 * ahead: today's network must be older, and each run has the same weekdays.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TimeScenariosTest {
  @TempDir static Path directory;
  private static MovedClock clock;
  private static RealNetwork network;
  private static Retailer retailer;

  @BeforeAll
  static void startNetwork() throws IOException {
    clock = MovedClock.create(directory.resolve("clock"));
    network = RealNetwork.create(directory, clock);
    retailer = new Retailer(network.startInFourPlaces());
    Path file = new Instructions().catalogue().write(directory.resolve("catalogue.jsonl"));
    network.consent("submit", file.toString()).exits(0);
  }

  @AfterAll
  static void stopNetwork() {
    network.close();
  }

  @Test
  @Order(1)
  void aMonthFrom31JanuaryEndsWith28February() throws Exception {
    aMonthEnds("ann", "2041-01-31T18:00:00Z", "2041-02-28T23:30:00Z", "2041-03-01T00:00:00Z");
  }

  @Test
  @Order(2)
  void aMonthFrom31JanuaryEndsWith29FebruaryInALeapYear() throws Exception {
    aMonthEnds("bea", "2044-01-31T18:00:00Z", "2044-02-29T23:30:00Z", "2044-03-01T00:00:00Z");
  }

  /** Asked twice for access; one request is answered on the last day, the other one after it. */
  private static void aMonthEnds(String wallet, String asked, String lastDay, String due)
      throws Exception {
    clock.moveTo(Instant.parse(asked));
    retailer.customer(wallet);
    String first = requestAccess(wallet);
    String second = requestAccess(wallet);

    clock.moveTo(Instant.parse(lastDay));
    assertThat(answer(wallet, first)).as("on the last day").isEmpty();
    assertThat(overdue("insurer-1", wallet)).isEmpty();

    clock.moveTo(Instant.parse(due).plusSeconds(60));
    anotherBlock();
    JsonNode overdue = overdueOnEveryNode(wallet);
    assertThat(overdue).hasSize(1);
    assertThat(overdue.get(0).get("code").asText()).isEqualTo("REQUEST_DEADLINE_MISSED");
    assertThat(overdue.get(0).get("txId").asText()).isEqualTo(second);
    assertThat(overdue.get(0).get("dueMs").asLong()).isEqualTo(Instant.parse(due).toEpochMilli());
    JsonNode late = answer(wallet, second);
    assertThat(late.at("/0/code").asText()).isEqualTo("REQUEST_DEADLINE_MISSED");
    assertThat(late.at("/0/details").toString()).isEqualTo("[\"ANSWER\"]");
    assertThat(overdue("regulator-1", wallet)).as("answered, though late").isEmpty();
  }

  /** Opted out on Thursday 2 November; Thanksgiving, Thursday the 23rd, is listed. */
  @Test
  @Order(3)
  void aSaleAfterGpcIsInGraceOnBusinessDays14And15AndAViolationOn16() throws Exception {
    clock.moveTo(Instant.parse("2045-11-02T20:00:00Z"));
    publishHoliday("2045", "2045-11-23");
    optOutByGpc("cem");
    retailer.check(1, "cem", "sale", "SELL", "--recipient", "insurer").mentions("COMPLY_BEFORE");

    clock.moveTo(Instant.parse("2045-11-22T12:00:00Z"));
    requireSold("cem", "GRACE");
    clock.moveTo(Instant.parse("2045-11-24T23:30:00Z"));
    requireSold("cem", "GRACE");
    clock.moveTo(Instant.parse("2045-11-27T00:01:00Z"));
    requireSold("cem", "VIOLATION");
    assertThat(requireSameOnEveryNode("cem")).hasSize(6);
  }

  @Test
  @Order(4)
  void aReOptInIsRefusedAfter11MonthsAndAskedForAfter12MonthsAndADay() throws Exception {
    clock.moveTo(Instant.parse("2048-06-15T10:00:00Z"));
    retailer.customer("dan");
    retailer.act(0, "dan", "opt-out", "--right", "SALE");

    clock.moveTo(Instant.parse("2049-05-15T10:00:00Z"));
    retailer.act(1, "dan", "request", "--process", "sale@1").mentions("opt-in-too-soon");
    clock.moveTo(Instant.parse("2049-06-16T10:00:00Z"));
    retailer.act(0, "dan", "request", "--process", "sale@1");
    retailer.check(1, "dan", "sale", "SELL", "--recipient", "insurer").mentions("OPTED_OUT");
    retailer.act(0, "dan", "opt-in", "--right", "SALE");
    retailer.act(0, "dan", "grant", "--process", "sale@1");
    retailer.check(0, "dan", "sale", "SELL", "--recipient", "insurer");
  }

  @Test
  @Order(5)
  void aLateWithdrawalChangesNoAnswerAboutTheTimeBefore() throws Exception {
    clock.moveTo(Instant.parse("2050-03-01T09:00:00Z"));
    retailer.customer("eva");
    retailer.act(0, "eva", "grant", "--process", "loyalty@1");
    clock.moveTo(Instant.parse("2050-03-20T09:00:00Z"));
    assertThat(retailer.record("eva", "used", "loyalty@1")).as("while it held").isEmpty();
    clock.moveTo(Instant.parse("2050-06-01T09:00:00Z"));
    String[] withdraw = {"withdraw", "--process", "loyalty", "--by", "retailer"};
    long height = retailer.act(0, "eva", withdraw).json().get("height").asLong();
    clock.moveTo(Instant.parse("2050-06-10T09:00:00Z"));
    anotherBlock();

    use(1, "eva").mentions("CONSENT_WITHDRAWN");
    use(1, "eva", "--at", "2050-02-28T00:00:00Z").mentions("RELATIONSHIP_UNKNOWN");
    use(0, "eva", "--at", "2050-03-20T12:00:00Z").mentions("CONSENT_GIVEN");
    use(0, "eva", "--at", "2050-05-31T23:59:59Z");
    use(1, "eva", "--at", "2050-06-02T00:00:00Z").mentions("CONSENT_WITHDRAWN");
    use(1, "eva", "--at", "2050-07-01T00:00:00Z").mentions("TIME_IN_FUTURE");
    String before = Long.toString(height - 1);
    use(0, "eva", "--known-at", before);
    use(0, "eva", "--known-at", before, "--at", "2050-03-20T08:59:59Z");
    use(1, "eva", "--known-at", before, "--at", "2050-06-02T00:00:00Z").mentions("TIME_IN_FUTURE");
    use(1, "eva", "--known-at", Long.toString(height)).mentions("CONSENT_WITHDRAWN");

    Path proof = bundle("eva");
    use(0, "eva", "--at", "2050-03-20T12:00:00Z", "--proof", proof.toString());
    assertThat(verified(proof).at("/decision/decision").asText()).isEqualTo("PERMIT");
    assertThat(retailer.record("eva", "used", "loyalty@1").toString()).contains("WITHDRAWN");
  }

  @Test
  @Order(6)
  void aConsentRunsOutByBlockTimeWithoutAnyRecordOfTheCustomer() throws Exception {
    clock.moveTo(Instant.parse("2051-01-15T08:00:00Z"));
    retailer.customer("fay");
    retailer.act(
        0, "fay", "grant", "--process", "loyalty@1", "--valid-until", "2051-03-01T00:00:00Z");
    clock.moveTo(Instant.parse("2051-02-28T23:30:00Z"));
    anotherBlock();
    use(0, "fay").mentions("EXPIRES_AT");

    clock.moveTo(Instant.parse("2051-03-01T00:00:01Z"));
    assertThat(use(0, "fay").json().get("timeMs").asLong())
        .as("no block of that day is there yet")
        .isLessThan(Instant.parse("2051-03-01T00:00:00Z").toEpochMilli());
    anotherBlock();
    use(1, "fay").mentions("CONSENT_EXPIRED");
    use(0, "fay", "--at", "2051-02-28T23:59:59.999Z");
    assertThat(retailer.entries("bank-1", "fay")).as("joined, agreed, nothing else").hasSize(2);
    assertThat(retailer.record("fay", "used", "loyalty@1").toString()).contains("CONSENT_EXPIRED");
  }

  /** The process keeps data for 365 days: from 10 January, to the end of 10 January. */
  @Test
  @Order(7)
  void dataThatIsKeptForTooLongIsOverdueAndNoLongerUsable() throws Exception {
    clock.moveTo(Instant.parse("2053-01-10T12:00:00Z"));
    retailer.customer("gus");
    retailer.act(0, "gus", "grant", "--process", "loyalty@1", "--valid-until", "2056-01-01");
    retailer.record("gus", "collected", "loyalty@1");
    clock.moveTo(Instant.parse("2054-01-10T23:30:00Z"));
    assertThat(retailer.record("gus", "used", "loyalty@1")).as("on the last day").isEmpty();
    use(0, "gus");
    assertThat(overdue("insurer-1", "gus")).isEmpty();

    clock.moveTo(Instant.parse("2054-01-11T00:01:00Z"));
    anotherBlock();
    use(1, "gus").mentions("RETENTION_ELAPSED");
    JsonNode overdue = overdueOnEveryNode("gus");
    assertThat(overdue).hasSize(1);
    assertThat(overdue.get(0).get("code").asText()).isEqualTo("RETENTION_ELAPSED");
    assertThat(overdue.get(0).get("dueMs").asLong())
        .isEqualTo(Instant.parse("2054-01-11T00:00:00Z").toEpochMilli());
    assertThat(retailer.record("gus", "used", "loyalty@1").toString())
        .contains("RETENTION_ELAPSED");
  }

  /** The same weekdays as in 2045: what makes the difference is the list on the ledger. */
  @Test
  @Order(8)
  void theSameDayIsBusinessDay16WithoutTheHolidayAnd15WithIt() throws Exception {
    clock.moveTo(Instant.parse("2056-11-02T20:00:00Z"));
    optOutByGpc("hal");
    clock.moveTo(Instant.parse("2056-11-22T12:00:00Z"));
    requireSold("hal", "GRACE");
    clock.moveTo(Instant.parse("2056-11-24T12:00:00Z"));
    requireSold("hal", "VIOLATION");
    publishHoliday("2056", "2056-11-23");
    requireSold("hal", "GRACE");
    assertThat(requireSameOnEveryNode("hal").at("/4/findings/0/severity").asText())
        .as("what was found before stays")
        .isEqualTo("VIOLATION");
  }

  @Test
  @Order(9)
  void theNodesInFourTimeZonesAndLocalesHaveTheSameHeadersFromTheFirstToTheLast() {
    long height = network.awaitSameHeight(RealNetwork.NODES);
    Set<List<String>> seen = new LinkedHashSet<>();
    for (String node : RealNetwork.NODES) {
      seen.add(network.headerHashes(node));
    }
    assertThat(seen).hasSize(1);
    assertThat(seen.iterator().next()).hasSize((int) height).doesNotHaveDuplicates();
  }

  private static void publishHoliday(String year, String day) throws IOException {
    network
        .consent(
            "holidays",
            "publish",
            "--party",
            "regulator",
            "--calendar",
            "US-CA",
            "--year",
            year,
            "--version",
            "1",
            "--days",
            day)
        .exits(0);
  }

  /** A customer who agreed to sales, and whose browser's signal the retailer then relays. */
  private static void optOutByGpc(String wallet) throws IOException {
    retailer.customer(wallet);
    retailer.act(0, wallet, "grant", "--process", "sale@1");
    retailer.act(0, wallet, "opt-out", "--right", "SALE", "--source", "GPC", "--by", "retailer");
  }

  private static void requireSold(String wallet, String severity) throws IOException {
    JsonNode findings = retailer.sell(wallet);
    assertThat(findings).hasSize(1);
    assertThat(findings.at("/0/code").asText()).isEqualTo("SOLD_AFTER_OPT_OUT");
    assertThat(findings.at("/0/severity").asText()).isEqualTo(severity);
    assertThat(findings.at("/0/details").toString()).contains("NOTIFY_RECIPIENT");
  }

  private static String requestAccess(String wallet) throws IOException {
    return retailer
        .act(0, wallet, "request-data", "--regime", "GDPR", "--right", "ACCESS")
        .json()
        .get("txId")
        .asText();
  }

  /** Answers the request; with the findings. */
  private static JsonNode answer(String wallet, String request) throws IOException {
    return retailer
        .act(0, wallet, "request-status", "--request", request, "--status", "COMPLETED")
        .json()
        .get("findings");
  }

  private static CommandResult use(int exit, String wallet, String... more) throws IOException {
    return retailer.check(exit, wallet, "loyalty", "USE", more);
  }

  /** Somebody else's record: time goes on for the ledger when a block says so. */
  private static void anotherBlock() throws IOException {
    network.consent("challenge", "--as", "regulator").exits(0);
  }

  /** What each node's evidence proves to be overdue, once it is seen to be the same. */
  private static JsonNode overdueOnEveryNode(String wallet) throws IOException {
    network.awaitSameHeight(RealNetwork.NODES);
    List<JsonNode> seen = new ArrayList<>();
    for (String node : RealNetwork.NODES) {
      seen.add(overdue(node, wallet));
    }
    seen.add(verified(bundle(wallet)).get("overdue"));
    assertThat(seen.stream().distinct()).hasSize(1);
    return seen.get(0);
  }

  /** What this node's evidence, which the command verifies, proves to be overdue. */
  private static JsonNode overdue(String node, String wallet) throws IOException {
    return network
        .consent(
            "--node",
            node,
            "audit",
            "--wallet",
            wallet,
            "--controller",
            "retailer",
            "--proof",
            bundle(wallet).toString(),
            "--json")
        .exits(0)
        .json()
        .get("overdue");
  }

  private static Path bundle(String wallet) {
    return directory.resolve(wallet + ".json");
  }

  private static JsonNode verified(Path bundle) throws IOException {
    String genesis = network.home().resolve("genesis.json").toString();
    return network
        .consent("verify", bundle.toString(), "--genesis", genesis, "--json")
        .exits(0)
        .json();
  }

  private static JsonNode requireSameOnEveryNode(String wallet) throws IOException {
    network.awaitSameHeight(RealNetwork.NODES);
    List<JsonNode> seen = new ArrayList<>();
    for (String node : RealNetwork.NODES) {
      seen.add(retailer.entries(node, wallet));
    }
    assertThat(seen.stream().distinct()).hasSize(1);
    return seen.get(0);
  }
}
