package io.consentledger.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnsentAnswersTest {
  @Test
  void roomIsTakenAndGivenBackToTheByte() {
    UnsentAnswers unsent = new UnsentAnswers(1_000, Duration.ofMinutes(1));
    assertThat(unsent.admit(answer(600)).status()).isEqualTo(200);
    assertThat(unsent.admit(answer(400)).status()).isEqualTo(200);
    Answer refused = unsent.admit(answer(1));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(unsent.bytes()).isEqualTo(1_000 + refused.body().size());
  }

  @Test
  void whatIsLargerThanAllRoomHasItToItself() {
    UnsentAnswers unsent = new UnsentAnswers(1_000, Duration.ofMinutes(1));
    assertThat(unsent.admit(answer(5_000)).status()).isEqualTo(200);
    assertThat(unsent.admit(answer(1)).status()).isEqualTo(429);
    assertThat(unsent.admit(Answer.text(200, "text/plain", "")).status()).isEqualTo(200);
  }

  private static Answer answer(int size) {
    return new Answer(200, "text/plain", Bytes.owning(new byte[size]), Map.of());
  }
}
