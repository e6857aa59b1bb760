package io.consentledger.cli.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SecretBytes;
import io.consentledger.crypto.SigningKey;
import org.junit.jupiter.api.Test;

class WalletKeyTest {
  /**
   * Computed with another HKDF (Python's hmac) and OpenSSL: a change here loses customers' keys.
   */
  private static final String PUBLIC_KEY =
      "c71731c0f59c5e27e5ae540a41a49a39553e038f541e6d0fbc20154671bea54d";

  @Test
  void derivesTheSameKeyFromASeedForEver() {
    byte[] seed = Bytes.fromHex("c0ffee00".repeat(8)).toArray();
    Digest controller = Digest.fromHex("11".repeat(32));
    try (Wallet wallet = new Wallet("ann", SecretBytes.owning(seed));
        SigningKey key = wallet.keyFor(controller, 0)) {
      assertThat(key.verifyingKey().raw().toHex()).isEqualTo(PUBLIC_KEY);
    }
  }
}
