package io.consentledger.node.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {
  private final EmbeddedChannel channel = new EmbeddedChannel(new OneAtATime());

  @BeforeEach
  void stopTheClock() {
    channel.freezeTime();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private void ask(String path) {
    channel.writeInbound(
        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path),
        LastHttpContent.EMPTY_LAST_CONTENT);
  }

  private void answer() {
    channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    channel.runScheduledPendingTasks();
  }

  private void pass(long millis) {
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }

  /** What was passed on since the last look. */
  private List<String> passed() {
    List<String> paths = new ArrayList<>();
    for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
      if (part instanceof HttpRequest request) {
        paths.add(request.uri());
      }
    }
    return paths;
  }

  @Test
  void whatIsSentAheadLeavesTheLoopToOthersBetweenTwoRequests() {
    ask("/1");
    ask("/2");
    ask("/3");
    assertThat(passed()).containsExactly("/1");
    answer();
    assertThat(passed()).as("at once").isEmpty();
    pass(1);
    assertThat(passed()).containsExactly("/2");
    pass(10);
    assertThat(passed()).as("the second has no answer yet").isEmpty();
    answer();
    pass(1);
    assertThat(passed()).containsExactly("/3");
  }

  @Test
  void whoWaitsForEachAnswerIsNotHeldUp() {
    for (int i = 0; i < 5; i++) {
      ask("/" + i);
      assertThat(passed()).containsExactly("/" + i);
      answer();
    }
  }
}
