package io.consentledger.cli.share;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Domain;
import io.consentledger.crypto.Hpke;
import io.consentledger.crypto.HpkePrivateKey;
import io.consentledger.crypto.HpkePublicKey;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Private details of one customer's records, sealed to one recipient and signed by the sender. The
 * head is readable by everybody and bound to what is sealed. Source: docs/spec/sharing.md.
 * Immutable.
 */
public record ShareFile(Head head, Hpke.Sealed sealed, Signature signature) {
  static final String TYPE = "consent-ledger/share/v1";

  private static final Set<String> FIELDS =
      Set.of(
          "ciphertext",
          "enc",
          "networkId",
          "recipient",
          "recipientKey",
          "records",
          "sender",
          "signature",
          "subjectRef",
          "type");

  /**
   * What is readable by everybody.
   *
   * @param sender an organisation's name
   * @param records at least one
   */
  public record Head(
      NetworkId network,
      String sender,
      Recipient recipient,
      HpkePublicKey recipientKey,
      SubjectRef subject,
      List<Shared> records) {
    public Head {
      records = List.copyOf(records);
      if (records.isEmpty()) {
        throw new IllegalArgumentException("it names no record");
      }
    }

    /** As it stands in the file. */
    public ObjectNode toJson() {
      ObjectNode json =
          Json.object()
              .put("networkId", network.toHex())
              .put("recipient", recipient.text())
              .put("recipientKey", recipientKey.raw().toHex());
      ArrayNode array = json.putArray("records");
      for (Shared record : records) {
        array
            .addObject()
            .put("commitment", record.commitment().toHex())
            .put("txId", record.txId().toHex());
      }
      return json.put("sender", sender).put("subjectRef", subject.toHex()).put("type", TYPE);
    }

    private Bytes bytes() {
      return CanonicalJson.encode(toJson());
    }
  }

  /** A record and the commitment that it holds. */
  public record Shared(TxId txId, Digest commitment) {}

  /**
   * Seals.
   *
   * @param details of the head's records, in its order
   * @param signer the sender's
   */
  public static ShareFile seal(
      Head head, List<OpenedDetails> details, SigningKey signer, SecureRandom random) {
    Hpke.Sealed sealed =
        Hpke.seal(
            head.recipientKey(), Domain.SHARE.prefix(), head.bytes(), plaintext(details), random);
    ShareFile unsigned = new ShareFile(head, sealed, new Signature(Bytes.EMPTY));
    return new ShareFile(head, sealed, signer.sign(unsigned.message()));
  }

  /**
   * Reads a file's content; nothing is checked yet but its form.
   *
   * @throws CliException {@code share-file-malformed}, exit 2
   */
  public static ShareFile parse(Bytes content) throws CliException {
    try {
      ObjectNode json = ShareJson.canonical(content);
      ShareJson.requireFields(json, FIELDS);
      ShareJson.requireType(json, TYPE);
      Head head =
          new Head(
              NetworkId.fromHex(ShareJson.text(json, "networkId")),
              ShareJson.text(json, "sender"),
              new Recipient(ShareJson.text(json, "recipient")),
              new HpkePublicKey(ShareJson.hex(json, "recipientKey")),
              SubjectRef.fromHex(ShareJson.text(json, "subjectRef")),
              records(json.path("records")));
      Hpke.Sealed sealed =
          new Hpke.Sealed(
              ShareJson.hex(json, "enc"), Bytes.fromBase64(ShareJson.text(json, "ciphertext")));
      ShareFile file = new ShareFile(head, sealed, new Signature(ShareJson.hex(json, "signature")));
      if (!file.encode().equals(content)) {
        throw new IllegalArgumentException("a field has another spelling than this system writes");
      }
      return file;
    } catch (IllegalArgumentException malformed) {
      throw malformed("that holds no shared details: " + malformed.getMessage());
    }
  }

  /** The file's content: one line of canonical JSON. */
  public Bytes encode() {
    return CanonicalJson.encode(unsigned().put("signature", signature.bytes().toHex()));
  }

  /**
   * Returns where the sender signed this, for this network.
   *
   * @throws CliException exit 1: {@code share-network-mismatch}, {@code share-signature-invalid}
   */
  public void require(NetworkId expected, VerifyingKey sender) throws CliException {
    if (!head.network().equals(expected)) {
      throw CliException.refused(
          "share-network-mismatch",
          "these details belong to another network",
          "Use the home of the network that the sender means.");
    }
    try {
      sender.verify(message(), signature);
    } catch (CryptoException refused) {
      throw CliException.refused(
          "share-signature-invalid",
          "the file isn't signed by " + head.sender() + ", or was changed since",
          "Ask " + head.sender() + " for it again.");
    }
  }

  /**
   * Opens what is sealed, and each commitment with it.
   *
   * @throws CliException exit 1: {@code sealed-unreadable}, {@code commitment-mismatch}; exit 2:
   *     {@code share-file-malformed}
   */
  public List<OpenedDetails> open(HpkePrivateKey key) throws CliException {
    Bytes plaintext;
    try {
      plaintext = Hpke.open(key, Domain.SHARE.prefix(), head.bytes(), sealed);
    } catch (CryptoException refused) {
      throw CliException.refused(
          refused.code(),
          "the details don't open: " + refused.getMessage(),
          "Ask " + head.sender() + " to seal them again, to your newest key.");
    }
    List<OpenedDetails> opened = opened(plaintext);
    for (OpenedDetails details : opened) {
      if (!details.opens()) {
        throw CliException.refused(
            "commitment-mismatch",
            "the details aren't those that were committed to in " + details.commitment(),
            "Don't rely on them. Ask " + head.sender() + " what became of the right ones.");
      }
    }
    return opened;
  }

  private List<OpenedDetails> opened(Bytes plaintext) throws CliException {
    try {
      ObjectNode json = ShareJson.canonical(plaintext);
      ShareJson.requireFields(json, Set.of("records"));
      JsonNode records = json.path("records");
      if (!records.isArray() || records.size() != head.records().size()) {
        throw new IllegalArgumentException("not as many records as the head names");
      }
      List<OpenedDetails> opened = new ArrayList<>();
      for (Shared shared : head.records()) {
        JsonNode record = records.get(opened.size());
        if (!(record.path("details") instanceof ObjectNode details) || record.size() != 2) {
          throw new IllegalArgumentException("a record isn't details with their opening");
        }
        opened.add(
            new OpenedDetails(shared.commitment(), ShareJson.hex(record, "opening"), details));
      }
      return opened;
    } catch (IllegalArgumentException malformed) {
      // Without its message and cause: they could quote the details.
      throw malformed("what was sealed isn't details of this version");
    }
  }

  private static Bytes plaintext(List<OpenedDetails> details) {
    ObjectNode json = Json.object();
    ArrayNode records = json.putArray("records");
    for (OpenedDetails one : details) {
      records.addObject().put("opening", one.opening().toHex()).set("details", one.details());
    }
    return CanonicalJson.encode(json);
  }

  private static List<Shared> records(JsonNode array) {
    if (!array.isArray()) {
      throw new IllegalArgumentException("records isn't a list");
    }
    List<Shared> records = new ArrayList<>();
    for (JsonNode record : array) {
      records.add(
          new Shared(
              TxId.fromHex(ShareJson.text(record, "txId")),
              Digest.fromHex(ShareJson.text(record, "commitment"))));
    }
    return records;
  }

  private Bytes message() {
    return Domain.SHARE_SENDER.message(CanonicalJson.encode(unsigned()));
  }

  private ObjectNode unsigned() {
    return head.toJson()
        .put("ciphertext", sealed.ciphertext().toBase64())
        .put("enc", sealed.enc().toHex());
  }

  private static CliException malformed(String what) {
    return CliException.usage(
        "share-file-malformed", what, "Ask the sender for the file, unchanged.");
  }
}
