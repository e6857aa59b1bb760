package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.share.OpenedDetails;
import io.consentledger.cli.share.RecordedDetails;
import io.consentledger.cli.share.ShareFile;
import io.consentledger.cli.share.ShareKey;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.evidence.VerifiedRecord;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent share seal}. */
@Command(
    name = "seal",
    description = {
      "Seals private details that an organisation's node holds to the key of a recipient, and"
          + " writes them to a file that the recipient alone opens: `consent share open`."
    },
    footer = {
      "",
      "Example:",
      "  consent share seal --subject 68e4... --controller bank --details 0f0c... \\",
      "    --to insurer.share-key.json --out for-insurer.json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets mixins and required options
final class ShareSealCommand extends Action {
  @Mixin private SubjectOptions who;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "The organisation that holds and sends the details. Default: the controller.")
  private @Nullable String as;

  @Option(
      names = "--details",
      required = true,
      split = ",",
      paramLabel = "ID",
      description = "Whose details: transactions, or the commitments that they hold.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The recipient's key, as `consent share key` wrote it.")
  private Path to;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write it.")
  private Path out;

  @Override
  int run(Session session) throws CliException {
    String sender = as == null ? who.controller : as;
    SigningKey signer = session.parties().key(sender);
    ShareKey key = ShareKey.parse(ShareCommand.read(to));
    SubjectRef subject = SubjectRef.fromHex(who.reference(session));
    RecordedDetails recorded = ProvenSubject.of(session, subject, null).details();
    key.require(
        session.parties().networkId(),
        holdersKey(session, key, subject, recorded),
        session.surroundings().clock().instant());
    Map<String, OpenedDetails> held = PrivateDetails.opened(session, sender, subject.toHex());
    List<ShareFile.Shared> shared = new ArrayList<>();
    List<OpenedDetails> details = new ArrayList<>();
    for (String id : ids) {
      VerifiedRecord record = recorded.named(SubjectOptions.reference(id));
      OpenedDetails opened = opened(recorded, record, held, sender);
      shared.add(new ShareFile.Shared(record.txId(), opened.commitment()));
      details.add(opened);
    }
    ShareFile.Head head =
        new ShareFile.Head(
            session.parties().networkId(), sender, key.holder(), key.key(), subject, shared);
    ResultFiles.create(
        out, ShareFile.seal(head, details, signer, session.surroundings().random()).encode());
    report(session, head);
    return ExitCode.DONE;
  }

  private static OpenedDetails opened(
      RecordedDetails recorded,
      VerifiedRecord record,
      Map<String, OpenedDetails> held,
      String sender)
      throws CliException {
    recorded.requireNotErased(record);
    OpenedDetails opened = held.get(RecordedDetails.commitment(record));
    if (opened == null) {
      throw CliException.refused(
          "details-unknown",
          sender + "'s node holds no details of " + record.txId(),
          "See what it holds with `consent audit --details " + sender + "`.");
    }
    return opened;
  }

  /** The key by which the ledger knows whom the file names. */
  private static VerifyingKey holdersKey(
      Session session, ShareKey key, SubjectRef subject, RecordedDetails recorded)
      throws CliException {
    if (key.holder().customer().isEmpty()) {
      return session.parties().named(key.holder().text()).signingKey();
    }
    if (!key.holder().customer().get().equals(subject)) {
      throw CliException.refused(
          "share-recipient-other",
          "the key is another customer's than the details",
          "Share a customer's details with organisations or with this customer.");
    }
    VerifyingKey newest =
        recorded
            .newestKey()
            .orElseThrow(
                () ->
                    CliException.refused(
                        "relationship-unknown",
                        "the ledger knows no relationship with " + key.holder(),
                        "Open it first: consent open."));
    Answer revocations =
        session
            .client()
            .get("/v1/streams/" + StreamId.ofKey(newest.id()).toHex() + "/history?limit=1");
    if (!revocations.ok() && !revocations.problem().code().equals("stream-unknown")) {
      throw revocations.refusal();
    }
    if (revocations.ok() && !revocations.json().path("entries").isEmpty()) {
      throw CliException.refused(
          "key-revoked",
          "the key that signed it was revoked",
          "Ask the customer for one that a current key signed.");
    }
    return newest;
  }

  private void report(Session session, ShareFile.Head head) {
    if (session.json()) {
      session.printJson(head.toJson().put("file", out.toString()));
      return;
    }
    session.print(
        "Sealed to "
            + head.recipient()
            + ": the details of "
            + head.records().size()
            + " records.");
    session.print("Written to " + out + ". Nothing was recorded.");
  }
}
