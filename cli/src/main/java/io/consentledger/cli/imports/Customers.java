package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.home.HomeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who a controller's customers are on the ledger: its own names for them (an account, an e-mail
 * address) beside a wallet of this home or a pseudonym. The one place where the two meet; it never
 * leaves the home. One thread.
 */
public final class Customers {
  private static final int NAME_BYTES = 10;

  private final Path file;
  private final String controller;
  private final SecureRandom random;
  private final ObjectNode all;
  private final Map<String, Customer> known = new TreeMap<>();
  private boolean changed;

  /** A person's place on the ledger. */
  static final class Customer {
    private final String name;
    private boolean isNew;

    Customer(String name, boolean isNew) {
      this.name = name;
      this.isNew = isNew;
    }

    /** A wallet's name, or a pseudonym of 64 digits. */
    String name() {
      return name;
    }

    boolean isWallet() {
      return !name.matches("[0-9a-f]{64}");
    }

    /** True once for a person who has no relationship yet. */
    boolean takeNew() {
      boolean first = isNew;
      isNew = false;
      return first;
    }
  }

  private Customers(Path file, String controller, SecureRandom random, ObjectNode all) {
    this.file = file;
    this.controller = controller;
    this.random = random;
    this.all = all;
    JsonNode mine = all.path(controller);
    mine.fieldNames()
        .forEachRemaining(
            identifier ->
                known.put(identifier, new Customer(mine.path(identifier).asText(), false)));
  }

  /**
   * Those that are known for a controller; none where the file isn't there yet.
   *
   * @throws CliException {@code customers-malformed}
   */
  public static Customers read(Path file, String controller, SecureRandom random)
      throws CliException {
    ObjectNode all =
        Files.exists(file) ? HomeFiles.readJson(file, "customers-malformed") : Json.object();
    return new Customers(file, controller, random, all);
  }

  /** A person, made known with a new wallet where this identifier is new. */
  Customer of(String identifier) {
    return known.computeIfAbsent(
        identifier,
        unknown -> {
          byte[] name = new byte[NAME_BYTES];
          random.nextBytes(name);
          changed = true;
          return new Customer("imported-" + HexFormat.of().formatHex(name), true);
        });
  }

  /** Writes what {@link #of} made known, for its owner's eyes only. */
  public void save() throws CliException {
    if (!changed) {
      return;
    }
    ObjectNode mine = Json.object();
    known.forEach((identifier, customer) -> mine.put(identifier, customer.name()));
    all.set(controller, mine);
    try {
      HomeFiles.replaceSecret(file, Json.pretty(all).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw HomeFiles.cannot("write", file, e);
    }
    changed = false;
  }
}
