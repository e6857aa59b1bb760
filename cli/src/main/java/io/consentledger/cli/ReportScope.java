package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.instruction.Keys;
import io.consentledger.cli.reports.Declaration;
import io.consentledger.cli.reports.Material;
import io.consentledger.cli.reports.MaterialReader;
import io.consentledger.ledger.genesis.Organisation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say whom a report is about: one organisation, or one customer. */
final class ReportScope {
  @Option(
      names = "--controller",
      paramLabel = "NAME",
      description = "The organisation; alone, it means all of its customers.")
  private @Nullable String controller;

  @Option(
      names = "--wallet",
      paramLabel = "NAME",
      description =
          "The customer, by a wallet of this home; without --controller: with all organisations.")
  private @Nullable String wallet;

  @Option(
      names = "--subject",
      paramLabel = "REF",
      description = "The customer, by the reference that --controller knows.")
  private @Nullable String subject;

  /**
   * What the report is made of.
   *
   * @param kinds of records that it needs
   * @param owing the references whose duties it needs, by the records
   */
  Material read(Session session, Set<String> kinds, Function<List<Declaration>, Set<String>> owing)
      throws CliException {
    MaterialReader reader = reader(session);
    if (wallet == null && subject == null) {
      if (controller == null) {
        throw usage("name an organisation with --controller, or a customer with --wallet");
      }
      return reader.ofController(session.parties().named(controller).name(), kinds, owing);
    }
    if (wallet != null && subject != null) {
      throw usage("name the customer by one of --wallet and --subject");
    }
    return wallet == null
        ? ofSubject(session, reader, owing)
        : ofWallet(session, reader, wallet, owing);
  }

  static MaterialReader reader(Session session) throws CliException {
    return new MaterialReader(
        session.client(),
        session.parties().genesis(),
        session.surroundings().clock().instant().toEpochMilli());
  }

  private Material ofSubject(
      Session session, MaterialReader reader, Function<List<Declaration>, Set<String>> owing)
      throws CliException {
    if (controller == null) {
      throw usage("--subject goes with --controller, the organisation that knows this reference");
    }
    String name = session.parties().named(controller).name();
    String reference = SubjectOptions.reference(String.valueOf(subject));
    return reader.ofCustomer(
        "customer " + reference + " of " + name, Map.of(reference, name), owing);
  }

  private Material ofWallet(
      Session session,
      MaterialReader reader,
      String name,
      Function<List<Declaration>, Set<String>> owing)
      throws CliException {
    Keys keys = new Keys(session.wallets(), session.parties(), false);
    List<Organisation> asked =
        controller == null
            ? session.parties().controllers()
            : List.of(session.parties().named(controller));
    Map<String, String> references = new LinkedHashMap<>();
    for (Organisation one : asked) {
      references.put(keys.of(name, one.partyId()).subjectRef().toHex(), one.name());
    }
    return reader.ofCustomer(
        "customer " + name + (controller == null ? " with all organisations" : " of " + controller),
        references,
        owing);
  }

  private static CliException usage(String message) {
    return CliException.usage("usage", message, "See --help.");
  }
}
