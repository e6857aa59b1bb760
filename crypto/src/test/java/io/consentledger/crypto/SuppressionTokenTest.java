package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SuppressionTokenTest {
  // Made with Python's hmac, under the bytes 0 to 31.
  private static final String KNOWN =
      "fca2213d32526a40617f2ed2f908b8e063cd9ac4f51d58b1061882cc49d548b1";

  @Test
  void isTheKeyedDigestOfTheName() {
    assertThat(SuppressionToken.of(key(0), "own", "ann@mail.example").toHex()).isEqualTo(KNOWN);
  }

  @Test
  void dependsOnTheKeyTheKindAndTheName() {
    assertThat(
            new Digest[] {
              SuppressionToken.of(key(0), "own", "ann"),
              SuppressionToken.of(key(1), "own", "ann"),
              SuppressionToken.of(key(0), "ow", "nann"),
              SuppressionToken.of(key(0), "fhir", "ann"),
              SuppressionToken.of(key(0), "own", "ben"),
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void takesNoOtherKeySize() {
    for (int size : new int[] {31, 33}) {
      SecretBytes key = SecretBytes.owning(new byte[size]);
      assertThatThrownBy(() -> SuppressionToken.of(key, "own", "ann"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static SecretBytes key(int first) {
    byte[] key = new byte[SuppressionToken.KEY_SIZE_BYTES];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (first + i);
    }
    return SecretBytes.owning(key);
  }
}
