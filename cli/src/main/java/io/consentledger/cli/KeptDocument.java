package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.imports.ImportFile;
import io.consentledger.cli.imports.ImportPlan;
import io.consentledger.cli.imports.OriginalDocument;
import io.consentledger.cli.instruction.Keys;
import java.nio.file.Path;
import java.util.Optional;

/** An imported document that the controller's node is to keep as private details. */
record KeptDocument(Session session, String controller, OriginalDocument document) {
  private static final String NOT_KEPT = "document-not-kept";

  /**
   * A document that can be kept.
   *
   * @throws CliException {@code document-not-kept}: of several persons, or partly unreadable
   */
  static KeptDocument of(
      Session session, String controller, String format, Path file, byte[] content, ImportPlan plan)
      throws CliException {
    return OriginalDocument.of(format, content, plan)
        .map(document -> new KeptDocument(session, controller, document))
        .orElseThrow(
            () ->
                CliException.refused(
                    NOT_KEPT,
                    file + " is about several persons, or partly unreadable",
                    "Split it into one document for each person, or leave out --keep-document."));
  }

  /** Has it kept with each decision. */
  ImportFile.Keeper keeper() {
    return (wallet, process) ->
        PrivateDetails.keep(session, controller, reference(wallet), process, document.details());
  }

  /**
   * The node holds it now, by this import or an earlier one.
   *
   * @throws CliException {@code document-not-kept}
   */
  void requireKept(String wallet) throws CliException {
    boolean kept =
        session.wallets().has(wallet)
            && PrivateDetails.held(session, controller, reference(wallet)).values().stream()
                .map(OriginalDocument::of)
                .flatMap(Optional::stream)
                .anyMatch(document::equals);
    if (!kept) {
      throw CliException.refused(
          NOT_KEPT,
          "a document is kept only with a decision that is recorded of it, and none was now: it"
              + " tells of none, or that was recorded before",
          "Keep the file yourself, and leave out --keep-document.");
    }
  }

  private String reference(String wallet) throws CliException {
    return new Keys(session.wallets(), session.parties(), true)
        .of(wallet, session.parties().idOf(controller))
        .subjectRef()
        .toHex();
  }
}
