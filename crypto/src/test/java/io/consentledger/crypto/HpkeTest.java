package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HpkeTest {
  private static final Bytes INFO = Bytes.fromHex("4f6465206f6e2061204772656369616e2055726e");
  private static final Bytes AAD = Bytes.fromHex("436f756e742d30");
  private static final Bytes PLAIN =
      Bytes.fromHex("4265617574792069732074727574682c20747275746820626561757479");

  private final SecureRandom random = new SecureRandom();
  private final HpkePrivateKey key = HpkePrivateKey.generate(random);

  /**
   * The vector of the CFRG's test-vectors.json for this suite, mode base, sequence number 0, as
   * BoringSSL and Tink carry it (RFC 9180 itself prints none for AES-256-GCM).
   */
  @Test
  void sealsThePublishedVector() {
    HpkePublicKey to =
        new HpkePublicKey(
            Bytes.fromHex("ac66bae9ffa270cf4a89ed9f274e30c0456babae2572aaaf002ff0d8884ab018"));
    HpkePrivateKey ephemeral =
        secret("28e212563a8b6f068af7ff17400ff1baf23612b7a738bbaf5dfb321b2b5b431a");
    assertThat(Hpke.seal(to, INFO, AAD, PLAIN, ephemeral).ciphertext().toHex())
        .isEqualTo(
            "23ded2d5d90ea89d975dac4792b297240f194952d7421aacbff0474100052b6bb8aa58d1"
                + "8ef6c42b6960e2e28f");
  }

  /** RFC 9180 A.1.1 prints this pair; the key of the recipient doesn't depend on the cipher. */
  @Test
  void derivesThePublicKeysThatTheRfcPrints() {
    assertThat(
            secret("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8")
                .publicKey()
                .raw()
                .toHex())
        .isEqualTo("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d");
    assertThat(
            secret("52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736")
                .publicKey()
                .raw()
                .toHex())
        .isEqualTo("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431");
  }

  /** Both directions against the RFC's text written out with the JDK's own parts. */
  @Test
  void agreesWithAComputationOfItsOwn() throws Exception {
    HpkePrivateKey ephemeral = HpkePrivateKey.generate(random);
    Hpke.Sealed computed = Rfc9180.seal(key.publicKey(), INFO, AAD, PLAIN, ephemeral);
    assertThat(Hpke.seal(key.publicKey(), INFO, AAD, PLAIN, ephemeral)).isEqualTo(computed);
    assertThat(Hpke.open(key, INFO, AAD, computed)).isEqualTo(PLAIN);
  }

  @Test
  void sealsUnderAFreshKeyEachTime() {
    Hpke.Sealed one = Hpke.seal(key.publicKey(), INFO, AAD, PLAIN, random);
    Hpke.Sealed two = Hpke.seal(key.publicKey(), INFO, AAD, PLAIN, random);
    assertThat(one.enc()).isNotEqualTo(two.enc());
    assertThat(one.ciphertext()).isNotEqualTo(two.ciphertext());
  }

  @ParameterizedTest
  @MethodSource("others")
  void opensNothingElse(String what) {
    Hpke.Sealed good = Hpke.seal(key.publicKey(), INFO, AAD, PLAIN, random);
    HpkePrivateKey with = what.equals("key") ? HpkePrivateKey.generate(random) : key;
    Bytes info = what.equals("info") ? flip(INFO, 0) : INFO;
    Bytes aad = what.equals("aad") ? flip(AAD, 6) : AAD;
    Hpke.Sealed sealed =
        switch (what) {
          case "enc" -> new Hpke.Sealed(key.publicKey().raw(), good.ciphertext());
          case "short enc" -> new Hpke.Sealed(good.enc().slice(0, 31), good.ciphertext());
          case "zero enc" -> new Hpke.Sealed(Bytes.owning(new byte[32]), good.ciphertext());
          case "first byte" -> new Hpke.Sealed(good.enc(), flip(good.ciphertext(), 0));
          case "tag" -> new Hpke.Sealed(good.enc(), flip(good.ciphertext(), PLAIN.size()));
          case "nothing" -> new Hpke.Sealed(good.enc(), Bytes.EMPTY);
          default -> good;
        };
    assertThatThrownBy(() -> Hpke.open(with, info, aad, sealed))
        .isInstanceOfSatisfying(
            CryptoException.class,
            refused -> assertThat(refused.code()).isEqualTo("sealed-unreadable"));
  }

  static Stream<String> others() {
    return Stream.of(
        "key", "info", "aad", "enc", "short enc", "zero enc", "first byte", "tag", "nothing");
  }

  /** The points of small order and what has two spellings: see RFC 7748 sections 5 and 6.1. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815ccd",
        "3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c"
      })
  void takesNoKeyThatIsWeakOrHasTwoSpellings(String hex) {
    assertThatThrownBy(() -> HpkePublicKey.of(Bytes.fromHex(hex)))
        .isInstanceOfSatisfying(
            CryptoException.class, refused -> assertThat(refused.code()).isEqualTo("key-invalid"));
  }

  @Test
  void printsNoSecret() {
    assertThat(key).hasToString("HpkePrivateKey(" + key.publicKey() + ")");
    key.close();
    Hpke.Sealed sealed = Hpke.seal(key.publicKey(), INFO, AAD, PLAIN, random);
    assertThatThrownBy(() -> Hpke.open(key, INFO, AAD, sealed))
        .isInstanceOf(IllegalStateException.class);
  }

  private static HpkePrivateKey secret(String hex) {
    return HpkePrivateKey.fromSecret(SecretBytes.owning(Bytes.fromHex(hex).toArray()));
  }

  private static Bytes flip(Bytes bytes, int at) {
    byte[] changed = bytes.toArray();
    changed[at] ^= 1;
    return Bytes.owning(changed);
  }
}
