package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchCommandTest {
  @TempDir Path directory;
  private FakeNode node;
  private Cli cli;

  @BeforeEach
  void start() throws Exception {
    node = FakeNode.onAnyPort();
    cli = Cli.withNetwork(directory.resolve("net")).asking(node);
    node.tell(event("ab") + event("cd"));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void anAcknowledgementThatIsRefusedStopsNoneOfTheOthers() {
    AtomicInteger sent = new AtomicInteger();
    node.order(
        transaction ->
            sent.getAndIncrement() == 0
                ? Optional.of(new FakeNode.Ordered(409, "nothing-to-acknowledge"))
                : Optional.empty());

    Cli.Run run = watch();

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("[nothing-to-acknowledge]");
    assertThat(run.out()).containsOnlyOnce("acknowledged by insurer");
    assertThat(node.committed())
        .singleElement()
        .satisfies(
            one -> assertThat(one.at("/payload/acknowledges").asText()).isEqualTo("cd".repeat(32)));
  }

  @Test
  void oneThatAnotherRunMadeIsAsGood() {
    node.order(transaction -> Optional.of(new FakeNode.Ordered(409, "acknowledged-already")));
    assertThat(watch().exit()).isZero();
  }

  private Cli.Run watch() {
    return cli.run("watch", "--as", "insurer", "--acknowledge", "--from", "1", "--count", "2");
  }

  private static String event(String digits) {
    ObjectNode event =
        Json.object()
            .put("height", 3)
            .put("timeMs", 1_790_000_000_000L)
            .put("controller", "bank")
            .put("subjectRef", "12".repeat(32))
            .put("txId", digits.repeat(32))
            .put("cause", "WITHDRAWN")
            .put("dueMs", 1_791_000_000_000L);
    event.putArray("acknowledged");
    return "event: recall\ndata: " + Json.line(event) + "\n\n";
  }
}
