package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFilesTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Made by OpenSSL 3: genpkey -algorithm ed25519. */
  private static final String OPENSSL_ED25519 =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIP7sv1j7NeMMJXCj4I0am4KuBwXZnKPnYz4enNODGv25
      -----END PRIVATE KEY-----
      """;

  /** Made by OpenSSL 3: genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256. */
  private static final String OPENSSL_P256 =
      """
      -----BEGIN PRIVATE KEY-----
      MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQguJMTfroH6wenGVEy
      fo/61zE6Qe1ZjivyeKQ/rr/pK1WhRANCAAQoItFU5NejKY2qpBXpQ5Rt7M9qA/nb
      0okg4zw3Sk/6pIEvDrZ5BrtQA6bTjyB4LGMUyuzj3Hyx1TTQ2qK2wsYG
      -----END PRIVATE KEY-----
      """;

  /** Made by OpenSSL 3: genpkey -algorithm X25519. */
  private static final String OPENSSL_X25519 =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VuBCIEIFBZ/w4811XFlS0Mto7e7RMMyB1dkKQ3Mfn36i1LcUle
      -----END PRIVATE KEY-----
      """;

  /** The Ed25519 key above by OpenSSL 3: pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256. */
  private static final String OPENSSL_ENCRYPTED =
      """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjzhzZtqSsw3QICCAAw
      DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEENx8GhIo0BEk19xx1ZHyvCUEQPdD
      4EdRr9Jb71FqaQADwiZ1KCcyKXqUwuDLNQPFi89i0GzevTGTbkm5Hgxj+xEW/W0W
      Z4y23L1f+y7BU293wns=
      -----END ENCRYPTED PRIVATE KEY-----
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void readsBackWhatItWrote(Algorithm algorithm) throws Exception {
    SigningKey key = SigningKey.generate(algorithm, RANDOM);
    Path file = directory.resolve("key.pem");
    KeyFiles.write(file, key);
    assertSameKey(KeyFiles.read(file), key);
  }

  @Test
  void readsAndWritesKeysThatOpenAsOpensslDoes() throws Exception {
    Path file = directory.resolve("x25519.pem");
    PrivateFiles.createSecret(file, OPENSSL_X25519.getBytes(StandardCharsets.US_ASCII));
    HpkePrivateKey key = KeyFiles.readHpke(file);
    assertThat(key.publicKey().raw().toHex())
        .isEqualTo("8948cdaf222bc314e7cac781ff5bbccb135387748a771dacd9f18346b7951e42");
    Path again = directory.resolve("again.pem");
    KeyFiles.write(again, key);
    assertThat(again).hasContent(OPENSSL_X25519);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(again)))
        .isEqualTo("rw-------");

    Path signing = directory.resolve("signing.pem");
    KeyFiles.write(signing, SigningKey.generate(Algorithm.ED25519, RANDOM));
    assertThatThrownBy(() -> KeyFiles.readHpke(signing)).hasMessageContaining("X25519");
    assertThatThrownBy(() -> KeyFiles.read(again)).hasMessageContaining("Ed25519 or P-256");
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void readsBackWhatItWroteEncrypted(Algorithm algorithm) throws Exception {
    SigningKey key = SigningKey.generate(algorithm, RANDOM);
    Path file = directory.resolve("key.pem");
    KeyFiles.write(file, key, "päss word".toCharArray(), RANDOM);
    assertThat(Files.readString(file)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
    assertSameKey(KeyFiles.read(file, "päss word".toCharArray()), key);
  }

  @Test
  void refusesWrongPassphrase() throws Exception {
    Path file = directory.resolve("key.pem");
    KeyFiles.write(file, newKey(), "right".toCharArray(), RANDOM);
    assertRefused("key-file-passphrase", () -> KeyFiles.read(file, "wrong".toCharArray()));
  }

  @Test
  void asksForThePassphraseOfAnEncryptedFile() throws Exception {
    Path file = directory.resolve("key.pem");
    KeyFiles.write(file, newKey(), "right".toCharArray(), RANDOM);
    assertRefused("key-file-encrypted", () -> KeyFiles.read(file));
  }

  @Test
  void refusesEmptyPassphrase() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyFiles.write(directory.resolve("k"), newKey(), new char[0], RANDOM));
  }

  @Test
  void takesNoPlainFileWhereAPassphraseIsGiven() throws Exception {
    Path file = directory.resolve("key.pem");
    KeyFiles.write(file, newKey());
    assertRefused("key-file-malformed", () -> KeyFiles.read(file, "any".toCharArray()));
  }

  @Test
  void createsFilesThatOnlyTheOwnerMayUse() throws Exception {
    Path file = directory.resolve("key.pem");
    KeyFiles.write(file, newKey());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void neverOverwrites() throws Exception {
    Path file = directory.resolve("key.pem");
    SigningKey first = newKey();
    KeyFiles.write(file, first);
    assertThatThrownBy(() -> KeyFiles.write(file, newKey()))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> KeyFiles.write(file, newKey(), "p".toCharArray(), RANDOM))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertSameKey(KeyFiles.read(file), first);
  }

  @Test
  void writesThroughNoSymbolicLink() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("target"));
    assertThatThrownBy(() -> KeyFiles.write(link, newKey()))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(directory.resolve("target")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw----r--", "rw--w----", "rwx------"})
  void refusesLooserModes(String mode) throws Exception {
    Path file = directory.resolve("key.pem");
    KeyFiles.write(file, newKey());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    assertRefused("key-file-permissions", () -> KeyFiles.read(file));
  }

  @Test
  void readsTighterModes() throws Exception {
    Path file = directory.resolve("key.pem");
    SigningKey key = newKey();
    KeyFiles.write(file, key);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertSameKey(KeyFiles.read(file), key);
  }

  @Test
  void refusesSymbolicLinksAndDirectories() throws Exception {
    Path file = directory.resolve("key.pem");
    KeyFiles.write(file, newKey());
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    assertRefused("key-file-not-regular", () -> KeyFiles.read(link));
    assertRefused("key-file-not-regular", () -> KeyFiles.read(directory));
  }

  @Test
  void saysWhenThereIsNoFile() {
    assertThatThrownBy(() -> KeyFiles.read(directory.resolve("absent")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void readsKeysMadeByOpenSsl() throws Exception {
    assertThat(KeyFiles.read(secretFile(OPENSSL_ED25519)).verifyingKey().raw().toHex())
        .isEqualTo("1206ab94018ef1518427a1ccdc42b667a12373b44f02a1590e8c974f8b95ef5f");
    assertThat(KeyFiles.read(secretFile(OPENSSL_P256)).verifyingKey().raw().toHex())
        .isEqualTo(
            "042822d154e4d7a3298daaa415e943946deccf6a03f9dbd28920e33c374a4ffaa4812f0eb67906bb5003a6d38f20782c6314caece3dc7cb1d534d0daa2b6c2c606");
    SigningKey encrypted =
        KeyFiles.read(secretFile(OPENSSL_ENCRYPTED), "open sesame".toCharArray());
    assertThat(encrypted.verifyingKey().raw().toHex())
        .isEqualTo("1206ab94018ef1518427a1ccdc42b667a12373b44f02a1590e8c974f8b95ef5f");
  }

  @Test
  void refusesEverythingElse() throws Exception {
    String good = OPENSSL_ED25519;
    String[] files = {
      "",
      "\n",
      "no key",
      "comment\n" + good,
      good + "comment",
      good + good,
      good.replace("-----END PRIVATE KEY-----", ""),
      good.replace("MC4C", "MC4*"),
      good.replace("MC4C", "MC4D"),
      good.replace("MC4C", "MC4CAA=="),
      good.replace("PRIVATE KEY", "PUBLIC KEY"),
      OPENSSL_P256.replace("MIGH", "MIGG"),
      "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
    };
    for (String text : files) {
      assertRefused("key-file-malformed", () -> KeyFiles.read(secretFile(text)));
    }
    assertRefused("key-file-malformed", () -> KeyFiles.read(secretFile("a".repeat(20_000))));
  }

  @Test
  void refusesAKeyWhosePublicHalfIsAnothers() throws Exception {
    byte[] der = PrivateKeyDer.encode(SigningKey.generate(Algorithm.ECDSA_P256, RANDOM));
    der[der.length - 1] ^= 1;
    String text = new String(Pem.encode("PRIVATE KEY", der), StandardCharsets.US_ASCII);
    assertRefused("key-file-malformed", () -> KeyFiles.read(secretFile(text)));
  }

  @Test
  void refusesAP256SecretOutOfRange() throws Exception {
    byte[] der = PrivateKeyDer.encode(SigningKey.generate(Algorithm.ECDSA_P256, RANDOM));
    for (int i = 36; i < 68; i++) {
      der[i] = 0;
    }
    String text = new String(Pem.encode("PRIVATE KEY", der), StandardCharsets.US_ASCII);
    assertRefused("key-file-malformed", () -> KeyFiles.read(secretFile(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "30", "3000", "0500", "3003300100", "30053000040100", "3006300006000400"})
  void refusesEncryptionItDoesNotKnow(String der) throws Exception {
    String text =
        new String(
            Pem.encode("ENCRYPTED PRIVATE KEY", Bytes.fromHex(der).toArray()),
            StandardCharsets.US_ASCII);
    assertRefused("key-file-malformed", () -> KeyFiles.read(secretFile(text), "any".toCharArray()));
  }

  @Test
  void neverShowsTheKeyInAnError() throws Exception {
    Path file = secretFile(OPENSSL_ED25519.replace("MC4C", "MC4*"));
    assertThatThrownBy(() -> KeyFiles.read(file))
        .hasMessageNotContaining("MC4*")
        .hasMessageContaining(file.toString())
        .hasNoCause();
  }

  private Path secretFile(String text) throws IOException {
    Path file = Files.createTempFile(directory, "key", ".pem");
    return Files.writeString(file, text);
  }

  private static SigningKey newKey() {
    return SigningKey.generate(Algorithm.ED25519, RANDOM);
  }

  private static void assertSameKey(SigningKey actual, SigningKey expected) {
    Bytes message = Bytes.utf8("same key, same signature");
    assertThat(actual.verifyingKey()).isEqualTo(expected.verifyingKey());
    assertThat(actual.sign(message)).isEqualTo(expected.sign(message));
  }

  private static void assertRefused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CryptoException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
