package io.consentledger.node.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FloodFilterTest {
  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private long nowNanos;

  @BeforeEach
  void start() {
    FloodFilter filter = new FloodFilter(() -> nowNanos);
    filter.setContext(context);
    context.addTurboFilter(filter);
    lines.setContext(context);
    lines.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(lines);
  }

  @Test
  void aMessageThatIsRepeatedIsLeftOutAndCounted() {
    Logger library = context.getLogger("org.library.Server");
    for (int i = 0; i < 10_000; i++) {
      library.error("event=broken number={}", i, new IllegalStateException("no"));
    }
    assertThat(lines.list).hasSize((int) Limits.MESSAGE_BURST);
    library.error("event=another");
    assertThat(lines.list).as("other messages aren't held up").hasSize(31);

    nowNanos += TimeUnit.SECONDS.toNanos(10);
    context.getLogger("io.consentledger.Else").warn("event=else");
    assertThat(lines.list.get(31).getFormattedMessage())
        .contains("event=log-lines-left-out lines=9970")
        .contains("org.library.Server event=broken");

    for (int i = 0; i < 10_000; i++) {
      library.error("event=broken number={}", i);
    }
    assertThat(lines.list).as("one for each second that passed").hasSize(33 + 10);
  }

  @Test
  void messagesThatAreNeverAlikeAreBoundedToo() {
    for (int i = 0; i < 100_000; i++) {
      context.getLogger("org.library.Server").warn("broken " + i);
    }
    assertThat(lines.list).hasSize((int) Limits.LOGGER_BURST);
    for (int i = 0; i < 4_000; i++) {
      context.getLogger("org.library.Server" + i).warn("broken");
    }
    assertThat(lines.list).hasSizeLessThan(2_000);
  }

  @Test
  void whatIsNotLoggedCostsNoAllowance() {
    for (int i = 0; i < 1_000; i++) {
      context.getLogger("quiet").trace("event=x");
    }
    context.getLogger("quiet").setLevel(ch.qos.logback.classic.Level.TRACE);
    context.getLogger("quiet").trace("event=x");
    assertThat(lines.list).hasSize(1);
  }
}
