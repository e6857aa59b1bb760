package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class CommitmentTest {
  private static final Bytes DETAILS = Bytes.utf8("{\"orderNumber\":\"A-1\"}");

  /** The worked example of docs/spec/commitments.md, found with Python's hmac module. */
  @Test
  void isTheOneOfTheSpecification() {
    assertThat(Commitment.of(counting(), DETAILS).toHex())
        .isEqualTo("cd81879671b31bd220a4340d847d5997cee24e2d403e473ed8a6bedeef63f50d");
  }

  @Test
  void opensWithItsOwnDetailsAndOpeningOnly() {
    Bytes opening = Commitment.opening(new SecureRandom());
    Digest commitment = Commitment.of(opening, DETAILS);
    assertThat(Commitment.opens(commitment, opening, DETAILS)).isTrue();
    assertThat(Commitment.opens(commitment, opening, Bytes.utf8("{}"))).isFalse();
    assertThat(Commitment.opens(commitment, counting(), DETAILS)).isFalse();
    assertThat(Commitment.opens(commitment, opening.slice(1, 64), DETAILS)).isFalse();
  }

  @Test
  void refusesAnotherSizeOfOpening() {
    assertThatThrownBy(() -> Commitment.of(Bytes.utf8("short"), DETAILS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Bytes counting() {
    byte[] bytes = new byte[Commitment.OPENING_SIZE_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return Bytes.owning(bytes);
  }
}
