package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.instruction.Keys;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a customer and the organisation they deal with. */
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class SubjectOptions {
  @Option(
      names = "--wallet",
      paramLabel = "NAME",
      description = "The customer, by a wallet of this home.")
  @Nullable String wallet;

  @Option(
      names = "--subject",
      paramLabel = "REF",
      description = "The customer, by the reference that the controller knows.")
  @Nullable String subject;

  @Option(
      names = "--controller",
      required = true,
      paramLabel = "NAME",
      description = "The organisation that the customer deals with.")
  String controller;

  void put(ObjectNode instruction) throws CliException {
    instruction.put("controller", controller);
    if (wallet != null) {
      instruction.put("wallet", wallet);
    }
    if (subject != null) {
      instruction.put("subject", reference(subject));
    }
  }

  /** The customer's reference with the controller. */
  String reference(Session session) throws CliException {
    if ((subject == null) == (wallet == null)) {
      throw CliException.usage(
          "usage", "name the customer: one of --wallet and --subject", "See --help.");
    }
    if (subject != null) {
      return reference(subject);
    }
    return new Keys(session.wallets(), session.parties(), false)
        .of(String.valueOf(wallet), session.parties().idOf(controller))
        .subjectRef()
        .toHex();
  }

  /** A reference as typed, checked. */
  static String reference(String typed) throws CliException {
    String lower = typed.toLowerCase(Locale.ROOT);
    if (!lower.matches("[0-9a-f]{64}")) {
      throw CliException.usage(
          "reference-malformed",
          "a reference has 64 hexadecimal digits",
          "See it with `consent wallet show NAME`, or as subjectRef in --json outputs.");
    }
    return lower;
  }
}
