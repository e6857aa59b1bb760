package io.consentledger.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes. */
final class GlobalOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  @Option(
      names = "--home",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description =
          "Directory of the network, as `consent network init` made it."
              + " Default: the variable CONSENT_HOME.")
  @Nullable String home;

  @Option(
      names = "--node",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME|URL",
      description =
          "Ask this node; may be given several times. Default: all nodes of the network,"
              + " the next one where one is down.")
  List<String> nodes = new ArrayList<>();

  @Option(
      names = "--passphrase-file",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description =
          "The wallet's passphrase is this file's first line. Default: the variable"
              + " CONSENT_PASSPHRASE_FILE, or else a question at the terminal.")
  @Nullable Path passphraseFile;

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print the result as JSON.")
  boolean json;

  @Option(
      names = "--timeout",
      scope = ScopeType.INHERIT,
      paramLabel = "SECONDS",
      description = "How long to keep asking. Default: 30.")
  double timeoutSeconds = 30;

  @Option(
      names = "--wait",
      scope = ScopeType.INHERIT,
      paramLabel = "certified|committed",
      description =
          "What a submission waits for: that a quorum of the organisations signed its block,"
              + " or only that the block is committed. Default: certified.")
  String wait = "certified";
}
