package io.consentledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.node.network.TestNetwork;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Something long says how far it is. */
final class ProgressTest {
  @Test
  void saysWhatIsBeingDone() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (Progress progress = Progress.to(new PrintStream(said, true, StandardCharsets.UTF_8))) {
      progress.doing("executing block 7 of 9 again");
      TestNetwork.await("a line", () -> said.size() > 0);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .startsWith("  2 s: executing block 7 of 9 again\n");
  }
}
