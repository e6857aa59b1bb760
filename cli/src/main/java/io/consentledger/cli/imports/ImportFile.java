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
import java.util.Set;

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

  private final String format;
  private final String controller;
  private final Identities identities;

  public ImportFile(String format, String controller, Identities identities) {
    this.format = format;
    this.controller = controller;
    this.identities = identities;
  }

  /** The wallet under which a step is recorded. */
  public String walletOf(ImportStep step) {
    return identities.walletOf(format, step.person());
  }

  /** The lines, those that open relationships first. */
  public List<String> lines(ImportPlan plan, Relationships relationships) throws CliException {
    Set<String> wallets = new LinkedHashSet<>();
    List<String> steps = new ArrayList<>();
    for (ImportStep step : plan.steps()) {
      String wallet = walletOf(step);
      wallets.add(wallet);
      ObjectNode line = step.instruction();
      steps.add(Json.line(line.put("wallet", wallet).put("controller", controller)));
    }
    List<String> lines = new ArrayList<>();
    for (String wallet : wallets) {
      if (!relationships.isOpen(wallet)) {
        lines.add(Json.line(opening(wallet)));
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
    List<String> steps = lines.stream().filter(line -> !line.startsWith(OPENING)).toList();
    return Digest.of(Bytes.utf8(String.join("\n", steps))).toHex();
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
