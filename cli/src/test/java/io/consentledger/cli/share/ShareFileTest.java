package io.consentledger.cli.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.HpkePrivateKey;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.json.CanonicalJson;
import java.security.SecureRandom;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareFileTest {
  private final ShareFile sealed = Shares.sealed(Shares.DETAILS);

  @Test
  void opensForTheRecipientAfterAJourney() throws Exception {
    OpenedDetails other = Shares.details("{\"deep\":{\"list\":[1,\"é\",null,true]}}");
    ShareFile read = ShareFile.parse(Shares.sealed(Shares.DETAILS, other).encode());
    read.require(Shares.NETWORK, Shares.SENDER.verifyingKey());
    assertThat(read.open(Shares.OPENING)).containsExactly(Shares.DETAILS, other);
  }

  @Test
  void showsNothingOfTheDetails() {
    assertThat(sealed.encode().utf8())
        .doesNotContain("A-1")
        .doesNotContain("orderNumber")
        .doesNotContain(Shares.DETAILS.opening().toHex());
    assertThat(sealed.toString()).doesNotContain("A-1");
    assertThat(Shares.DETAILS.toString()).doesNotContain("A-1");
  }

  @Test
  void opensForNobodyElse() {
    HpkePrivateKey other = HpkePrivateKey.generate(new SecureRandom());
    refused(() -> sealed.open(other), "sealed-unreadable");
  }

  /** Each field of the head, changed by somebody who can sign as the sender does. */
  @ParameterizedTest
  @ValueSource(strings = {"networkId", "recipient", "sender", "subjectRef", "commitment", "txId"})
  void bindsTheHeadToWhatIsSealed(String field) throws Exception {
    ObjectNode json = Shares.object(sealed.encode().utf8());
    String hex = "ee".repeat(32);
    switch (field) {
      case "recipient", "sender" -> json.put(field, "retailer");
      case "commitment", "txId" -> ((ObjectNode) json.path("records").get(0)).put(field, hex);
      default -> json.put(field, hex);
    }
    ShareFile changed = ShareFile.parse(CanonicalJson.encode(json));
    refused(
        () -> changed.require(changed.head().network(), Shares.SENDER.verifyingKey()),
        "share-signature-invalid");
    refused(() -> changed.open(Shares.OPENING), "sealed-unreadable");
  }

  @Test
  void noticesAChangedCiphertextAndAnotherSignature() throws Exception {
    ObjectNode json = Shares.object(sealed.encode().utf8());
    byte[] bytes = sealed.sealed().ciphertext().toArray();
    bytes[3] ^= 1;
    json.put("ciphertext", Bytes.owning(bytes).toBase64());
    ShareFile changed = ShareFile.parse(CanonicalJson.encode(json));
    refused(
        () -> changed.require(Shares.NETWORK, Shares.SENDER.verifyingKey()),
        "share-signature-invalid");
    refused(() -> changed.open(Shares.OPENING), "sealed-unreadable");
    refused(
        () -> sealed.require(Shares.NETWORK, Shares.HOLDER.verifyingKey()),
        "share-signature-invalid");
  }

  /** A sender who seals something else than what was committed to. */
  @Test
  void refusesDetailsThatDoNotOpenTheCommitment() {
    OpenedDetails lie =
        new OpenedDetails(
            Shares.DETAILS.commitment(),
            Shares.DETAILS.opening(),
            Shares.object("{\"orderNumber\":\"A-2\"}"));
    refused(() -> Shares.sealed(lie).open(Shares.OPENING), "commitment-mismatch");
    OpenedDetails short64 =
        new OpenedDetails(Digest.ZERO, Bytes.fromHex("00"), Shares.DETAILS.details());
    refused(() -> Shares.sealed(short64).open(Shares.OPENING), "commitment-mismatch");
  }

  @Test
  void refusesAnotherNumberOfRecordsThanTheHeadNames() {
    SigningKey signer = Shares.SENDER;
    ShareFile fewer =
        ShareFile.seal(
            Shares.head(Shares.DETAILS, Shares.DETAILS),
            List.of(Shares.DETAILS),
            signer,
            new SecureRandom());
    refused(() -> fewer.open(Shares.OPENING), "share-file-malformed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"type\":\"consent-ledger/share/v1\"}",
        "not JSON",
        "{\"type\":\"consent-ledger/share/v1\",\"type\":\"consent-ledger/share/v1\"}"
      })
  void refusesWhatIsNoSuchFile(String content) {
    refused(() -> ShareFile.parse(Bytes.utf8(content)), "share-file-malformed");
  }

  /** One file, one spelling: else two files would be one to some and two to others. */
  @ParameterizedTest
  @ValueSource(strings = {"\n", " "})
  void refusesAnotherSpelling(String more) {
    refused(
        () -> ShareFile.parse(Bytes.concat(sealed.encode(), Bytes.utf8(more))),
        "share-file-malformed");
    String enc = sealed.sealed().enc().toHex();
    String upper = sealed.encode().utf8().replace(enc, enc.toUpperCase(java.util.Locale.ROOT));
    refused(() -> ShareFile.parse(Bytes.utf8(upper)), "share-file-malformed");
  }

  private static void refused(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CliException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
