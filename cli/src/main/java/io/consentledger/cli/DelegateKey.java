package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.base.StrictJson;
import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.model.Delegate;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.Set;

/**
 * What a person hands to a customer who wants to appoint them: a key for this customer alone, and
 * that key's signature that it serves here. No secret. Source: docs/spec/wallet.md. Immutable.
 */
record DelegateKey(
    NetworkId network,
    PartyId controller,
    SubjectRef customer,
    VerifyingKey key,
    Signature possession) {
  private static final String TYPE = "consent-ledger/delegate-key/v1";
  private static final Set<String> FIELDS =
      Set.of("controllerId", "key", "networkId", "possession", "subjectRef", "type");

  /** What the person makes. */
  static DelegateKey prove(
      NetworkId network, PartyId controller, SubjectRef customer, SigningKey key) {
    return new DelegateKey(
        network,
        controller,
        customer,
        key.verifyingKey(),
        Delegate.prove(network, controller, customer, key));
  }

  /**
   * Reads a file's content. Whether the key signed it the nodes check.
   *
   * @throws CliException {@code delegate-key-malformed}, exit 2
   */
  static DelegateKey parse(Bytes content) throws CliException {
    try {
      ObjectNode json = StrictJson.canonical(content);
      StrictJson.requireFields(json, FIELDS);
      StrictJson.requireType(json, TYPE);
      return new DelegateKey(
          NetworkId.fromHex(StrictJson.text(json, "networkId")),
          PartyId.fromHex(StrictJson.text(json, "controllerId")),
          SubjectRef.fromHex(StrictJson.text(json, "subjectRef")),
          VerifyingKey.of(Algorithm.ED25519, StrictJson.hex(json, "key")),
          new Signature(StrictJson.hex(json, "possession")));
    } catch (IllegalArgumentException | CryptoException malformed) {
      throw CliException.usage(
          "delegate-key-malformed",
          "that isn't a delegate's key: " + malformed.getMessage(),
          "Ask for the file that `consent wallet delegate-key` wrote, unchanged.");
    }
  }

  /** The file's content: one line of canonical JSON. */
  Bytes encode() {
    return CanonicalJson.encode(
        Json.object()
            .put("controllerId", controller.toHex())
            .put("key", key.raw().toHex())
            .put("networkId", network.toHex())
            .put("possession", possession.bytes().toHex())
            .put("subjectRef", customer.toHex())
            .put("type", TYPE));
  }

  /**
   * Returns where it was made for this customer, controller and network.
   *
   * @throws CliException {@code delegate-key-mismatch}, exit 1
   */
  void requireFor(NetworkId here, PartyId with, SubjectRef appointing) throws CliException {
    if (!network.equals(here) || !controller.equals(with) || !customer.equals(appointing)) {
      throw CliException.refused(
          "delegate-key-mismatch",
          "the delegate made that key for another customer, organisation or network",
          "Let them make one for the reference " + appointing + ".");
    }
  }
}
