package io.consentledger.cli.imports;

import io.consentledger.cli.base.CliException;

/**
 * One format that can be imported. Strict: what can't be read becomes a problem with its place,
 * never a grant; what protects is carried out at once.
 */
public interface Importer {
  /** As the command line names it. */
  String format();

  /**
   * Says what a document asks for. Sends and writes nothing.
   *
   * @throws CliException where the document as a whole isn't of this format
   */
  ImportPlan plan(ImportDocument document, ImportContext context) throws CliException;
}
