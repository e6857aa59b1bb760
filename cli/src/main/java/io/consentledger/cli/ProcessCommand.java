package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code consent process}. */
@Command(
    name = "process",
    description = "Declares what organisations do with data.",
    subcommands = ProcessCommand.Declare.class)
final class ProcessCommand extends Group {
  /** {@code consent process declare}. */
  @Command(
      name = "declare",
      description = {
        "Records a version of a process: its purposes, legal basis and data categories in terms of"
            + " the W3C Data Privacy Vocabulary, who receives data, and how long it is kept."
      },
      footer = {
        "",
        "Example:",
        "  consent process declare --party bank --id marketing --version 1"
            + " --notice marketing-notice@1 --purposes DirectMarketing --legal-basis Consent"
            + " --data-categories EmailAddress,Name --storage-locations DE"
            + " --retention-days 365 --jurisdiction DE"
      })
  @SuppressWarnings("NullAway.Init") // picocli sets required options
  static final class Declare extends Act {
    @Option(
        names = "--party",
        required = true,
        paramLabel = "NAME",
        description = "The organisation whose process it is.")
    private String party;

    @Option(names = "--id", required = true, description = "The process's identifier.")
    private String id;

    @Option(names = "--version", required = true, description = "Its version, from 1.")
    private int version;

    @Option(
        names = "--notice",
        required = true,
        paramLabel = "ID@VERSION",
        description = "The published notice that describes it.")
    private String notice;

    @Option(
        names = "--purposes",
        required = true,
        split = ",",
        paramLabel = "TERM",
        description = "DPV purposes, such as DirectMarketing.")
    private List<String> purposes;

    @Option(
        names = "--legal-basis",
        required = true,
        paramLabel = "TERM",
        description = "DPV legal basis, such as Consent or LegitimateInterest.")
    private String legalBasis;

    @Option(
        names = "--data-categories",
        required = true,
        split = ",",
        paramLabel = "TERM",
        description = "DPV categories of personal data, such as EmailAddress.")
    private List<String> dataCategories;

    @Option(
        names = "--recipients",
        split = ",",
        paramLabel = "NAME",
        description = "Organisations that receive data.")
    private List<String> recipients = new ArrayList<>();

    @Option(
        names = "--storage-locations",
        required = true,
        split = ",",
        paramLabel = "PLACE",
        description = "Countries or regions, such as DE,US-CA.")
    private List<String> storageLocations;

    @Option(
        names = "--retention-days",
        required = true,
        paramLabel = "DAYS",
        description = "How long data is kept.")
    private int retentionDays;

    @Option(
        names = "--jurisdiction",
        required = true,
        paramLabel = "PLACE",
        description = "Whose law applies, such as DE or US-CA.")
    private String jurisdiction;

    @Option(
        names = "--flags",
        split = ",",
        paramLabel = "FLAG",
        description = "SALE, SHARE, SENSITIVE, AUTOMATED_DECISIONS, CHILD.")
    private List<String> flags = new ArrayList<>();

    @Override
    ObjectNode instruction(Session session) {
      ObjectNode json =
          instruct("declare-process")
              .put("party", party)
              .put("processId", id)
              .put("version", version)
              .put("notice", notice)
              .put("legalBasis", legalBasis)
              .put("retentionDays", retentionDays)
              .put("jurisdiction", jurisdiction);
      json.set("purposes", Json.array(purposes));
      json.set("dataCategories", Json.array(dataCategories));
      json.set("recipients", Json.array(recipients));
      json.set("storageLocations", Json.array(storageLocations));
      json.set("flags", Json.array(flags));
      return json;
    }
  }
}
