package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.home.Home;
import io.consentledger.cli.home.HomeFiles;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * A plan as the lines that {@code consent submit} takes: wallets instead of persons, and a
 * relationship opened for each person who has none yet. The same document gives the same file, so
 * that an interrupted import goes on where it stopped. One thread.
 */
public final class ImportFile {
  /** Has the document kept for a customer and a process; returns the commitment to it. */
  public interface Keeper {
    String keep(String wallet, String processId) throws CliException;
  }

  /** Whether all lines of a file were recorded. */
  public interface Finished {
    boolean is(Path file) throws CliException;
  }

  private static final String SEVERAL =
      "people of several servers have this name: write the server in front of it";

  private final String format;
  private final String controller;
  private final Identities identities;
  private final Suppressions suppressions;

  public ImportFile(
      String format, String controller, Identities identities, Suppressions suppressions) {
    this.format = format;
    this.controller = controller;
    this.identities = identities;
    this.suppressions = suppressions;
  }

  /**
   * What becomes of each step, in the document's order. What protects reaches every wallet of a
   * person; a grant goes to one, and nowhere where several people have the name.
   *
   * @param partly whether the document is partly unreadable: then only what protects is recorded
   */
  public List<PlannedStep> planned(ImportPlan plan, boolean partly, Standing standing, Wills judge)
      throws CliException {
    List<PlannedStep> remembered = new ArrayList<>();
    List<PlannedStep> planned = new ArrayList<>();
    Map<String, List<ImportStep>> wills = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    standing.through(
        plan.steps(),
        step -> identities.walletsOf(format, step.person()),
        step -> {
          SortedSet<String> wallets = identities.walletsOf(format, step.person());
          Optional<String> meant = identities.meant(format, step.person());
          if (step.isWill() && !step.protects() && meant.isEmpty()) {
            planned.add(PlannedStep.not(step, wallets.first(), SEVERAL));
          }
          for (String wallet : wallets) {
            if (seen.add(wallet)) {
              remembered.addAll(remembered(step, wallet, standing));
            }
            if (!step.isWill()) {
              planned.add(new PlannedStep(step, wallet, standing.after(wallet, step), false));
            } else if (step.protects() || meant.filter(wallet::equals).isPresent()) {
              wills
                  .computeIfAbsent(wallet + '|' + step.processId(), key -> new ArrayList<>())
                  .add(step);
            }
          }
        });
    standing.through(
        List.copyOf(wills.entrySet()),
        one -> List.of(wallet(one.getKey())),
        one -> planned.addAll(judge.judged(wallet(one.getKey()), one.getValue(), partly)));
    planned.sort(Comparator.comparingInt(step -> step.step().line()));
    remembered.addAll(planned);
    return remembered;
  }

  private static String wallet(String walletAndProcess) {
    return walletAndProcess.substring(0, walletAndProcess.indexOf('|'));
  }

  /** What somebody had opted out of before they were erased; the new pseudonym starts with it. */
  private List<PlannedStep> remembered(ImportStep first, String wallet, Standing standing)
      throws CliException {
    List<PlannedStep> steps = new ArrayList<>();
    for (Map.Entry<String, String> one : suppressions.of(format, first.person()).entrySet()) {
      ObjectNode optOut =
          Json.object()
              .put("do", "opt-out")
              .put("right", one.getKey())
              .put("source", one.getValue());
      Optional<String> needless =
          standing.saysOf(wallet, one.getKey())
              ? Optional.of("the ledger remembers it itself")
              : Optional.empty();
      ImportStep step =
          new ImportStep(first.line(), first.person(), optOut, "was erased, and had opted out");
      steps.add(new PlannedStep(step, wallet, needless, false));
    }
    return steps;
  }

  /**
   * The lines of what is recorded, those that open relationships first.
   *
   * @param keeper empty where the document isn't kept
   */
  List<String> lines(List<PlannedStep> planned, Standing standing, Optional<Keeper> keeper)
      throws CliException {
    List<PlannedStep> sent = planned.stream().filter(PlannedStep::isSent).toList();
    Set<String> wallets = new LinkedHashSet<>();
    sent.forEach(step -> wallets.add(step.wallet()));
    List<String> lines = new ArrayList<>();
    for (String wallet : wallets) {
      if (!standing.isOpen(wallet)) {
        lines.add(Json.line(opening(wallet)));
      }
    }
    for (PlannedStep step : sent) {
      lines.add(Json.line(line(step, keeper)));
    }
    return lines;
  }

  private ObjectNode line(PlannedStep step, Optional<Keeper> keeper) throws CliException {
    ObjectNode line = step.line(controller);
    if (keeper.isPresent() && step.step().isDecision()) {
      String process = line.path("process").asText().split("@", 2)[0];
      line.put("details", keeper.get().keep(step.wallet(), process));
    }
    return line;
  }

  /** Puts the names that a plan used on disk, synced. */
  public void remember() throws CliException {
    identities.save();
  }

  /**
   * Writes the lines, and the names that they use, where only the owner can read them; an import
   * that is already on its way keeps its file. One that was finished, and has to say something
   * again that no longer stands, gets a new one.
   *
   * @param keeper keeps the document as private details; empty where it isn't kept
   */
  public Path write(
      Home home,
      Bytes document,
      List<PlannedStep> planned,
      Standing standing,
      Optional<Keeper> keeper,
      Finished finished)
      throws CliException {
    identities.save();
    String name = nameOf(document, planned);
    Path file = home.imported(name);
    int times = 1;
    while (Files.exists(file) && finished.is(file)) {
      times++;
      file = home.imported(Digest.of(Bytes.utf8(name + times)).toHex());
    }
    try {
      if (!Files.exists(file)) {
        // What was recorded is known by the bytes of its file, so each time has bytes of its own.
        String text = times == 1 ? "" : "# time " + times + "\n";
        text += String.join("\n", lines(planned, standing, keeper)) + "\n";
        HomeFiles.replaceSecret(file, text.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw HomeFiles.cannot("write", file, e);
    }
    return file;
  }

  // Of the document's bytes, because tomorrow's log may say the same of the same people, and be
  // news. And of what it says, not of what the ledger still lacks: once that was recorded, the same
  // document must still find the file that is already on its way. A grant that is no longer to be
  // sent must not be found there, whatever became of it.
  private String nameOf(Bytes document, List<PlannedStep> planned) {
    List<String> steps =
        planned.stream().filter(PlannedStep::isTaken).map(step -> step.text(controller)).toList();
    Bytes said = Bytes.utf8(String.join("\n", steps));
    return Digest.of(Bytes.concat(Digest.of(document).bytes(), said)).toHex();
  }

  // Of a drawn wallet the organisation made the key, and no signature of the customer's came with
  // the document. Any other is somebody's own, and imports sign nothing with it.
  private ObjectNode opening(String wallet) {
    return Json.object()
        .put("do", "open")
        .put("wallet", wallet)
        .put("controller", controller)
        .put("assurance", Identities.isDrawn(wallet) ? Standing.IMPORTED : "SUBJECT_HELD");
  }
}
