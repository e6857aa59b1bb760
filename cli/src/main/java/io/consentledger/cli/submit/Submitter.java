package io.consentledger.cli.submit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.client.InterruptNotice;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.home.Home;
import io.consentledger.cli.home.WalletStore;
import io.consentledger.cli.instruction.InstructionSigner;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Submits a file of instructions from beginning to end.
 *
 * @param signer checks and signs; shared by nothing else meanwhile
 * @param lanes how many transactions may be under way at once
 */
public record Submitter(
    Home home,
    String networkId,
    InstructionSigner signer,
    WalletStore wallets,
    LedgerClient client,
    int lanes,
    boolean retryRefused,
    PrintStream err,
    boolean terminal) {

  /** What came of it, for people and for programs. */
  public record Result(int exitCode, List<String> text, ObjectNode json) {
    public Result {
      text = List.copyOf(text);
    }
  }

  /**
   * Checks the file and says what would be sent.
   *
   * @throws CliException {@code file-refused} with the lines that are wrong
   */
  public Result plan(Path path) throws CliException {
    SubmissionPlan plan = check(SubmissionFile.read(path));
    return new Result(ExitCode.DONE, plan.text(wallets), plan.toJson(wallets));
  }

  /** Whether all lines of a file were recorded by earlier runs. */
  public boolean isFinished(Path path) throws CliException {
    SubmissionFile file = SubmissionFile.read(path);
    Path journalFile = home.journal(file.sha256());
    if (!Files.exists(journalFile)) {
      return false;
    }
    try (Journal journal = Journal.open(journalFile, networkId)) {
      Unfinished unfinished = new Unfinished(journal);
      file.forEach(unfinished);
      return unfinished.lines == 0;
    }
  }

  /** Counts the lines that aren't known to be recorded. One thread. */
  private static final class Unfinished implements SubmissionFile.Reader {
    private final Journal journal;
    private int lines;

    Unfinished(Journal journal) {
      this.journal = journal;
    }

    @Override
    public void task(Task task) {
      lines += journal.known(task.line()).filter(Journal.Known::committed).isPresent() ? 0 : 1;
    }

    @Override
    public void mistake(Mistake mistake) {
      lines++;
    }
  }

  /**
   * Checks the file, then sends it.
   *
   * @throws CliException where nothing was sent (exit 2), or where not every outcome is known (exit
   *     3); then the same call goes on where this one stopped
   */
  public Result submit(Path path) throws CliException {
    SubmissionFile file = SubmissionFile.read(path);
    SubmissionPlan plan = check(file);
    Path journalFile = home.journal(file.sha256());
    Tally tally = new Tally();
    InterruptNotice notice =
        InterruptNotice.saying(
            "interrupted: unknown outcome for the lines under way; run the same command again,"
                + " nothing is recorded twice",
            err);
    try (Journal journal = Journal.open(journalFile, networkId);
        Progress progress = new Progress(err, terminal, plan.lines(), tally)) {
      SigningDesk desk = new SigningDesk(signer, journal);
      try (Lanes running = new Lanes(Submission.senders(lanes, client, desk, journal, tally))) {
        Submission submission = new Submission(desk, journal, running, tally, retryRefused);
        file.forEach(submission);
        submission.finish();
      }
      return result(plan, tally, progress.seconds(), journalFile);
    } catch (CliException e) {
      throw e.exitCode() == ExitCode.UNKNOWN ? incomplete(e, plan, tally) : e;
    } finally {
      notice.close();
    }
  }

  private SubmissionPlan check(SubmissionFile file) throws CliException {
    SubmissionPlan plan = new SubmissionPlan(signer);
    file.forEach(plan);
    plan.requireGood();
    return plan;
  }

  private static Result result(SubmissionPlan plan, Tally tally, double seconds, Path journalFile) {
    double rate = tally.sent() / Math.max(0.001, seconds);
    List<String> text = new ArrayList<>();
    text.add(
        String.format(Locale.ROOT, "%d lines in %.1f s (%.0f/s)", plan.lines(), seconds, rate));
    text.add("  committed          " + tally.sent());
    text.add("  already committed  " + tally.alreadyCommitted());
    text.add("  refused            " + tally.refusals().size());
    long findings = tally.findings().values().stream().mapToLong(Long::longValue).sum();
    text.add("  findings           " + findings);
    tally.findings().forEach((code, count) -> text.add("    " + code + " " + count));
    for (Tally.Refused line : tally.refusals()) {
      text.add("refused: " + line);
    }
    ObjectNode json = tally.toJson();
    json.put("lines", plan.lines());
    json.put("seconds", Math.round(seconds * 1_000) / 1_000.0);
    json.put("ratePerSecond", Math.round(rate));
    json.put("journal", journalFile.toString());
    int exitCode = tally.refusals().isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    return new Result(exitCode, text, json);
  }

  private static CliException incomplete(CliException e, SubmissionPlan plan, Tally tally) {
    return CliException.unknown(
        e.code(),
        tally.done() + " of " + plan.lines() + " lines are settled; then: " + e.getMessage(),
        "Run the same command again: it goes on from here, and nothing is recorded twice.");
  }
}
