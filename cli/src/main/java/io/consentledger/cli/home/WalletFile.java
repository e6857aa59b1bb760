package io.consentledger.cli.home;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.SealedSecret;
import io.consentledger.crypto.SecretBytes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a wallet's file says. Version 1 holds the seed in the clear, version 2 under a passphrase.
 * Why: docs/decisions/0094-the-wallets-file-and-words.md.
 */
final class WalletFile {
  private static final String KDF = "Argon2id";
  private static final String CIPHER = "AES-256-GCM";

  private WalletFile() {}

  static ObjectNode open(String name, SecretBytes seed) {
    byte[] copy = seed.toArray();
    ObjectNode json =
        Json.object()
            .put("version", 1)
            .put("name", name)
            .put("seed", HexFormat.of().formatHex(copy));
    Arrays.fill(copy, (byte) 0);
    return json;
  }

  static ObjectNode sealed(String name, SealedSecret sealed) {
    ObjectNode json = Json.object().put("version", 2).put("name", name);
    json.putObject("kdf")
        .put("algorithm", KDF)
        .put("memoryKib", sealed.memoryKib())
        .put("passes", sealed.passes())
        .put("lanes", sealed.lanes())
        .put("salt", sealed.salt().toHex());
    json.putObject("seed")
        .put("cipher", CIPHER)
        .put("nonce", sealed.nonce().toHex())
        .put("encrypted", sealed.encrypted().toHex());
    return json;
  }

  /** The seed of a file of version 1; empty for any other. */
  static Optional<SecretBytes> seed(ObjectNode json) {
    char[] hex = json.path("seed").asText().toCharArray();
    try {
      byte[] seed = HexFormat.of().parseHex(hex, 0, hex.length);
      boolean good = seed.length == Wallet.SEED_SIZE_BYTES && json.path("version").asInt() == 1;
      return good ? Optional.of(SecretBytes.owning(seed)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    } finally {
      Arrays.fill(hex, '0');
    }
  }

  /** The seed of a file of version 2, still sealed; empty for any other. */
  static Optional<SealedSecret> sealedSeed(ObjectNode json) {
    boolean ours =
        json.path("version").asInt() == 2
            && json.at("/kdf/algorithm").asText().equals(KDF)
            && json.at("/seed/cipher").asText().equals(CIPHER);
    if (!ours) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SealedSecret(
              json.at("/kdf/memoryKib").asInt(),
              json.at("/kdf/passes").asInt(),
              json.at("/kdf/lanes").asInt(),
              Bytes.fromHex(json.at("/kdf/salt").asText()),
              Bytes.fromHex(json.at("/seed/nonce").asText()),
              Bytes.fromHex(json.at("/seed/encrypted").asText())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
