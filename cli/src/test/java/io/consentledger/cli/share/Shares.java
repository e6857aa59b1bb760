package io.consentledger.cli.share;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Commitment;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.HpkePrivateKey;
import io.consentledger.crypto.SecretBytes;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.security.SecureRandom;
import java.util.List;

/** Keys and details that never change, for tests. */
final class Shares {
  static final NetworkId NETWORK = NetworkId.fromHex("17".repeat(32));
  static final SubjectRef SUBJECT = SubjectRef.fromHex("5a".repeat(32));
  static final TxId RECORD = TxId.fromHex("7e".repeat(32));
  static final long UNTIL_MS = 1_800_000_000_000L;
  static final SigningKey SENDER = signing("sender");
  static final SigningKey HOLDER = signing("holder");
  static final HpkePrivateKey OPENING = HpkePrivateKey.fromSecret(secret("opening"));
  static final OpenedDetails DETAILS = details("{\"orderNumber\":\"A-1\"}");

  private Shares() {}

  static OpenedDetails details(String json) {
    byte[] opening = new byte[Commitment.OPENING_SIZE_BYTES];
    for (int i = 0; i < opening.length; i++) {
      opening[i] = (byte) i;
    }
    ObjectNode details = object(json);
    Digest commitment = Commitment.of(Bytes.owning(opening), CanonicalJson.encode(details));
    return new OpenedDetails(commitment, Bytes.copyOf(opening), details);
  }

  static ShareFile.Head head(OpenedDetails... details) {
    List<ShareFile.Shared> shared =
        List.of(details).stream().map(it -> new ShareFile.Shared(RECORD, it.commitment())).toList();
    return new ShareFile.Head(
        NETWORK, "bank", new Recipient("insurer"), OPENING.publicKey(), SUBJECT, shared);
  }

  static ShareFile sealed(OpenedDetails... details) {
    return ShareFile.seal(head(details), List.of(details), SENDER, new SecureRandom());
  }

  static ShareKey key() {
    return ShareKey.sign(NETWORK, new Recipient("insurer"), OPENING.publicKey(), UNTIL_MS, HOLDER);
  }

  static ObjectNode object(String json) {
    try {
      return Json.parseObject(Bytes.utf8(json).toArray());
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static SigningKey signing(String label) {
    return SigningKey.fromSecret(Algorithm.ED25519, secret(label));
  }

  private static SecretBytes secret(String label) {
    return SecretBytes.owning(seed(label).toArray());
  }

  static Bytes seed(String label) {
    return Digest.of(Bytes.utf8("test share " + label)).bytes();
  }
}
