package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.base.Printable;
import io.consentledger.cli.home.ShareKeys;
import io.consentledger.cli.instruction.Keys;
import io.consentledger.cli.report.Times;
import io.consentledger.cli.share.OpenedDetails;
import io.consentledger.cli.share.RecordedDetails;
import io.consentledger.cli.share.ShareFile;
import io.consentledger.crypto.HpkePrivateKey;
import io.consentledger.ledger.evidence.VerifiedRecord;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.tx.SubjectRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consent share open}. */
@Command(
    name = "open",
    description = {
      "Opens details that were sealed to you, checks that they are what the ledger holds a"
          + " commitment to and that nobody certified their erasure, and prints them. Exit 1"
          + " where anything of it doesn't hold; then nothing is printed.",
      "The ledger's word comes as a proof: from a node, or offline from a file of `consent audit"
          + " --proof`."
    },
    footer = {
      "",
      "Examples:",
      "  consent share open for-insurer.json",
      "  consent share open for-insurer.json --proof customer.json --json",
      "  consent share open for-ann.json --wallet ann"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required parameters
final class ShareOpenCommand extends Action {
  @Parameters(paramLabel = "FILE", description = "The sealed details.")
  private Path file;

  @Option(
      names = "--wallet",
      paramLabel = "NAME",
      description = "Where they are sealed to a customer: the wallet.")
  private @Nullable String wallet;

  @Option(
      names = "--proof",
      paramLabel = "FILE",
      description = "The customer's proven history. Default: a node is asked for it.")
  private @Nullable Path proof;

  @Override
  int run(Session session) throws CliException {
    ShareFile shared = ShareFile.parse(ShareCommand.read(file));
    ShareFile.Head head = shared.head();
    shared.require(
        session.parties().networkId(), session.parties().named(head.sender()).signingKey());
    List<OpenedDetails> opened;
    try (HpkePrivateKey key = key(session, head)) {
      opened = shared.open(key);
    }
    ProvenSubject proven = ProvenSubject.of(session, head.subject(), proof);
    RecordedDetails recorded = proven.details();
    List<VerifiedRecord> records = new ArrayList<>();
    for (ShareFile.Shared one : head.records()) {
      records.add(recorded.require(one));
    }
    if (session.json()) {
      session.printJson(json(proven, head, records, opened));
    } else {
      print(session, proven, head, records, opened);
    }
    return ExitCode.DONE;
  }

  private HpkePrivateKey key(Session session, ShareFile.Head head) throws CliException {
    Optional<SubjectRef> customer = head.recipient().customer();
    if (customer.isEmpty()) {
      String name = session.parties().named(head.recipient().text()).name();
      return new ShareKeys(session.home()).open(name, head.recipientKey());
    }
    if (wallet == null) {
      throw CliException.usage(
          "usage", "the details are sealed to a customer", "Name the wallet: --wallet NAME.");
    }
    Keys keys = new Keys(session.wallets(), session.parties(), false);
    for (Organisation controller : session.parties().controllers()) {
      if (keys.of(wallet, controller.partyId()).subjectRef().equals(customer.get())) {
        HpkePrivateKey key = keys.forShares(wallet, customer.get());
        if (key.publicKey().equals(head.recipientKey())) {
          return key;
        }
      }
    }
    throw ShareKeys.missing("the details are sealed to another wallet than " + wallet);
  }

  private static ObjectNode json(
      ProvenSubject proven,
      ShareFile.Head head,
      List<VerifiedRecord> records,
      List<OpenedDetails> opened) {
    ObjectNode json =
        Json.object()
            .put("sender", head.sender())
            .put("recipient", head.recipient().text())
            .put("subjectRef", head.subject().toHex())
            .put("height", proven.anchor().height())
            .put("heightTimeMs", proven.anchor().timeMs());
    ArrayNode array = json.putArray("records");
    for (int i = 0; i < records.size(); i++) {
      VerifiedRecord record = records.get(i);
      array
          .addObject()
          .put("txId", record.txId().toHex())
          .put("kind", record.entry().kind().label())
          .put("timeMs", record.entry().blockTimeMs())
          .put("commitment", opened.get(i).commitment().toHex())
          .set("details", opened.get(i).details());
    }
    return json;
  }

  private static void print(
      Session session,
      ProvenSubject proven,
      ShareFile.Head head,
      List<VerifiedRecord> records,
      List<OpenedDetails> opened) {
    session.print("From " + head.sender() + " to " + head.recipient() + ", signed and unchanged.");
    session.print("About the customer " + head.subject() + ".");
    session.print(
        "Each opens the commitment on the ledger; none was certified as erased up to block "
            + proven.anchor().height()
            + " of "
            + Times.second(proven.anchor().timeMs())
            + ".");
    for (int i = 0; i < records.size(); i++) {
      VerifiedRecord record = records.get(i);
      session.print("");
      session.print(
          record.entry().kind().label()
              + " "
              + record.txId()
              + ", "
              + Times.second(record.entry().blockTimeMs()));
      session.print(Printable.text(Json.pretty(opened.get(i).details())));
    }
  }
}
