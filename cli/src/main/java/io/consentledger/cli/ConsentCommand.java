package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code consent} command: the client of a consent ledger's nodes. */
@Command(
    name = "consent",
    versionProvider = Version.class,
    description = {
      "Records what customers consent to, refuse, withdraw and opt out of, and what organisations"
          + " do with their data, on a ledger that organisations keep together; and shows it."
    },
    subcommands = {
      NetworkCommand.class,
      WalletCommand.class,
      NoticeCommand.class,
      ProcessCommand.class,
      OpenCommand.class,
      DelegateCommand.class,
      RevokeDelegationCommand.class,
      RequestCommand.class,
      GrantCommand.class,
      RefuseCommand.class,
      WithdrawCommand.class,
      RevokeConsentCommand.class,
      InvalidateCommand.class,
      OptOutCommand.class,
      OptInCommand.class,
      RecordCommand.class,
      HoldCommand.class,
      EraseCommand.class,
      SuppressionCommand.class,
      ShareCommand.class,
      WatchCommand.class,
      RotateKeyCommand.class,
      AcknowledgeCommand.class,
      DataRequestCommand.class,
      RequestStatusCommand.class,
      HolidaysCommand.class,
      RevokeKeyCommand.class,
      ChallengeCommand.class,
      SubmitCommand.class,
      CheckCommand.class,
      AuditCommand.class,
      ReportCommand.class,
      ReceiptCommand.class,
      VerifyCommand.class,
      CheckpointCommand.class,
      TxCommand.class,
      BlockCommand.class,
      StatusCommand.class,
      BenchCommand.class,
      ConvertCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      CompletionCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  consent network init demo && export CONSENT_HOME=demo",
      "  consent wallet new ann && consent open --wallet ann --controller bank",
      "  consent grant --wallet ann --controller bank --process marketing@1",
      "  consent audit --wallet ann",
      "",
      "Exit codes:",
      "  0  done, or the answer is yes",
      "  1  refused, or the answer is no",
      "  2  the command line, a file or the home isn't as it must be; nothing was sent",
      "  3  no node could be reached, or the outcome is unknown"
    })
public final class ConsentCommand implements Runnable {
  private static final int FD_ERR = 2;

  private final Surroundings surroundings;
  @Mixin private final GlobalOptions options = new GlobalOptions();

  @SuppressWarnings("UnusedVariable") // picocli acts on it
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  @Spec private @Nullable CommandSpec spec;

  private ConsentCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintStream out = print(FileDescriptor.out);
    PrintStream err = print(FileDescriptor.err);
    boolean terminal = TerminalWidth.isTerminal(FD_ERR);
    int exitCode =
        execute(args, Surroundings.ofProcess(out, err, terminal, InstantSource.system()));
    out.flush();
    err.flush();
    System.exit(exitCode);
  }

  /**
   * Runs a command line within this process.
   *
   * @param clock what signed transactions count from: their end, a grant's default end
   * @return the exit code, see the help
   */
  public static int execute(String[] args, PrintStream out, PrintStream err, InstantSource clock) {
    return execute(args, Surroundings.ofProcess(out, err, false, clock));
  }

  static int execute(String[] args, Surroundings surroundings) {
    ResultOutput output = new ResultOutput(surroundings.out());
    CommandLine line = commandLine(surroundings.printingTo(output.stream()));
    line.setOut(writer(output.stream()));
    line.setErr(writer(surroundings.err()));
    FailureReport failures = new FailureReport(output, line.getErr());
    line.setParameterExceptionHandler(failures::badUsage);
    line.setExecutionExceptionHandler(failures::failed);
    line.setExitCodeExceptionMapper(fault -> ExitCode.UNKNOWN);
    int exitCode = run(line, args);
    Optional<CliException> lost = output.failure();
    if (lost.isPresent()) {
      line.getErr().println(lost.get().display());
      return lost.get().exitCode();
    }
    return exitCode;
  }

  // Left to the virtual machine, it would end with exit 1, which says "refused".
  private static int run(CommandLine line, String[] args) {
    try {
      return line.execute(args);
    } catch (OutOfMemoryError exhausted) {
      line.getErr()
          .println(
              CliException.unknown(
                      "memory-exhausted",
                      "the command needs more memory than it may take",
                      "Give it more with JAVA_TOOL_OPTIONS=-Xmx4g, or ask for less.")
                  .display());
      return ExitCode.UNKNOWN;
    }
  }

  static CommandLine commandLine(Surroundings surroundings) {
    CommandLine line = new CommandLine(new ConsentCommand(surroundings));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpLongOptionsMaxWidth(30);
    HelpLayout.apply(line);
    surroundings.width().ifPresent(columns -> line.setUsageHelpWidth(Math.min(columns, 120)));
    return line;
  }

  Session session() {
    return new Session(surroundings, options);
  }

  /** Without a sub-command. */
  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "a command is missing");
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  // Not System.out: that one encodes in the locale's charset.
  private static PrintStream print(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 8192),
        true,
        StandardCharsets.UTF_8);
  }
}
