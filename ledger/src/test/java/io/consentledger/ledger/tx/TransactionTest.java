package io.consentledger.ledger.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Signature;
import io.consentledger.ledger.TestNetwork;
import org.junit.jupiter.api.Test;

final class TransactionTest {
  private final TestNetwork network = new TestNetwork();
  private final Transaction notice = network.notice();
  private final Bytes wire = notice.encode();

  @Test
  void comesBackFromItsBytes() throws TransactionException {
    Transaction decoded = Transaction.decode(wire);
    assertThat(decoded).isEqualTo(notice);
    assertThat(decoded.encode()).isEqualTo(wire);
    assertThat(decoded.sizeBytes()).isEqualTo(wire.size());
    assertThat(Statement.decode(notice.statement().encode())).isEqualTo(notice.statement());
  }

  @Test
  void hasAnIdThatIsFreeOfItsSignature() {
    Transaction other =
        new Transaction(
            notice.statement(), new Signature(Bytes.owning(new byte[64])), notice.payload());
    assertThat(other.id()).isEqualTo(notice.id());
    assertThat(other.envelopeHash()).isNotEqualTo(notice.envelopeHash());
  }

  @Test
  void isRefusedCutAtAnyByte() {
    for (int size = 0; size < wire.size(); size++) {
      assertRefused(wire.slice(0, size), "transaction-malformed");
    }
  }

  @Test
  void isRefusedWithTrailingBytes() {
    assertRefused(Bytes.concat(wire, Bytes.fromHex("00")), "transaction-malformed");
    assertRefused(Bytes.concat(wire, wire), "transaction-malformed");
  }

  @Test
  void isNeverAnotherOneWithABitFlippedInItsPayload() {
    int payloadAt = wire.size() - notice.payload().size();
    for (int at = payloadAt; at < wire.size(); at++) {
      assertRefused(changed(at, wire.at(at) ^ 1), "payload-hash-mismatch");
    }
  }

  @Test
  void isRefusedWithUnknownCodes() {
    assertRefused(changed(0, 2), "transaction-malformed");
    assertRefused(changed(33, 0), "kind-unknown");
    assertRefused(changed(33, 31), "kind-unknown");
    assertRefused(changed(33, 255), "kind-unknown");
    assertRefused(changed(83, 9), "algorithm-unknown");
    assertRefused(changed(83, 0), "algorithm-unknown");
  }

  @Test
  void isRefusedWithASignatureOfAnotherLength() {
    Transaction shorter =
        new Transaction(
            notice.statement(), new Signature(Bytes.owning(new byte[63])), notice.payload());
    assertRefused(shorter.encode(), "transaction-malformed");
    assertRefused(changed(Statement.SIZE_BYTES, 0xff), "transaction-malformed");
  }

  @Test
  void isRefusedWithAPayloadBeyondTheLimit() {
    Bytes big = Bytes.utf8("{\"a\":\"" + "x".repeat(Limits.PAYLOAD_BYTES_MAX) + "\"}");
    Transaction bigOne =
        Transaction.sign(
            network.id(),
            Kind.PUBLISH_NOTICE,
            notice.statement().streamId(),
            Statement.ANY_SEQ,
            0,
            big,
            network.bankKey);
    assertRefused(bigOne.encode(), "transaction-malformed");
  }

  @Test
  void isRefusedWithAPayloadThatIsNotCanonical() {
    Transaction spaced =
        Transaction.sign(
            network.id(),
            Kind.PUBLISH_NOTICE,
            notice.statement().streamId(),
            Statement.ANY_SEQ,
            0,
            Bytes.utf8("{\"a\": 1}"),
            network.bankKey);
    assertRefused(spaced.encode(), "payload-not-canonical");
  }

  @Test
  void refusesALengthBeforeItAllocates() {
    int lengthAt = wire.size() - notice.payload().size() - 4;
    assertRefused(changed(lengthAt, 0x7f), "transaction-malformed");
    assertRefused(changed(lengthAt, 0xff), "transaction-malformed");
  }

  @Test
  void givesEachKindOneCodeAndOneLabel() {
    for (Kind kind : Kind.values()) {
      assertThat(Kind.ofCode(kind.code())).contains(kind);
      assertThat(Kind.ofLabel(kind.label())).contains(kind);
    }
    assertThat(Kind.ofLabel("publishnotice")).isEmpty();
  }

  @Test
  void derivesReferencesThatTwoControllersCannotJoin() {
    var key = TestNetwork.key("x").verifyingKey();
    SubjectRef atBank = SubjectRef.of(network.id(), network.bank, key);
    PartyId insurer = PartyId.of(TestNetwork.key("insurer").verifyingKey().id());
    assertThat(SubjectRef.of(network.id(), insurer, key)).isNotEqualTo(atBank);
    assertThat(SubjectRef.fromHex(atBank.toHex())).isEqualTo(atBank).hasToString(atBank.toHex());
  }

  private Bytes changed(int at, int value) {
    byte[] bytes = wire.toArray();
    bytes[at] = (byte) value;
    return Bytes.owning(bytes);
  }

  private static void assertRefused(Bytes wire, String code) {
    assertThatThrownBy(() -> Transaction.decode(wire))
        .isInstanceOfSatisfying(
            TransactionException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
