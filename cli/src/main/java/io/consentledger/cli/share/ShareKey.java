package io.consentledger.cli.share;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Domain;
import io.consentledger.crypto.Hpke;
import io.consentledger.crypto.HpkePublicKey;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.tx.NetworkId;
import java.time.Instant;
import java.util.Set;

/**
 * A key to which details may be sealed, with its holder's signature by the key that the ledger
 * knows. Source: docs/spec/sharing.md. Immutable.
 *
 * @param untilMs exclusive end, UTC ms: nothing is sealed to it from then on
 */
public record ShareKey(
    NetworkId network, Recipient holder, HpkePublicKey key, long untilMs, Signature signature) {
  static final String TYPE = "consent-ledger/share-key/v1";

  private static final Set<String> FIELDS =
      Set.of("holder", "key", "networkId", "signature", "suite", "type", "untilMs");

  /**
   * What the holder hands out.
   *
   * @param signer the key by which the ledger knows the holder
   */
  public static ShareKey sign(
      NetworkId network, Recipient holder, HpkePublicKey key, long untilMs, SigningKey signer) {
    ShareKey unsigned = new ShareKey(network, holder, key, untilMs, new Signature(Bytes.EMPTY));
    return new ShareKey(network, holder, key, untilMs, signer.sign(unsigned.message()));
  }

  /**
   * Reads a file's content; the signature isn't checked yet.
   *
   * @throws CliException {@code share-file-malformed}, exit 2
   */
  public static ShareKey parse(Bytes content) throws CliException {
    try {
      ObjectNode json = ShareJson.canonical(content);
      ShareJson.requireFields(json, FIELDS);
      ShareJson.requireType(json, TYPE);
      if (!ShareJson.text(json, "suite").equals(Hpke.SUITE)) {
        throw new IllegalArgumentException("its suite isn't " + Hpke.SUITE);
      }
      return new ShareKey(
          NetworkId.fromHex(ShareJson.text(json, "networkId")),
          new Recipient(ShareJson.text(json, "holder")),
          new HpkePublicKey(ShareJson.hex(json, "key")),
          ShareJson.number(json, "untilMs"),
          new Signature(ShareJson.hex(json, "signature")));
    } catch (IllegalArgumentException malformed) {
      throw CliException.usage(
          "share-file-malformed",
          "that isn't a key to share with: " + malformed.getMessage(),
          "Ask its holder for the file that `consent share key` wrote, unchanged.");
    }
  }

  /** The file's content: one line of canonical JSON. */
  public Bytes encode() {
    return CanonicalJson.encode(unsigned().put("signature", signature.bytes().toHex()));
  }

  /**
   * Returns where this may be sealed to now.
   *
   * @param signer the key by which the ledger knows the holder
   * @throws CliException exit 1: {@code share-network-mismatch}, {@code share-signature-invalid},
   *     {@code share-key-expired}
   */
  public void require(NetworkId expected, VerifyingKey signer, Instant now) throws CliException {
    if (!network.equals(expected)) {
      throw CliException.refused(
          "share-network-mismatch",
          "the key belongs to another network",
          "Ask " + holder + " for a key of this network.");
    }
    try {
      signer.verify(message(), signature);
    } catch (CryptoException refused) {
      throw CliException.refused(
          "share-signature-invalid",
          "the key isn't signed by " + holder,
          "Seal nothing to it. Ask " + holder + " for it again, by a way that you trust.");
    }
    if (now.toEpochMilli() >= untilMs) {
      throw CliException.refused(
          "share-key-expired",
          "the time of this key is over since " + Instant.ofEpochMilli(untilMs),
          "Ask " + holder + " for a new one.");
    }
  }

  private Bytes message() {
    return Domain.SHARE_KEY.message(CanonicalJson.encode(unsigned()));
  }

  private ObjectNode unsigned() {
    return Json.object()
        .put("holder", holder.text())
        .put("key", key.raw().toHex())
        .put("networkId", network.toHex())
        .put("suite", Hpke.SUITE)
        .put("type", TYPE)
        .put("untilMs", untilMs);
  }
}
