package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.home.ShareKeys;
import io.consentledger.cli.instruction.Keys;
import io.consentledger.cli.report.Times;
import io.consentledger.cli.share.Recipient;
import io.consentledger.cli.share.ShareKey;
import io.consentledger.crypto.HpkePrivateKey;
import io.consentledger.crypto.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code consent share key}. */
@Command(
    name = "key",
    description = {
      "Writes the key to which others seal details for you, signed by the key that the ledger knows"
          + " of you. Give the file to them by any way: nobody can change it unnoticed.",
      "An organisation gets a new key each time; the private half stays in the home's parties/, and"
          + " earlier ones go on opening what was sealed to them. A customer's follows from the"
          + " wallet."
    },
    footer = {
      "",
      "Examples:",
      "  consent share key --for insurer --out insurer.share-key.json",
      "  consent share key --wallet ann --controller bank --out ann.share-key.json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class ShareKeyCommand extends Action {
  private static final int DAYS_MAX = 3_660;

  @Option(names = "--for", paramLabel = "NAME", description = "The organisation that will open.")
  private @Nullable String organisation;

  @Option(names = "--wallet", paramLabel = "NAME", description = "Or the customer who will open.")
  private @Nullable String wallet;

  @Option(
      names = "--controller",
      paramLabel = "NAME",
      description = "With --wallet: the organisation whose details they are.")
  private @Nullable String controller;

  @Option(
      names = "--days",
      defaultValue = "365",
      paramLabel = "N",
      description = "How long others may seal to it, 1 to 3660. Default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write it.")
  private Path out;

  @Override
  int run(Session session) throws CliException {
    requireUsage();
    ResultFiles.requireNew(out); // Before a key is made that nobody would ever be given.
    Instant until = session.surroundings().clock().instant().plus(Duration.ofDays(days));
    ShareKey key =
        organisation == null ? ofCustomer(session, until) : of(session, organisation, until);
    ResultFiles.create(out, key.encode());
    if (session.json()) {
      session.printJson(
          Json.object()
              .put("holder", key.holder().text())
              .put("key", key.key().raw().toHex())
              .put("untilMs", key.untilMs())
              .put("file", out.toString()));
    } else {
      session.print(
          "Others may seal to " + key.holder() + " until " + Times.second(key.untilMs()) + ".");
      session.print("Written to " + out + ".");
    }
    return ExitCode.DONE;
  }

  private void requireUsage() throws CliException {
    if ((organisation == null) == (wallet == null) || (wallet == null) != (controller == null)) {
      throw CliException.usage(
          "usage",
          "name who will open: --for NAME, or --wallet NAME with --controller NAME",
          "See `consent share key --help`.");
    }
    if (days < 1 || days > DAYS_MAX) {
      throw CliException.usage("usage", "--days must be from 1 to " + DAYS_MAX, "Say less.");
    }
  }

  private static ShareKey of(Session session, String organisation, Instant until)
      throws CliException {
    SigningKey signer = session.parties().key(organisation);
    try (HpkePrivateKey made =
        new ShareKeys(session.home()).create(organisation, session.surroundings().random())) {
      return signed(session, new Recipient(organisation), made, until, signer);
    }
  }

  private ShareKey ofCustomer(Session session, Instant until) throws CliException {
    Keys keys = new Keys(session.wallets(), session.parties(), false);
    Keys.Relationship relationship =
        keys.of(String.valueOf(wallet), session.parties().idOf(String.valueOf(controller)));
    try (HpkePrivateKey own = keys.forShares(String.valueOf(wallet), relationship.subjectRef())) {
      Recipient holder = new Recipient(relationship.subjectRef().toHex());
      return signed(session, holder, own, until, relationship.key());
    }
  }

  private static ShareKey signed(
      Session session, Recipient holder, HpkePrivateKey key, Instant until, SigningKey signer)
      throws CliException {
    return ShareKey.sign(
        session.parties().networkId(), holder, key.publicKey(), until.toEpochMilli(), signer);
  }
}
