package io.consentledger.ledger.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.Optional;

/**
 * Reads the few fields of payloads that decide where a record belongs. An own reader, narrower than
 * the one of the rules: a bundle's every verifier judges these fields, and only these, at this
 * step.
 */
final class FilingReader {
  private final NetworkId network;

  FilingReader(NetworkId network) {
    this.network = network;
  }

  /**
   * @throws MalformedException where a field is missing or has another form
   */
  Filing read(Kind kind, ObjectNode payload) throws MalformedException {
    return switch (kind) {
      case AUDIT_CHALLENGE -> challenge(payload);
      case REVOKE_KEY -> revocation(payload);
      case PUBLISH_NOTICE, DECLARE_PROCESS -> catalogue(payload, "controllerId");
      case PUBLISH_HOLIDAYS -> catalogue(payload, "partyId");
      case OPEN_RELATIONSHIP -> opening(payload);
      case DELEGATE -> delegation(payload);
      case ROTATE_KEY -> rotation(payload);
      default -> aboutCustomer(payload);
    };
  }

  private Filing challenge(ObjectNode payload) throws MalformedException {
    Digest nonce = digest(payload, "nonce");
    return new Filing(StreamId.ofChallenge(network), null, null, null, null, nonce, null);
  }

  private static Filing revocation(ObjectNode payload) throws MalformedException {
    KeyId key = new KeyId(digest(payload, "keyId"));
    return new Filing(StreamId.ofKey(key), null, null, null, null, null, key);
  }

  private Filing catalogue(ObjectNode payload, String owner) throws MalformedException {
    PartyId party = new PartyId(digest(payload, owner));
    StreamId stream = StreamId.ofParty(network, party);
    return new Filing(stream, party, null, null, null, null, null);
  }

  private Filing aboutCustomer(ObjectNode payload) throws MalformedException {
    PartyId controller = new PartyId(digest(payload, "controllerId"));
    SubjectRef subject = new SubjectRef(digest(payload, "subjectRef"));
    StreamId stream = StreamId.ofSubject(network, subject);
    return new Filing(stream, controller, subject, null, null, null, null);
  }

  private Filing opening(ObjectNode payload) throws MalformedException {
    Filing filing = aboutCustomer(payload);
    PartyId controller = new PartyId(digest(payload, "controllerId"));
    VerifyingKey key = key(payload, "subjectKey");
    Signature proof = new Signature(hex(payload.path("proof"), "proof"));
    // The name must follow from the key that is registered under it, or it names somebody else.
    boolean derived = SubjectRef.of(network, controller, key).equals(filing.subject());
    StreamId stream = derived ? filing.stream() : null;
    return new Filing(stream, controller, filing.subject(), key, proof, null, null);
  }

  private Filing rotation(ObjectNode payload) throws MalformedException {
    Filing filing = aboutCustomer(payload);
    VerifyingKey key = key(payload, "newKey");
    Signature proof = new Signature(hex(payload.path("possession"), "possession"));
    return new Filing(
        filing.stream(), filing.controller(), filing.subject(), key, proof, null, null);
  }

  /** A person's key becomes known; an organisation's is. */
  private Filing delegation(ObjectNode payload) throws MalformedException {
    Filing filing = aboutCustomer(payload);
    if (!payload.has("agentKey")) {
      return filing;
    }
    VerifyingKey key = key(payload, "agentKey");
    Signature proof = new Signature(hex(payload.path("possession"), "possession"));
    return new Filing(
        filing.stream(), filing.controller(), filing.subject(), key, proof, null, null);
  }

  private static VerifyingKey key(ObjectNode payload, String name) throws MalformedException {
    JsonNode json = payload.path(name);
    JsonNode code = json.path("alg");
    if (json.size() != 2 || !code.isIntegralNumber() || !code.canConvertToInt()) {
      throw new MalformedException(name + " is no key");
    }
    Optional<Algorithm> algorithm = Algorithm.ofCode(code.intValue());
    if (algorithm.isEmpty()) {
      throw new MalformedException(name + ".alg is no known algorithm");
    }
    try {
      return VerifyingKey.of(algorithm.get(), hex(json.path("key"), name + ".key"));
    } catch (CryptoException refused) {
      throw new MalformedException(name + ".key is not an acceptable public key");
    }
  }

  private static Digest digest(ObjectNode payload, String name) throws MalformedException {
    Bytes bytes = hex(payload.path(name), name);
    if (bytes.size() != Digest.SIZE_BYTES) {
      throw new MalformedException(name + " is not 64 hexadecimal digits");
    }
    return new Digest(bytes);
  }

  private static Bytes hex(JsonNode node, String name) throws MalformedException {
    String text = node.textValue();
    if (text == null || text.length() % 2 != 0 || !BundleFields.isLowerHex(text)) {
      throw new MalformedException(name + " is not lower-case hexadecimal");
    }
    return Bytes.fromHex(text);
  }
}
