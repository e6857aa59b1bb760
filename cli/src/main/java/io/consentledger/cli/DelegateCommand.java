package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.instruction.Keys;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent delegate}. */
@Command(
    name = "delegate",
    description = {
      "Lets somebody act for a customer with one organisation: an agent, or a guardian. The customer"
          + " signs. The delegate is an organisation with the role AGENT, or a person by their"
          + " wallet. A later delegation to the same one replaces an earlier one."
    },
    footer = {
      "",
      "Examples:",
      "  consent delegate --wallet ann --controller bank --agent helper"
          + " --scope WITHDRAW,PREFERENCE --until 2027-06-30",
      "  consent delegate --wallet ann --controller bank --delegate bob --capacity GUARDIAN"
          + " --scope DECIDE --until 2027-06-30",
      "  consent delegate --wallet ann --controller bank --delegate-key bob.key.json"
          + " --scope WITHDRAW --until 2027-06-30"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class DelegateCommand extends Act {
  @Mixin private RelationshipOptions who;

  @Option(
      names = "--agent",
      paramLabel = "NAME",
      description = "The delegate, where it is an organisation.")
  private @Nullable String agent;

  @Option(
      names = "--delegate",
      paramLabel = "WALLET",
      description = "The delegate, where it is a person, by a wallet of this home.")
  private @Nullable String person;

  @Option(
      names = "--delegate-key",
      paramLabel = "FILE",
      description = {
        "The delegate, where it is a person with a home of their own: what `consent wallet"
            + " delegate-key` wrote there."
      })
  private @Nullable Path keyFile;

  @Option(
      names = "--capacity",
      paramLabel = "WHAT",
      description = "AGENT or GUARDIAN. Default: AGENT.")
  private @Nullable String capacity;

  @Option(
      names = "--scope",
      required = true,
      split = ",",
      paramLabel = "WHAT",
      description = "What it may do: DECIDE (withdrawing included), WITHDRAW, PREFERENCE, REQUEST.")
  private List<String> scope = new ArrayList<>();

  @Option(
      names = "--until",
      required = true,
      paramLabel = "DATE",
      description = "The end, UTC: 2027-01-31 or 2027-01-31T12:00:00Z.")
  private String until;

  @Override
  ObjectNode instruction(Session session) throws CliException {
    ObjectNode json = who.put(instruct("delegate")).put("until", until);
    json.set("scope", Json.array(scope));
    putWhereGiven(json, "agent", agent);
    putWhereGiven(json, "delegate", person);
    putWhereGiven(json, "capacity", capacity);
    if (keyFile != null) {
      DelegateKey key = handedOver(session, keyFile);
      json.put("delegateKey", key.key().raw().toHex())
          .put("possession", key.possession().bytes().toHex());
    }
    return json;
  }

  private DelegateKey handedOver(Session session, Path file) throws CliException {
    DelegateKey key = DelegateKey.parse(ShareCommand.read(file));
    PartyId with = session.parties().idOf(who.controller);
    SubjectRef customer =
        new Keys(session.wallets(), session.parties(), false).of(who.wallet, with).subjectRef();
    key.requireFor(session.parties().networkId(), with, customer);
    return key;
  }

  private static void putWhereGiven(ObjectNode json, String field, @Nullable String value) {
    if (value != null) {
      json.put(field, value);
    }
  }
}
