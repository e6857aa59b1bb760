package io.consentledger.cli.imports;

import io.consentledger.cli.base.Limits;

/**
 * Reads documents of one foreign format. Strict: what is malformed, ambiguous or unknown becomes a
 * problem with its place and never a grant; only what protects the customer may be read out of
 * something that is unclear. Stateless.
 */
public interface Importer {
  /** The name that the command takes, such as {@code gpc}. */
  String format();

  /** One sentence for the help: what a document holds and where the format is defined. */
  String description();

  /**
   * Whose names for persons the documents use: the same name in documents of one kind is the same
   * person. A format's own unless it says otherwise.
   */
  default String namesPersonsOf() {
    return format();
  }

  /** How large a document may be; a log that is read line by line may be larger. */
  default int sizeBytesMax() {
    return Limits.FILE_BYTES_MAX;
  }

  /**
   * Reads a whole document; total.
   *
   * @param content the document's bytes, as they came
   */
  ImportPlan read(byte[] content, ImportOptions options);
}
