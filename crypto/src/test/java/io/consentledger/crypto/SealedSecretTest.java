package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SealedSecretTest {
  private static final char[] PASSPHRASE = "correct horse \u00e9".toCharArray();

  private final SecretBytes secret = SecretBytes.owning(new byte[] {1, 2, 3, 4});
  private final SealedSecret sealed = SealedSecret.seal(secret, PASSPHRASE, new SecureRandom());

  @Test
  void opensWithItsPassphraseOnly() throws CryptoException {
    assertThat(sealed.open(PASSPHRASE)).isEqualTo(secret);
    assertThatThrownBy(() -> sealed.open("correct horse e".toCharArray()))
        .isInstanceOfSatisfying(
            CryptoException.class, e -> assertThat(e.code()).isEqualTo("passphrase-wrong"));
  }

  @Test
  void noticesEveryChange() {
    byte[] changed = sealed.encrypted().toArray();
    changed[0] ^= 1;
    assertRefused(with(sealed.passes(), sealed.salt(), sealed.nonce(), Bytes.owning(changed)));
    assertRefused(with(2, sealed.salt(), sealed.nonce(), sealed.encrypted()));
    assertRefused(with(3, Bytes.owning(new byte[16]), sealed.nonce(), sealed.encrypted()));
    assertRefused(with(3, sealed.salt(), Bytes.owning(new byte[12]), sealed.encrypted()));
  }

  @Test
  void neverAsksForMoreThanTheLimits() {
    assertThatThrownBy(() -> with(17, sealed.salt(), sealed.nonce(), sealed.encrypted()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new SealedSecret(
                    (1 << 20) + 1, 3, 4, sealed.salt(), sealed.nonce(), sealed.encrypted()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> with(3, Bytes.EMPTY, sealed.nonce(), sealed.encrypted()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private SealedSecret with(int passes, Bytes salt, Bytes nonce, Bytes encrypted) {
    return new SealedSecret(sealed.memoryKib(), passes, sealed.lanes(), salt, nonce, encrypted);
  }

  private static void assertRefused(SealedSecret changed) {
    assertThatThrownBy(() -> changed.open(PASSPHRASE)).isInstanceOf(CryptoException.class);
  }
}
