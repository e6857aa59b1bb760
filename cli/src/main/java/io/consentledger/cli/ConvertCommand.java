package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.convert.GvlConverter;
import io.consentledger.cli.home.HomeFiles;
import io.consentledger.cli.home.InputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consent convert}. */
@Command(
    name = "convert",
    description = "Turns published formats into files for `consent submit`.",
    subcommands = ConvertCommand.Gvl.class)
final class ConvertCommand extends Group {
  /** {@code consent convert gvl}. */
  @Command(
      name = "gvl",
      description = {
        "Turns the IAB's Global Vendor List (version 3) into instructions: a notice and a process"
            + " for each vendor, in DPV terms, and made-up decisions of customers over them. The"
            + " same input, numbers and seed give the same file."
      },
      footer = {
        "",
        "Example:",
        "  consent convert gvl vendor-list.json --party retailer --decisions 10000"
            + " --customers 500 --out gvl.jsonl",
        "  consent submit gvl.jsonl"
      })
  @SuppressWarnings("NullAway.Init") // picocli sets required options
  static final class Gvl extends Action {
    private static final int CUSTOMERS_MAX = 999_999;
    private static final int DECISIONS_MAX = 10_000_000;

    @Parameters(paramLabel = "FILE", description = "The vendor list.")
    private Path file;

    @Option(
        names = "--party",
        required = true,
        paramLabel = "NAME",
        description = "The organisation that declares the processes.")
    private String party;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "What to write.")
    private Path out;

    @Option(names = "--decisions", paramLabel = "N", description = "Decisions. Default: 0.")
    private int decisions;

    @Option(names = "--customers", paramLabel = "M", description = "Customers. Default: 100.")
    private int customers = 100;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the decisions. Default: 1.")
    private long seed = 1;

    @Override
    int run(Session session) throws CliException {
      if (decisions < 0
          || decisions > DECISIONS_MAX
          || customers < 1
          || customers > CUSTOMERS_MAX) {
        throw CliException.usage(
            "option-invalid",
            "--decisions must be up to " + DECISIONS_MAX + ", --customers up to " + CUSTOMERS_MAX,
            "See `consent convert gvl --help`.");
      }
      GvlConverter converter = new GvlConverter(read(), party);
      List<String> lines = new ArrayList<>(converter.catalogue());
      int declared = lines.size() / 2;
      if (decisions > 0) {
        lines.addAll(converter.decisions(decisions, customers, seed));
      }
      try {
        Files.write(out, lines, StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw HomeFiles.cannot("write", out, e);
      }
      if (session.json()) {
        session.printJson(
            Json.object()
                .put("file", out.toString())
                .put("processes", declared)
                .put("lines", lines.size()));
      } else {
        session.print(
            "Wrote " + lines.size() + " lines with " + declared + " processes to " + out + ".");
        session.print("Next: consent submit " + out);
      }
      return ExitCode.DONE;
    }

    private ObjectNode read() throws CliException {
      try {
        return Json.parseObject(InputFile.read(file));
      } catch (IOException e) {
        throw HomeFiles.cannot("read", file, e);
      }
    }
  }
}
