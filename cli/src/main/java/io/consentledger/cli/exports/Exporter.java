package io.consentledger.cli.exports;

import io.consentledger.cli.base.CliException;
import java.util.List;

/** Writes documents of one foreign format. Stateless. */
public interface Exporter {
  /** The name that the command takes, such as {@code dpv27560}. */
  String format();

  /** One sentence for the help: what the document holds and where the format is defined. */
  String description();

  /**
   * Writes a document; the same customer gives the same text.
   *
   * @throws CliException where the format can't say what the ledger says
   */
  String write(ExportedCustomer customer) throws CliException;

  /**
   * The same as documents of one line each, one for each consent.
   *
   * @throws CliException {@code usage} where the format isn't written so
   */
  default List<String> lines(ExportedCustomer customer) throws CliException {
    throw CliException.usage(
        "usage", format() + " isn't written in lines", "--all takes the format dpv27560.");
  }

  /** What the ledger says and the document can't, in plain words; empty where nothing is lost. */
  default List<String> leftOut(ExportedCustomer customer) {
    return List.of();
  }
}
