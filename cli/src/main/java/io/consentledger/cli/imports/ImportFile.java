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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A plan as the lines that {@code consent submit} takes: wallets instead of persons, and a
 * relationship opened for each person who has none yet. The same plan gives the same lines, so that
 * an interrupted import goes on where it stopped. One thread.
 */
public final class ImportFile {
  /** Tells whether a wallet's relationship with the controller is on the ledger. */
  public interface Relationships {
    boolean isOpen(String wallet) throws CliException;
  }

  private static final String OPENING = "{\"do\":\"open\"";
  private static final String REMEMBERED = "{\"do\":\"opt-out\",\"wallet\"";

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

  /** The wallet under which a step is recorded. */
  public String walletOf(ImportStep step) {
    return identities.walletOf(format, step.person());
  }

  /** What persons of a plan had opted out of before they were erased, by their wallets. */
  public SortedMap<String, SortedMap<String, String>> suppressed(ImportPlan plan)
      throws CliException {
    SortedMap<String, SortedMap<String, String>> byWallet = new TreeMap<>();
    for (ImportStep step : plan.steps()) {
      SortedMap<String, String> optOuts = suppressions.of(format, step.person());
      if (!optOuts.isEmpty()) {
        byWallet.computeIfAbsent(walletOf(step), any -> new TreeMap<>()).putAll(optOuts);
      }
    }
    return byWallet;
  }

  /** The lines: those that open relationships first, and what was remembered of who comes back. */
  public List<String> lines(ImportPlan plan, Relationships relationships) throws CliException {
    Set<String> wallets = new LinkedHashSet<>();
    List<String> steps = new ArrayList<>();
    for (ImportStep step : plan.steps()) {
      String wallet = walletOf(step);
      wallets.add(wallet);
      ObjectNode line = step.instruction();
      steps.add(Json.line(line.put("wallet", wallet).put("controller", controller)));
    }
    Map<String, SortedMap<String, String>> remembered = suppressed(plan);
    List<String> lines = new ArrayList<>();
    for (String wallet : wallets) {
      if (!relationships.isOpen(wallet)) {
        lines.add(Json.line(opening(wallet)));
        Map<String, String> optOuts = remembered.getOrDefault(wallet, new TreeMap<>());
        optOuts.forEach((right, source) -> lines.add(optOut(wallet, right, source)));
      }
    }
    lines.addAll(steps);
    return lines;
  }

  /** Writes lines, and the names that they use, where only the owner can read them. */
  public Path write(Home home, List<String> lines) throws CliException {
    identities.save();
    byte[] content = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    Path file = home.imported(nameOf(lines));
    try {
      if (!Files.exists(file)) {
        HomeFiles.replaceSecret(file, content);
      }
    } catch (IOException e) {
      throw HomeFiles.cannot("write", file, e);
    }
    return file;
  }

  // Without what opens relationships: once they are open, the same document comes to fewer lines,
  // and must still find the file that is already on its way.
  private static String nameOf(List<String> lines) {
    List<String> steps =
        lines.stream()
            .filter(line -> !line.startsWith(OPENING) && !line.startsWith(REMEMBERED))
            .toList();
    return Digest.of(Bytes.utf8(String.join("\n", steps))).toHex();
  }

  private String optOut(String wallet, String right, String source) {
    return Json.line(
        Json.object()
            .put("do", "opt-out")
            .put("wallet", wallet)
            .put("controller", controller)
            .put("right", right)
            .put("source", source));
  }

  // The organisation made the key, and no signature of the customer's came with the document.
  private ObjectNode opening(String wallet) {
    return Json.object()
        .put("do", "open")
        .put("wallet", wallet)
        .put("controller", controller)
        .put("assurance", "IMPORTED_UNSIGNED");
  }
}
