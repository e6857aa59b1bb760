package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked bytes of the specification are what the code gives. */
class SpecPagesTest {
  @Test
  void keysAndSignatures() throws Exception {
    String page = page("keys-and-signatures.md");
    SigningKey ed25519 =
        SigningKey.fromSecret(
            Algorithm.ED25519,
            secret("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    SigningKey p256 =
        SigningKey.fromSecret(
            Algorithm.ECDSA_P256,
            secret("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"));
    assertThat(page)
        .contains("raw key     " + ed25519.verifyingKey().raw().toHex() + "\n")
        .contains("keyId       " + ed25519.verifyingKey().id() + "\n")
        .contains("    " + ed25519.sign(Bytes.fromHex("72")) + "\n")
        .contains("    " + p256.sign(Bytes.utf8("sample")) + "\n");
    Bytes ed25519Der = Bytes.owning(PrivateKeyDer.encode(ed25519));
    Bytes p256Der = Bytes.owning(PrivateKeyDer.encode(p256));
    assertThat(page)
        .contains(ed25519Der.size() + " bytes: `" + ed25519Der.slice(0, 16).toHex() + "`, seed")
        .contains(p256Der.size() + " bytes: `" + p256Der.slice(0, 36).toHex() + "`, scalar")
        .contains("`" + p256Der.slice(68, 73).toHex() + "`, public key");
  }

  @Test
  void merkleLog() throws Exception {
    String page = page("merkle-log.md");
    List<Digest> leaves =
        List.of(
            MerkleLog.leaf(Bytes.utf8("a")),
            MerkleLog.leaf(Bytes.utf8("b")),
            MerkleLog.leaf(Bytes.utf8("c")));
    Digest ab = MerkleLog.root(leaves.subList(0, 2));
    assertThat(page)
        .contains("leaf(a)            " + leaves.get(0))
        .contains("leaf(b)            " + leaves.get(1))
        .contains("leaf(c)            " + leaves.get(2))
        .contains("                   " + ab)
        .contains("root               " + MerkleLog.root(leaves));
    assertThat(MerkleLog.inclusionProof(leaves, 0)).containsExactly(leaves.get(1), leaves.get(2));
    assertThat(MerkleLog.inclusionProof(leaves, 2)).containsExactly(ab);
    assertThat(MerkleLog.consistencyProof(leaves, 1)).containsExactly(leaves.get(1), leaves.get(2));
    assertThat(MerkleLog.consistencyProof(leaves, 2)).containsExactly(leaves.get(2));
  }

  private static String page(String name) throws IOException {
    return Files.readString(Path.of(System.getProperty("consentledger.root"), "docs/spec", name));
  }

  private static SecretBytes secret(String hex) {
    return SecretBytes.owning(Bytes.fromHex(hex).toArray());
  }
}
