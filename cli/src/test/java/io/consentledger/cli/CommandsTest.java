package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
  private static final String[] WHO = {"--wallet", "ann", "--controller", "bank"};

  @TempDir Path directory;
  private FakeNode node;
  private Cli cli;

  @BeforeEach
  void start() throws Exception {
    node = FakeNode.onAnyPort();
    cli = Cli.withNetwork(directory.resolve("net")).asking(node);
    cli.run("wallet", "new", "ann");
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void everyActBecomesItsKind() throws Exception {
    declare();
    act("open", WHO);
    act("request --process marketing@1", WHO);
    act("grant --process marketing@1", WHO);
    act("grant --process marketing@1 --data-categories Name --valid-until 2027-01-31", WHO);
    act("refuse --process marketing@1", WHO);
    act("refuse --later --process marketing@1", WHO);
    act("withdraw --process marketing", WHO);
    act("withdraw --process marketing@1 --by bank", WHO);
    act("opt-out --right SALE --source GPC", WHO);
    act("opt-in --right SALE", WHO);
    act("record collected --process marketing@1 --data-categories Name", WHO);
    act("record used --process marketing@1 --data-categories Name", WHO);
    act(
        "record disclosed --process marketing@1 --data-categories Name --recipient insurer"
            + " --disclosure SALE",
        WHO);
    act("record erased --process marketing@1 --data-categories Name", WHO);
    assertThat(node.committed())
        .extracting(entry -> entry.path("kind").asText())
        .containsExactly(
            "PublishNotice",
            "DeclareProcess",
            "OpenRelationship",
            "RequestConsent",
            "DecideConsent",
            "DecideConsent",
            "DecideConsent",
            "DecideConsent",
            "WithdrawConsent",
            "WithdrawConsent",
            "SetPreference",
            "SetPreference",
            "DataCollected",
            "DataUsed",
            "DataDisclosed",
            "DataErased");
    assertThat(payload(4).path("dataCategories")).hasSize(2);
    assertThat(payload(4).path("notice").path("id").asText()).isEqualTo("n");
    assertThat(payload(5).path("validUntilMs").asLong()).isEqualTo(1_801_353_600_000L);
    assertThat(payload(7).path("decision").asText()).isEqualTo("DEFERRED");
  }

  @Test
  void aHoldCoversEverythingUnlessAProcessIsNamed() throws Exception {
    act("hold place --code LEGAL_CLAIM", WHO);
    assertThat(payload(0).has("processId")).isFalse();
  }

  @Test
  void theControllerRevokesAConsentAndAnAuthorityInvalidatesOne() throws Exception {
    act("revoke-consent --process marketing --code PROCESS_ENDED", WHO);
    act("invalidate --process marketing@1 --code NOT_INFORMED --as retailer", WHO);
    act("withdraw --process marketing --by bank", WHO);

    assertThat(node.committed())
        .extracting(entry -> entry.path("kind").asText())
        .containsExactly("RevokeConsent", "InvalidateConsent", "WithdrawConsent");
    assertThat(payload(0).path("code").asText()).isEqualTo("PROCESS_ENDED");
    assertThat(payload(1).path("processId").asText()).isEqualTo("marketing");
    assertThat(keyId(0)).isEqualTo(keyId(2)).isNotEqualTo(keyId(1));
  }

  @Test
  void aCustomersKeyNamesItsSuccessorWhichSignsFromThenOn() throws Exception {
    act("open", WHO);
    act("rotate-key", WHO);
    act("withdraw --process marketing", WHO);
    act("rotate-key", WHO);
    act("withdraw --process marketing", WHO);

    assertThat(node.committed())
        .extracting(entry -> entry.path("kind").asText())
        .containsSubsequence("RotateKey", "WithdrawConsent", "RotateKey", "WithdrawConsent");
    assertThat(List.of(keyId(1), keyId(2), keyId(4))).doesNotHaveDuplicates();
    assertThat(keyId(3)).isEqualTo(keyId(2));
    for (int i = 1; i <= 4; i++) {
      assertThat(payload(i).path("subjectRef")).isEqualTo(payload(0).path("subjectRef"));
    }
  }

  @Test
  void aLostNoteOfTheCurrentKeyIsFoundAgainOnTheLedger() throws Exception {
    act("open", WHO);
    act("rotate-key", WHO);
    Path note = directory.resolve("net/wallets/ann.json.epochs");
    byte[] before = Files.readAllBytes(note);
    Files.delete(note);

    Cli.Run run = cli.run("wallet", "refresh", "ann", "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.json().at("/relationships").findValuesAsText("keysBefore")).contains("1");
    assertThat(Files.readAllBytes(note)).isEqualTo(before);
  }

  @Test
  void nothingIsRotatedWhereNothingIsOpen() {
    Cli.Run run = cli.run("rotate-key", "--wallet", "ann", "--controller", "bank");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("[relationship-unknown]");
  }

  @Test
  void aRequestIsTheCustomersItsAnswerTheControllersAndItsEndTheCustomersAgain() throws Exception {
    act("request-data --regime GDPR --right ACCESS", WHO);
    act("request-data --regime CCPA --right DELETE --by bank", WHO);
    String id = node.committed().get(0).path("txId").asText();
    act("request-status --status DENIED --reason NOT_VERIFIED --request " + id, WHO);
    act("request-status --status CANCELLED --request " + id, WHO);

    assertThat(node.committed())
        .extracting(entry -> entry.path("kind").asText())
        .containsExactly("OpenRequest", "OpenRequest", "RequestStatus", "RequestStatus");
    assertThat(payload(1).path("right").asText()).isEqualTo("DELETE");
    assertThat(payload(2).path("requestId").asText()).isEqualTo(id);
    assertThat(payload(2).path("reason").asText()).isEqualTo("NOT_VERIFIED");
    assertThat(keyId(2)).isEqualTo(keyId(1)).isNotEqualTo(keyId(0));
    assertThat(keyId(3)).isEqualTo(keyId(0));
  }

  @Test
  void dataComesFromSomebodyAndHolidaysFromAnAuthority() throws Exception {
    act(
        "record received --process marketing@1 --data-categories EmailAddress --source retailer",
        WHO);
    act(
        "holidays publish --party retailer --calendar US-CA --year 2026 --version 1"
            + " --days 2026-11-26,2026-07-03");

    assertThat(payload(0).path("source").asText()).isEqualTo("retailer");
    assertThat(payload(1).path("days"))
        .extracting(day -> day.asText())
        .containsExactly("2026-07-03", "2026-11-26");
    assertThat(payload(1).has("controllerId")).isFalse();
  }

  @Test
  void aCustomersKeySignsItsOwnEnd() throws Exception {
    act("open", WHO);
    act("revoke-key --reason COMPROMISED", WHO);

    assertThat(node.committed().get(1).path("kind").asText()).isEqualTo("RevokeKey");
    assertThat(payload(1).path("reason").asText()).isEqualTo("COMPROMISED");
    assertThat(payload(1).path("keyId").asText()).isEqualTo(keyId(1)).isNotEqualTo(keyId(0));
  }

  @Test
  void anOrganisationAcknowledgesWhatReachedIt() throws Exception {
    act("open", WHO);
    act("opt-out --right SALE", WHO);
    String optOut = node.committed().get(1).path("txId").asText();
    act("acknowledge " + optOut + " --as retailer");

    assertThat(node.committed().get(2).path("kind").asText()).isEqualTo("Acknowledge");
    assertThat(payload(2).path("acknowledges").asText()).isEqualTo(optOut);
    assertThat(payload(2).path("subjectRef")).isEqualTo(payload(1).path("subjectRef"));
    assertThat(payload(2).path("controllerId")).isEqualTo(payload(1).path("controllerId"));
    assertThat(keyId(2)).isNotEqualTo(keyId(0)).isNotEqualTo(keyId(1));
  }

  @Test
  void whatIsAboutNoCustomerIsNotAcknowledged() throws Exception {
    act("challenge --as retailer");
    Cli.Run run =
        cli.run("acknowledge", node.committed().get(0).path("txId").asText(), "--as", "retailer");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("[nothing-to-acknowledge]");
  }

  @Test
  void aChallengeIsAFreshNumberUnlessOneIsGiven() throws Exception {
    String given = "5a".repeat(32);
    act("challenge --as retailer --nonce " + given);
    act("challenge --as retailer");
    Cli.Run text = cli.run("challenge", "--wallet", "ann", "--controller", "bank");
    Cli.Run json = cli.run("challenge", "--as", "bank", "--json");

    assertThat(payload(0).path("nonce").asText()).isEqualTo(given);
    assertThat(payload(1).path("nonce").asText()).matches("[0-9a-f]{64}").isNotEqualTo(given);
    assertThat(keyId(1)).isEqualTo(keyId(0));
    assertThat(keyId(2)).isNotEqualTo(keyId(0)).isNotEqualTo(keyId(3));
    assertThat(text.out())
        .contains("Recorded: challenge " + payload(2).path("nonce").asText())
        .contains(node.committed().get(2).path("txId").asText());
    assertThat(json.json().path("payload").path("nonce")).isEqualTo(payload(3).path("nonce"));
    assertThat(json.json().path("txId").asText()).matches("[0-9a-f]{64}");
    assertThat(payload(3).path("nonce")).isNotEqualTo(payload(1).path("nonce"));
  }

  @Test
  void theCustomerSignsAGrantAndTheControllerARelayedWithdrawal() throws Exception {
    declare();
    act("open", WHO);
    act("grant --process marketing@1", WHO);
    act("withdraw --process marketing --by bank", WHO);
    act("withdraw --process marketing", WHO);
    String bank = keyId(2);
    assertThat(keyId(3)).isNotEqualTo(bank);
    assertThat(keyId(4)).isEqualTo(bank);
    assertThat(keyId(5)).isEqualTo(keyId(3));
  }

  @Test
  void printsAReceiptForPeopleAndForPrograms() throws Exception {
    Cli.Run text = cli.run("open", "--wallet", "ann", "--controller", "bank");
    assertThat(text.out())
        .contains("Recorded: relationship opened.")
        .contains("committed    2026-09-21T14:13:20.000Z, block 1, entry 0");
    Cli.Run json =
        cli.run("opt-out", "--wallet", "ann", "--controller", "bank", "--right", "SALE", "--json");
    assertThat(json.json().path("state").asText()).isEqualTo("committed");
    assertThat(json.json().path("height").asInt()).isEqualTo(2);
  }

  @Test
  void aRefusalIsExitOneWithCodeAndWhatToDo() {
    node.order(transaction -> Optional.of(new FakeNode.Ordered(409, "relationship-exists")));
    Cli.Run run = cli.run("open", "--wallet", "ann", "--controller", "bank");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "error: refused for the test [relationship-exists]"
                + System.lineSeparator()
                + "  Do what the test says."
                + System.lineSeparator());
    assertThat(run.out()).isEmpty();
  }

  @Test
  void theNextNodeIsAskedWhereOneIsNotReady() throws Exception {
    try (FakeNode second = FakeNode.onAnyPort()) {
      node.setDown(true);
      Cli.Run run = cli.asking(node, second).run("open", "--wallet", "ann", "--controller", "bank");
      assertThat(run.exit()).isZero();
      assertThat(second.committed()).hasSize(1);
    }
  }

  @Test
  void aBusyNodeIsAskedAgainWithTheSameBytes() throws Exception {
    int[] refusals = {3};
    node.order(
        transaction ->
            refusals[0]-- > 0
                ? Optional.of(new FakeNode.Ordered(429, "mempool-full"))
                : Optional.empty());
    assertThat(cli.run("open", "--wallet", "ann", "--controller", "bank").exit()).isZero();
    assertThat(node.received()).hasSize(4);
    assertThat(node.received().stream().distinct()).hasSize(1);
  }

  @Test
  void aWaitThatRunsOutSaysThatTheOutcomeIsUnknownAndHowToAsk() {
    node.order(transaction -> Optional.of(new FakeNode.Ordered(202, "")));
    Cli.Run run = cli.run("open", "--wallet", "ann", "--controller", "bank", "--timeout", "0.3");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("unknown outcome").containsPattern("consent tx [0-9a-f]{64}");
  }

  @Test
  void noNodeAtAllIsExitThree() {
    node.close();
    Cli.Run run = cli.run("open", "--wallet", "ann", "--controller", "bank", "--timeout", "0.3");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("[no-node-answered]").contains("nothing was changed");
  }

  @Test
  void showsATransactionAndABlock() throws Exception {
    act("open", WHO);
    String id = node.committed().get(0).path("txId").asText();
    assertThat(cli.run("tx", id).out()).contains("relationship opened").contains(id);
    assertThat(cli.run("tx", id, "--json").json().path("txId").asText()).isEqualTo(id);
    Cli.Run unknown = cli.run("tx", "ab".repeat(32));
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).contains("[transaction-unknown]");
    assertThat(cli.run("block", "1").out()).contains("header hash  ab").contains(id);
    assertThat(cli.run("block", "1", "--json").json().path("entries")).hasSize(1);
    assertThat(cli.run("block", "9").exit()).isEqualTo(1);
    assertThat(cli.run("block", "0").exit()).isEqualTo(2);
  }

  @Test
  void aCheckIsExitZeroOnlyForPermit() throws Exception {
    ObjectNode answer =
        Json.object()
            .put("decision", "PERMIT")
            .put("basis", "ab".repeat(32))
            .put("assurance", "SUBJECT_HELD")
            .put("height", 7)
            .put("timeMs", 1_790_000_000_000L);
    answer.putArray("reasons").add("CONSENT_STANDS");
    answer.putArray("obligations").add("NOTIFY_RECIPIENT insurer").add("EXPIRES_AT 1790000000000");
    node.answerChecks(answer);
    String[] check = {
      "check",
      "--wallet",
      "ann",
      "--controller",
      "bank",
      "--process",
      "marketing@1",
      "--data-categories",
      "Name,EmailAddress",
      "--operation",
      "sell",
      "--recipient",
      "insurer",
      "--at",
      "2026-11-23T12:00:00Z"
    };
    Cli.Run permitted = cli.run(check);
    assertThat(permitted.exit()).isZero();
    assertThat(permitted.out())
        .contains("PERMIT")
        .contains("consent stands [CONSENT_STANDS]")
        .contains("notify recipient insurer [NOTIFY_RECIPIENT]")
        .contains("expires at 2026-09-21T14:13:20Z [EXPIRES_AT]")
        .contains("holds at     block 7, 2026-09-21T14:13:20Z");
    assertThat(node.lastQuery())
        .contains("category=Name&category=EmailAddress")
        .contains("operation=SELL")
        .contains("process=marketing%401")
        .contains("atMs=1795435200000");
    answer.put("decision", "DENY");
    assertThat(cli.run(check).exit()).isEqualTo(1);
    assertThat(
            cli.run(
                    "check",
                    "--json",
                    "--subject",
                    "ab".repeat(32),
                    "--controller",
                    "bank",
                    "--process",
                    "m")
                .json()
                .path("decision")
                .asText())
        .isEqualTo("DENY");
  }

  @Test
  void auditsAllRelationshipsOfAWallet() throws Exception {
    declare();
    act("open", WHO);
    act("grant --process marketing@1", WHO);
    act(
        "record disclosed --process marketing@1 --data-categories Name --recipient insurer"
            + " --disclosure SALE",
        WHO);
    act("open --wallet ann --controller retailer");
    node.addFinding(node.committed().get(4).path("txId").asText(), "SOLD_AFTER_OPT_OUT");
    Cli.Run table = cli.run("audit", "--wallet", "ann");
    assertThat(table.exit()).isZero();
    assertThat(table.out())
        .contains("History of ann with bank")
        .contains("History of ann with retailer")
        .contains("customer (own key)")
        .contains("consent given until")
        .contains("data sold to insurer: Name")
        .contains(">>> FINDING sold after opt out (VIOLATION): sale")
        .contains("4 records, 1 finding, up to block 6")
        .contains("what organisations declared");
    Cli.Run csv = cli.run("audit", "--wallet", "ann", "--controller", "bank", "--csv");
    assertThat(csv.out().lines()).hasSize(4);
    assertThat(csv.out()).contains("SOLD_AFTER_OPT_OUT:VIOLATION");
    ObjectNode json = cli.run("audit", "--wallet", "ann", "--json").json();
    assertThat(json.path("relationships")).hasSize(2);
    assertThat(json.path("findings").asInt()).isEqualTo(1);
    String reference = json.path("relationships").path(0).path("subjectRef").asText();
    assertThat(cli.run("audit", reference).out()).contains(reference);
  }

  @Test
  void anAuditOfAnUnknownCustomerIsExitOne() {
    for (String[] args :
        new String[][] {{"audit", "--wallet", "ann"}, {"audit", "ab".repeat(32)}}) {
      Cli.Run run = cli.run(args);
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.err()).contains("[subject-unknown]");
    }
  }

  @Test
  void statusTellsWhoAnswers() throws Exception {
    Cli.Run all = cli.run("status", "--json");
    assertThat(all.exit()).isZero();
    ObjectNode state = (ObjectNode) all.json().path("nodes").path(0);
    assertThat(state.path("name").asText()).isEqualTo("bank-1");
    assertThat(state.path("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    assertThat(state.path("role").asText()).isEqualTo("LEADER");
    assertThat(state.path("certifiedHeight").isNull()).isTrue();
    assertThat(state.path("reachable").asBoolean()).isTrue();
    FakeNode stopped = FakeNode.onAnyPort();
    stopped.close();
    Cli.Run some = cli.asking(node, stopped).run("status");
    assertThat(some.exit()).isEqualTo(1);
    assertThat(some.out()).contains("NO").contains("LEADER");
    Cli.Run none = cli.asking(stopped, stopped).run("status", "--timeout", "0.5", "--json");
    assertThat(none.exit()).isEqualTo(3);
    assertThat(none.json().path("nodes")).hasSize(2);
  }

  @Test
  void benchMeasuresInAClosedLoop() throws Exception {
    for (String operation : new String[] {"submit", "check", "history"}) {
      Cli.Run run =
          cli.run(
              "bench",
              "--operation",
              operation,
              "--clients",
              "4",
              "--seconds",
              "0.3",
              "--warmup",
              "0.1",
              "--customers",
              "8",
              "--prepared",
              "50",
              "--json");
      assertThat(run.err()).isEmpty();
      assertThat(run.exit()).isZero();
      assertThat(run.json().path("operations").asLong()).isPositive();
      assertThat(run.json().path("p99Ms").asDouble()).isPositive();
      assertThat(run.json().path("errors").asLong()).isZero();
    }
    assertThat(cli.run("bench", "--seconds", "0.2", "--warmup", "0", "--customers", "2").out())
        .contains("rate/s");
    assertThat(cli.run("bench", "--clients", "0").exit()).isEqualTo(2);
  }

  private void declare() throws Exception {
    Path notice = Files.writeString(directory.resolve("notice.txt"), "We ask before we write.");
    act(
        "notice publish --party bank --id n --version 1 --languages en,de"
            + " --uri https://bank.example/n --content "
            + notice);
    act(
        "process declare --party bank --id marketing --version 1 --notice n@1"
            + " --purposes DirectMarketing --legal-basis Consent"
            + " --data-categories Name,EmailAddress --storage-locations DE"
            + " --retention-days 30 --jurisdiction DE --recipients insurer --flags SALE");
  }

  private void act(String line, String... more) {
    String[] words = line.split(" ", -1);
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    Cli.Run run = cli.run(all);
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
  }

  private ObjectNode payload(int index) {
    return (ObjectNode) node.committed().get(index).path("payload");
  }

  private String keyId(int index) {
    return node.committed().get(index).path("statement").path("keyId").asText();
  }
}
