package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Bytes MESSAGE = Bytes.utf8("a statement");

  @Test
  void passesItsOwnSelfCheck() {
    assertThatCode(SignatureSelfCheck::run).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("io.consentledger.crypto.KnownSignature#all")
  void answersAsThePolicySays(KnownSignature known) {
    boolean accepted;
    try {
      VerifyingKey.of(known.algorithm(), known.key())
          .verify(known.message(), new Signature(known.signature()));
      accepted = true;
    } catch (CryptoException refused) {
      accepted = false;
    }
    assertThat(accepted).as(known.name()).isEqualTo(known.accepted());
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void verifiesWhatItSignedAndNothingElse(Algorithm algorithm) throws Exception {
    SigningKey key = SigningKey.generate(algorithm, RANDOM);
    VerifyingKey verifier = VerifyingKey.of(algorithm, key.verifyingKey().raw());
    for (int i = 0; i < 50; i++) {
      Bytes message = Bytes.utf8("message " + i);
      Signature signature = key.sign(message);
      assertThat(signature.bytes().size()).isEqualTo(algorithm.signatureSizeBytes());
      assertThat(key.sign(message)).isEqualTo(signature);
      verifier.verify(message, signature);
      assertRefused(verifier, MESSAGE, signature);
    }
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void refusesEverySignatureWithOneBitChanged(Algorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm, RANDOM);
    byte[] signature = key.sign(MESSAGE).bytes().toArray();
    for (int bit = 0; bit < signature.length * 8; bit += 7) {
      byte[] changed = signature.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertRefused(key.verifyingKey(), MESSAGE, new Signature(Bytes.owning(changed)));
    }
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void refusesSignaturesOfAnyOtherLength(Algorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm, RANDOM);
    Bytes signature = key.sign(MESSAGE).bytes();
    for (Bytes other :
        new Bytes[] {
          Bytes.EMPTY,
          signature.slice(0, 63),
          Bytes.concat(signature, Bytes.fromHex("00")),
          Bytes.concat(Bytes.fromHex("00"), signature),
          Bytes.concat(signature, signature)
        }) {
      assertRefused(key.verifyingKey(), MESSAGE, new Signature(other));
    }
  }

  @Test
  void signsP256WithLowSOnly() {
    SigningKey key = SigningKey.generate(Algorithm.ECDSA_P256, RANDOM);
    for (int i = 0; i < 50; i++) {
      Bytes signature = key.sign(Bytes.utf8("message " + i)).bytes();
      BigInteger s = new BigInteger(1, signature.slice(32, 64).toArray());
      assertThat(s).isLessThanOrEqualTo(P256.HALF_ORDER);
    }
  }

  /** RFC 6979 appendix A.2.5, message "sample": the published s is high, so its twin is given. */
  @Test
  void signsP256AsRfc6979SaysWithTheLowTwin() {
    SigningKey key =
        SigningKey.fromSecret(
            Algorithm.ECDSA_P256,
            secret("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"));
    assertThat(key.sign(Bytes.utf8("sample")).bytes().toHex())
        .isEqualTo(
            "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                + "0834e36ad29a83bf2bc9385e491d6099c8fdf9d1ed67aa7ea5f51f93782857a9");
  }

  /** RFC 8032 section 7.1, test 1. */
  @Test
  void signsEd25519AsRfc8032Says() {
    SigningKey key =
        SigningKey.fromSecret(
            Algorithm.ED25519,
            secret("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
    assertThat(key.verifyingKey().raw().toHex())
        .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    assertThat(key.sign(Bytes.EMPTY).bytes().toHex())
        .isEqualTo(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Points of order 1, 2, 4 and 8, canonical or not, and -0.
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        // A full-order point plus one of order 8, and no point at all.
        "0169d3c02f3edd121cafbe1dfd45c4cf4aac216a79e36e6326419f2a654d2d46",
        "0200000000000000000000000000000000000000000000000000000000000000",
        // Other lengths.
        "",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af466",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c00",
      })
  void refusesEd25519KeysThatAreNotCanonicalAndOfFullOrder(String hex) {
    assertKeyRefused(Algorithm.ED25519, Bytes.fromHex(hex));
  }

  @Test
  void refusesP256KeysInAnyOtherForm() {
    Bytes good = SigningKey.generate(Algorithm.ECDSA_P256, RANDOM).verifyingKey().raw();
    Bytes x = good.slice(1, 33);
    Bytes y = good.slice(33, 65);
    Bytes tooLarge = Bytes.fromHex("ff".repeat(32));
    for (Bytes bad :
        new Bytes[] {
          Bytes.EMPTY,
          Bytes.fromHex("00"),
          Bytes.fromHex("00".repeat(65)),
          Bytes.concat(Bytes.fromHex("02"), x),
          Bytes.concat(Bytes.fromHex("03"), x),
          Bytes.concat(Bytes.fromHex("02"), x, y),
          Bytes.concat(Bytes.fromHex("06"), x, y),
          Bytes.concat(Bytes.fromHex("07"), x, y),
          Bytes.concat(Bytes.fromHex("04"), y, x),
          Bytes.concat(Bytes.fromHex("04"), tooLarge, y),
          Bytes.concat(Bytes.fromHex("04"), x, tooLarge),
          Bytes.concat(good, Bytes.fromHex("00")),
          good.slice(0, 64)
        }) {
      assertKeyRefused(Algorithm.ECDSA_P256, bad);
    }
  }

  @Test
  void refusesSecretsOutOfRange() {
    String order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    for (String hex :
        new String[] {"00".repeat(32), order, "ff".repeat(32), "00", "01".repeat(33)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SigningKey.fromSecret(Algorithm.ECDSA_P256, secret(hex)));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningKey.fromSecret(Algorithm.ED25519, secret("00".repeat(31))));
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void wipesTheSecretOnCloseAndSignsNoMore(Algorithm algorithm) {
    byte[] held = new byte[32];
    held[31] = 7;
    SigningKey key = SigningKey.fromSecret(algorithm, SecretBytes.owning(held));
    key.close();
    assertThat(held).containsOnly(0);
    assertThatIllegalStateException().isThrownBy(() -> key.sign(MESSAGE));
  }

  @Test
  void printsNoSecret() {
    SecretBytes secret = secret("ab".repeat(32));
    SigningKey key = SigningKey.fromSecret(Algorithm.ED25519, secret);
    assertThat(secret.toString()).isEqualTo("SecretBytes(32 bytes)");
    assertThat(key.toString()).isEqualTo("SigningKey(ED25519:" + key.verifyingKey().id() + ")");
    assertThat(secret).isEqualTo(secret("ab".repeat(32))).isNotEqualTo(secret("ac".repeat(32)));
    assertThat(secret.hashCode()).isEqualTo(secret("ac".repeat(32)).hashCode());
    assertThat(secret.size()).isEqualTo(32);
  }

  @Test
  void namesAKeyByItsAlgorithmAndBytes() throws Exception {
    Bytes raw = Bytes.fromHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    VerifyingKey key = VerifyingKey.of(Algorithm.ED25519, raw);
    KeyId expected =
        new KeyId(Digest.of(Bytes.utf8("consent-ledger/key/v1\0"), Bytes.fromHex("0001"), raw));
    assertThat(key.id()).isEqualTo(expected);
    assertThat(KeyId.fromHex(expected.toHex())).isEqualByComparingTo(expected);
    assertThat(key)
        .isEqualTo(VerifyingKey.of(Algorithm.ED25519, raw))
        .hasSameHashCodeAs(VerifyingKey.of(Algorithm.ED25519, raw));
    assertThat(key.algorithm()).isEqualTo(Algorithm.ED25519);
  }

  @Test
  void findsAlgorithmsByCode() {
    assertThat(Algorithm.ofCode(1)).contains(Algorithm.ED25519);
    assertThat(Algorithm.ofCode(2)).contains(Algorithm.ECDSA_P256);
    assertThat(Algorithm.ofCode(3)).isEmpty();
    assertThat(Algorithm.ECDSA_P256.code()).isEqualTo(2);
    assertThat(Algorithm.ECDSA_P256.publicKeySizeBytes()).isEqualTo(65);
  }

  private static SecretBytes secret(String hex) {
    return SecretBytes.owning(Bytes.fromHex(hex).toArray());
  }

  private static void assertRefused(VerifyingKey key, Bytes message, Signature signature) {
    assertThatThrownBy(() -> key.verify(message, signature))
        .isInstanceOfSatisfying(
            CryptoException.class,
            refused -> assertThat(refused.code()).isEqualTo("signature-invalid"));
  }

  private static void assertKeyRefused(Algorithm algorithm, Bytes raw) {
    assertThatThrownBy(() -> VerifyingKey.of(algorithm, raw))
        .isInstanceOfSatisfying(
            CryptoException.class, refused -> assertThat(refused.code()).isEqualTo("key-invalid"));
  }
}
