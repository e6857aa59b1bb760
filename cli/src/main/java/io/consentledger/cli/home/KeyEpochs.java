package io.consentledger.cli.home;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.crypto.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Which of a wallet's keys is the current one with each organisation, where that isn't the first.
 * Kept beside the wallet and no secret; where it is lost, the ledger tells again.
 */
final class KeyEpochs {
  private final Path file;

  KeyEpochs(Path file) {
    this.file = file;
  }

  int of(Digest controllerId) throws CliException {
    if (!Files.exists(file)) {
      return Wallet.FIRST_EPOCH;
    }
    int epoch = read().path(controllerId.toHex()).asInt(Wallet.FIRST_EPOCH);
    if (epoch < Wallet.FIRST_EPOCH) {
      throw CliException.usage(
          "wallet-malformed",
          file + " holds a negative number",
          "Delete it, and run `consent wallet refresh`.");
    }
    return epoch;
  }

  void set(Digest controllerId, int epoch) throws CliException {
    if (of(controllerId) == epoch) {
      return;
    }
    ObjectNode epochs = Files.exists(file) ? read() : Json.object();
    epochs.put(controllerId.toHex(), epoch);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      HomeFiles.writeSecret(fresh, Json.pretty(epochs).getBytes(StandardCharsets.UTF_8));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw HomeFiles.cannot("write", file, e);
    }
  }

  private ObjectNode read() throws CliException {
    return HomeFiles.readJson(file, "wallet-malformed");
  }
}
