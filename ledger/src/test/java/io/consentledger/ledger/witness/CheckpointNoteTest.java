package io.consentledger.ledger.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SecretBytes;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.tx.NetworkId;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointNoteTest {
  private static final SigningKey VALIDATOR = key(Algorithm.ED25519);
  private static final CheckpointNote NOTE =
      new CheckpointNote(
          new NetworkId(Digest.of(Bytes.utf8("network"))), 42, Digest.of(Bytes.utf8("root")));

  /** The example of the signed-note format's reference implementation. */
  @Test
  void namesAndVerifiesThePublishedExample() throws CryptoException {
    String published = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    Bytes encoded = Bytes.fromBase64(published.substring(published.lastIndexOf('+') + 1));
    NoteKey key =
        new NoteKey(
            "PeterNeumann", VerifyingKey.of(Algorithm.ED25519, encoded.slice(1, encoded.size())));
    Bytes line =
        Bytes.fromBase64(
            "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=");

    assertThat(key.verifierKey()).isEqualTo(published);
    assertThat(line.slice(0, 4)).isEqualTo(key.hash());
    key.key()
        .verify(
            Bytes.utf8(
                """
                If you think cryptography is the answer to your problem,
                then you don't know what your problem is.
                """),
            new Signature(line.slice(4, line.size())));
  }

  @Test
  void isThreeLinesAnEmptyOneAndASignatureThatHolds() {
    String[] lines = NOTE.sign(VALIDATOR).split("\n", -1);

    assertThat(lines)
        .hasSize(6)
        .startsWith(
            "io.consentledger/network/" + NOTE.network().toHex(),
            "42",
            NOTE.root().bytes().toBase64(),
            "")
        .endsWith("");
    assertThat(lines[4]).startsWith("\u2014 " + NOTE.origin() + " ");
    Bytes signed = Bytes.fromBase64(lines[4].substring(lines[4].lastIndexOf(' ') + 1));
    assertThatCode(
            () ->
                VALIDATOR
                    .verifyingKey()
                    .verify(Bytes.utf8(NOTE.text()), new Signature(signed.slice(4, signed.size()))))
        .doesNotThrowAnyException();
  }

  @Test
  void asksAWitnessWithTheOldSizeAndTheProof() {
    Digest hash = Digest.of(Bytes.utf8("sibling"));

    assertThat(NOTE.witnessRequest(40, List.of(hash), VALIDATOR))
        .isEqualTo("old 40\n" + hash.bytes().toBase64() + "\n\n" + NOTE.sign(VALIDATOR));
    assertThat(NOTE.witnessRequest(0, List.of(), VALIDATOR))
        .isEqualTo("old 0\n\n" + NOTE.sign(VALIDATOR));
  }

  @Test
  void refusesKeysThatNotesHaveNoTypeFor() {
    assertThatThrownBy(() -> NOTE.sign(key(Algorithm.ECDSA_P256)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NoteKey("a b", VALIDATOR.verifyingKey()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SigningKey key(Algorithm algorithm) {
    byte[] secret = new byte[32];
    secret[31] = 7;
    return SigningKey.fromSecret(algorithm, SecretBytes.owning(secret));
  }
}
