package io.consentledger.node.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The layout that the node's own configuration makes. */
class OneLineTest {
  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void configure() throws Exception {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(OneLineTest.class.getResource("/logback.xml"));
  }

  private String line(String logger, String message, @Nullable Throwable thrown) {
    ConsoleAppender<ILoggingEvent> out =
        (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("OUT");
    return new String(
        out.getEncoder()
            .encode(
                new LoggingEvent(
                    "fqcn", context.getLogger(logger), Level.ERROR, message, thrown, null)),
        StandardCharsets.UTF_8);
  }

  @Test
  void aFaultOfOursShowsWhereInOneLine() {
    Throwable fault = new IllegalStateException("outer", new RuntimeException("in\nner"));
    String line = line("io.consentledger.node.X", "event=failed", fault);

    assertThat(line).endsWith("\n").containsOnlyOnce("\n");
    assertThat(line)
        .contains("event=failed thrown=\"java.lang.IllegalStateException: outer | ")
        .contains("OneLineTest.aFaultOfOursShowsWhereInOneLine")
        .contains("caused by java.lang.RuntimeException: in | ner");
    assertThat(line).hasSizeLessThan(Limits.THROWN_CHARS_MAX + Limits.MESSAGE_CHARS_MAX);
  }

  @Test
  void aLibrarysExceptionIsNamedWithoutItsFrames() {
    String line = line("io.vertx.core.X", "Unhandled", new NullPointerException("x"));

    assertThat(line).endsWith("Unhandled thrown=\"java.lang.NullPointerException: x\"\n");
  }

  @Test
  void nothingThatIsSaidEndsOrForgesALineOrGoesOnForEver() {
    String line = line("x", "a\r\nb\u2028c\u001b[2Jd" + "e".repeat(100_000), null);

    assertThat(line).contains("a | b | c [2Jd").endsWith("more\n").containsOnlyOnce("\n");
    assertThat(line).hasSizeLessThan(Limits.MESSAGE_CHARS_MAX + 200);
  }
}
