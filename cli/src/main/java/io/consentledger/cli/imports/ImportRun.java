package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.home.HomeFiles;
import io.consentledger.cli.submit.Submitter;
import io.consentledger.crypto.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries out a plan: the customers' wallets are written first, then the instructions as a file of
 * the home, then they are submitted. The same document again goes on where it stopped: its
 * instructions are made once.
 *
 * @param folder of the home, for this purpose
 */
public record ImportRun(Path folder, Importer importer, ImportContext context) {
  /** The text and exit code of a run, as {@link Submitter.Result}. */
  public Submitter.Result plan(ImportDocument document) throws CliException {
    ImportPlan plan = importer.plan(document, context);
    List<String> text = new ArrayList<>(plan.text());
    text.add("Plan: " + plan.lines().size() + " instructions, nothing was sent.");
    return new Submitter.Result(exitCode(plan), text, json(plan));
  }

  /** Plans, and submits what the plan says. */
  public Submitter.Result submit(ImportDocument document, Submitter submitter) throws CliException {
    ImportPlan plan = importer.plan(document, context);
    List<String> text = new ArrayList<>(plan.text());
    ObjectNode json = json(plan);
    Path file = folder.resolve(name(document));
    boolean again = Files.exists(file);
    if (!again && plan.lines().isEmpty()) {
      text.add("Nothing to record.");
      return new Submitter.Result(exitCode(plan), text, json);
    }
    if (!again) {
      context.customers().save();
      write(file, plan.lines());
    }
    Submitter.Result submitted = submitter.submit(file);
    text.addAll(submitted.text());
    json.set("submitted", submitted.json());
    return new Submitter.Result(Math.max(exitCode(plan), submitted.exitCode()), text, json);
  }

  private static void write(Path file, List<String> lines) throws CliException {
    try {
      HomeFiles.replaceSecret(
          file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw HomeFiles.cannot("write", file, e);
    }
  }

  // One file for each document, format and controller.
  private String name(ImportDocument document) {
    String content = Digest.of(document.content()).toHex();
    return importer.format() + '-' + context.controller() + '-' + content + ".jsonl";
  }

  private static int exitCode(ImportPlan plan) {
    return plan.isClean() ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private ObjectNode json(ImportPlan plan) {
    ObjectNode json = Json.object().put("format", importer.format());
    json.put("instructions", plan.lines().size());
    json.set("outcomes", plan.toJson());
    return json;
  }
}
