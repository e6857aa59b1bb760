package io.consentledger.cli.home;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.base.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of the home that grows with what an organisation does: one JSON object, for its owner
 * only, at most {@link Limits#PRIVATE_JSON_BYTES_MAX} bytes. What is written can be read again. Who
 * changes one holds the {@link HomeLock}.
 */
public final class PrivateJson {
  private PrivateJson() {}

  /**
   * Reads it; an empty object where there is no file.
   *
   * @throws CliException the two codes, {@code file-too-large}
   */
  public static ObjectNode read(Path file, String permissionsCode, String malformedCode)
      throws CliException {
    if (!Files.exists(file)) {
      return Json.object();
    }
    HomeFiles.requireOwnerOnly(file, permissionsCode);
    return HomeFiles.readJson(file, malformedCode, Limits.PRIVATE_JSON_BYTES_MAX);
  }

  /**
   * Writes it in place of the one before; on return content and name are durable.
   *
   * @throws CliException {@code home-file-full}, with the file as it was
   */
  public static void write(Path file, ObjectNode content) throws CliException {
    byte[] bytes = bytes(file, content);
    try {
      HomeFiles.replaceSecret(file, bytes);
    } catch (IOException e) {
      throw HomeFiles.cannot("write", file, e);
    }
  }

  /** The same, and overwrites the bytes that were there: {@link HomeFiles#replaceAndWipe}. */
  public static void overwrite(Path file, ObjectNode content) throws CliException {
    byte[] bytes = bytes(file, content);
    try {
      HomeFiles.replaceAndWipe(file, bytes);
    } catch (IOException e) {
      throw HomeFiles.cannot("write", file, e);
    }
  }

  private static byte[] bytes(Path file, ObjectNode content) throws CliException {
    byte[] bytes = Json.pretty(content).getBytes(StandardCharsets.UTF_8);
    if (bytes.length > Limits.PRIVATE_JSON_BYTES_MAX) {
      throw CliException.refused(
          "home-file-full",
          file + " would have more than " + Limits.PRIVATE_JSON_BYTES_MAX + " bytes",
          "Import into homes of their own, one for each part of the customers.");
    }
    return bytes;
  }
}
