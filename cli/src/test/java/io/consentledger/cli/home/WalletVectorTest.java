package io.consentledger.cli.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SecretBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The published wallet, computed by another program (Python's cryptography): it opens here. */
class WalletVectorTest {
  private static final Path SPEC = Path.of("../docs/spec");

  @Test
  void opensWithItsPassphraseAndGivesTheSameWordsAndKeys() throws Exception {
    ObjectNode vector = Json.parseObject(Files.readAllBytes(SPEC.resolve("vectors/wallet.json")));
    ObjectNode file = (ObjectNode) vector.path("file");
    SecretBytes seed =
        WalletFile.sealedSeed(file)
            .orElseThrow()
            .open(vector.path("passphrase").asText().toCharArray());
    assertThat(Bytes.owning(seed.toArray()).toHex()).isEqualTo(vector.path("seed").asText());
    assertThat(String.join(" ", SeedWords.of(seed))).isEqualTo(vector.path("words").asText());

    Digest controller = Digest.fromHex(vector.path("controllerId").asText());
    Digest subject = Digest.fromHex(vector.path("subjectRef").asText());
    try (Wallet wallet = new Wallet("ann", seed)) {
      assertThat(wallet.keyFor(controller, 0).verifyingKey().raw().toHex())
          .isEqualTo(vector.path("keyEpoch0").asText());
      assertThat(wallet.keyFor(controller, 1).verifyingKey().raw().toHex())
          .isEqualTo(vector.path("keyEpoch1").asText());
      assertThat(wallet.keyAsDelegateOf(subject).verifyingKey().raw().toHex())
          .isEqualTo(vector.path("delegateKey").asText());
      assertThat(wallet.keyForShares(subject).publicKey().raw().toHex())
          .isEqualTo(vector.path("shareKey").asText());
    }
    assertThat(Files.readString(SPEC.resolve("wallet.md"))).contains(Json.line(file));
  }
}
