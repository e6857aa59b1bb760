package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the consent model promises, through real processes: four nodes, each in another time zone
 * and locale, and the command. The insurer is an agent too.
 */
class ConsentScenariosTest {
  @TempDir static Path directory;
  private static RealNetwork network;
  private static Retailer retailer;

  @BeforeAll
  static void startNetwork() throws IOException {
    network =
        RealNetwork.create(
            directory,
            "--organisations",
            "bank:CONTROLLER,insurer:RECIPIENT+AGENT,retailer:CONTROLLER,regulator:AUTHORITY");
    retailer = new Retailer(network.startInFourPlaces());
    Path file = new Instructions().catalogue().write(directory.resolve("catalogue.jsonl"));
    network.consent("submit", file.toString()).exits(0);
  }

  @AfterAll
  static void stopNetwork() {
    network.close();
  }

  @Test
  void aUseAfterAWithdrawalIsFlaggedOnEveryNodeAlike() throws Exception {
    retailer.customer("ann");
    retailer.act(0, "ann", "grant", "--process", "loyalty@1");
    retailer.act(
        0, "ann", "record", "used", "--process", "loyalty@1", "--data-categories", "Purchase");
    retailer.act(0, "ann", "withdraw", "--process", "loyalty");
    retailer.act(
        0, "ann", "record", "used", "--process", "loyalty@1", "--data-categories", "Purchase");

    network.awaitSameHeight(RealNetwork.NODES);
    List<String> seen = new ArrayList<>();
    for (String node : RealNetwork.NODES) {
      JsonNode entries = retailer.entries(node, "ann");
      assertThat(entries).hasSize(5);
      assertThat(entries.get(2).get("findings")).as("while it held").isEmpty();
      assertThat(entries.get(4).at("/findings/0/code").asText()).isEqualTo("NO_LIVE_BASIS");
      assertThat(entries.get(4).get("findings").toString()).contains("CONSENT_WITHDRAWN");
      seen.add(entries.toString());
    }
    assertThat(seen.stream().distinct()).hasSize(1);
  }

  @Test
  void aControllerGrantsNothingForACustomerButRelaysAWithdrawal() throws Exception {
    retailer.customer("bea");
    retailer
        .act(1, "bea", "grant", "--process", "loyalty@1", "--as-agent", "retailer")
        .mentions("signer-not-subject");
    retailer.act(0, "bea", "grant", "--process", "loyalty@1");
    retailer.act(0, "bea", "withdraw", "--process", "loyalty", "--by", "retailer");
    retailer.check(1, "bea", "loyalty", "USE").mentions("CONSENT_WITHDRAWN");
  }

  @Test
  void anAgentWithdrawsUntilItsDelegationEnds() throws Exception {
    retailer.customer("cem");
    retailer.act(0, "cem", "grant", "--process", "loyalty@1");
    String until = Instant.now().plusSeconds(86_400).toString();
    String[] delegate = {
      "delegate", "--agent", "insurer", "--scope", "DECIDE,WITHDRAW", "--until", until
    };
    String delegation = retailer.act(0, "cem", delegate).json().get("txId").asText();
    String[] withdraw = {"withdraw", "--process", "loyalty", "--as-agent", "insurer"};
    retailer.act(0, "cem", withdraw);
    retailer.act(0, "cem", "grant", "--process", "loyalty@1", "--as-agent", "insurer");
    assertThat(retailer.check(0, "cem", "loyalty", "USE").json().get("assurance").asText())
        .isEqualTo("AGENT_HELD");
    retailer.act(0, "cem", "revoke-delegation", "--delegation", delegation);
    retailer.act(1, "cem", withdraw).mentions("delegation-ended");
    retailer.check(0, "cem", "loyalty", "USE");

    Path bundle = directory.resolve("cem.json");
    network
        .consent(
            "audit", "--wallet", "cem", "--controller", "retailer", "--proof", bundle.toString())
        .exits(0);
    Path genesis = network.home().resolve("genesis.json");
    network
        .python("verify_audit.py", List.of(bundle.toString(), "--genesis", genesis.toString()))
        .exits(0);
  }

  @Test
  void aGuardianActsWithAKeyOfItsOwn() throws Exception {
    retailer.customer("dan");
    network.consent("wallet", "new", "guardian-of-dan").exits(0);
    String until = Instant.now().plusSeconds(86_400).toString();
    retailer.act(
        0,
        "dan",
        "delegate",
        "--delegate",
        "guardian-of-dan",
        "--capacity",
        "GUARDIAN",
        "--scope",
        "PREFERENCE",
        "--until",
        until);
    JsonNode receipt =
        retailer
            .act(0, "dan", "opt-out", "--right", "SALE", "--as-delegate", "guardian-of-dan")
            .json();
    JsonNode byGuardian = retailer.entries("bank-1", "dan").get(2);
    assertThat(byGuardian.get("assurance").asText()).isEqualTo("AGENT_HELD");
    assertThat(byGuardian.path("signer").path("role").asText()).isEqualTo("GUARDIAN");
    retailer
        .act(1, "dan", "grant", "--process", "loyalty@1", "--as-delegate", "guardian-of-dan")
        .mentions("delegation-scope");

    Path genesis = network.home().resolve("genesis.json");
    Path file = directory.resolve("dan.json");
    network.consent("receipt", receipt.get("txId").asText(), "--output", file.toString()).exits(0);
    network
        .python("verify_audit.py", List.of(file.toString(), "--genesis", genesis.toString()))
        .exits(0);
  }

  @Test
  void anEndByTheControllerOrAnAuthorityIsToldFromAWithdrawal() throws Exception {
    retailer.customer("eva");
    retailer.act(0, "eva", "grant", "--process", "loyalty@1");
    retailer.act(0, "eva", "revoke-consent", "--process", "loyalty", "--code", "PROCESS_ENDED");
    retailer.check(1, "eva", "loyalty", "USE").mentions("CONSENT_REVOKED");
    retailer.act(0, "eva", "grant", "--process", "loyalty@1");
    String[] finding = {"invalidate", "--process", "loyalty", "--code", "NOT_INFORMED", "--as"};
    String[] own = Retailer.with(new String[] {"retailer"}, finding);
    retailer.act(1, "eva", own).mentions("signer-not-authority");
    retailer.act(0, "eva", Retailer.with(new String[] {"regulator"}, finding));
    retailer.check(1, "eva", "loyalty", "USE").mentions("CONSENT_INVALIDATED");
  }

  @Test
  void consentToAServiceCoversNoSaleThoughDpvPutsSalesUnderIt() throws Exception {
    declare("service", 1, "privacy@1", "ServiceProvision", "insurer");
    retailer.customer("fay");
    retailer.act(0, "fay", "grant", "--process", "service@1");
    retailer.check(0, "fay", "service", "USE");
    CommandResult sale =
        retailer
            .check(1, "fay", "service", "SELL", "--recipient", "insurer")
            .mentions("SALE_NOT_DECLARED");
    assertThat(sale.json().get("decision").asText()).isEqualTo("DENY");
    retailer.check(1, "fay", "sale", "SELL", "--recipient", "insurer").mentions("CONSENT_UNKNOWN");
  }

  @Test
  void aVersionThatWidensRecipientsInheritsNoConsent() throws Exception {
    declare("offers", 1, "privacy@1", "Marketing", "insurer");
    retailer.customer("gus");
    retailer.act(0, "gus", "grant", "--process", "offers@1");
    retailer.check(0, "gus", "offers", "USE");
    network
        .consent(
            "notice",
            "publish",
            "--party",
            "retailer",
            "--id",
            "privacy",
            "--version",
            "2",
            "--languages",
            "en",
            "--uri",
            "https://retailer.example/privacy/2",
            "--content-hash",
            "cd".repeat(32))
        .exits(0);
    declare("offers", 2, "privacy@2", "Marketing", "insurer,bank");
    retailer.check(1, "gus", "offers", "USE").mentions("PROCESS_WIDENED");
    retailer.act(0, "gus", "grant", "--process", "offers@2");
    retailer.check(0, "gus", "offers", "USE");
  }

  @Test
  void nodesInFourTimeZonesAndLocalesReachOneHeader() throws Exception {
    retailer.customer("hal");
    retailer.act(0, "hal", "opt-out", "--right", "SALE", "--source", "GPC");
    retailer.act(
        0,
        "hal",
        "record",
        "disclosed",
        "--process",
        "sale@1",
        "--data-categories",
        "Purchase",
        "--recipient",
        "insurer",
        "--disclosure",
        "SALE");

    long height = network.awaitSameHeight(RealNetwork.NODES);
    List<String> headers = new ArrayList<>();
    for (String node : RealNetwork.NODES) {
      JsonNode block = NodeHttp.json(network.url(node) + "/v1/headers/" + height);
      headers.add(block.get("headerHash").asText());
    }
    assertThat(headers.stream().distinct()).hasSize(1);
    assertThat(headers.get(0)).matches("[0-9a-f]{64}");
  }

  private static void declare(
      String process, int version, String notice, String purpose, String recipients)
      throws IOException {
    network
        .consent(
            "process",
            "declare",
            "--party",
            "retailer",
            "--id",
            process,
            "--version",
            Integer.toString(version),
            "--notice",
            notice,
            "--purposes",
            purpose,
            "--legal-basis",
            "Consent",
            "--data-categories",
            "Purchase",
            "--recipients",
            recipients,
            "--storage-locations",
            "IE",
            "--retention-days",
            "365",
            "--jurisdiction",
            "IE")
        .exits(0);
  }
}
