package io.consentledger.cli.submit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.home.WalletStore;
import io.consentledger.cli.instruction.InstructionException;
import io.consentledger.cli.instruction.InstructionSigner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks a whole file before anything is sent, and counts what it would do. One thread. */
final class SubmissionPlan implements SubmissionFile.Reader {
  private final InstructionSigner signer;
  private final Map<String, Long> counts = new TreeMap<>();
  private final Set<String> wallets = new TreeSet<>();
  private final List<Mistake> shown = new ArrayList<>();
  private long mistakes;
  private long lines;

  SubmissionPlan(InstructionSigner signer) {
    this.signer = signer;
  }

  @Override
  public void task(Task task) throws CliException {
    lines++;
    counts.merge(task.label(), 1L, Long::sum);
    if (task.toSign().isEmpty()) {
      return;
    }
    try {
      task.toSign().get().wallet().ifPresent(wallets::add);
      signer.check(task.toSign().get());
    } catch (InstructionException e) {
      mistake(new Mistake(task.line(), e.code(), String.valueOf(e.getMessage())));
    } catch (CliException e) {
      if (e.exitCode() == ExitCode.UNKNOWN) {
        throw e;
      }
      mistake(new Mistake(task.line(), e.code(), String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void mistake(Mistake mistake) {
    mistakes++;
    if (shown.size() < Limits.MISTAKES_SHOWN_MAX) {
      shown.add(mistake);
    }
  }

  /** Lines that will be sent. */
  long lines() {
    return lines;
  }

  /**
   * Makes sure that every line can be sent.
   *
   * @throws CliException {@code file-refused}, listing the lines: nothing was sent
   */
  void requireGood() throws CliException {
    if (mistakes == 0) {
      return;
    }
    StringBuilder list = new StringBuilder();
    shown.forEach(mistake -> list.append(mistake).append(System.lineSeparator()).append("  "));
    if (mistakes > shown.size()) {
      list.append("and ").append(mistakes - shown.size()).append(" more lines; ");
    }
    throw CliException.usage(
        "file-refused",
        mistakes + (mistakes == 1 ? " line is" : " lines are") + " wrong; nothing was sent",
        list + "Correct the file and run the command again.");
  }

  /** Wallets that it names and that don't exist yet. */
  private long newWallets(WalletStore store) throws CliException {
    long missing = 0;
    for (String wallet : wallets) {
      missing += store.has(wallet) ? 0 : 1;
    }
    return missing;
  }

  List<String> text(WalletStore store) throws CliException {
    List<String> text = new ArrayList<>();
    text.add("Plan: " + lines + " lines, nothing was sent.");
    counts.forEach((label, count) -> text.add("  " + label + ": " + count));
    text.add("  wallets named: " + wallets.size() + ", of which new: " + newWallets(store));
    return text;
  }

  ObjectNode toJson(WalletStore store) throws CliException {
    ObjectNode json = Json.object().put("lines", lines);
    ObjectNode kinds = json.putObject("instructions");
    counts.forEach(kinds::put);
    return json.put("wallets", wallets.size()).put("newWallets", newWallets(store));
  }
}
