package io.consentledger.node.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/**
 * An event's message and what was thrown, in one line of bounded length. Frames are shown where
 * this program logs, as that is a fault of its own; of a library's exception, class and message.
 */
public final class OneLine extends ClassicConverter {
  private static final String OURS = "io.consentledger.";

  @Override
  public String convert(ILoggingEvent event) {
    StringBuilder line = new StringBuilder();
    append(line, String.valueOf(event.getFormattedMessage()), Limits.MESSAGE_CHARS_MAX);
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      StringBuilder text = new StringBuilder();
      describe(text, thrown, event.getLoggerName().startsWith(OURS));
      line.append(" thrown=\"");
      append(line, text.toString(), Limits.THROWN_CHARS_MAX);
      line.append('"');
    }
    return line.toString();
  }

  private static void describe(StringBuilder text, IThrowableProxy first, boolean frames) {
    @Nullable IThrowableProxy thrown = first;
    for (int causes = 0; thrown != null && causes < Limits.CAUSES_MAX; causes++) {
      text.append(causes == 0 ? "" : " caused by ").append(thrown.getClassName());
      if (thrown.getMessage() != null) {
        text.append(": ").append(thrown.getMessage());
      }
      StackTraceElementProxy[] trace = thrown.getStackTraceElementProxyArray();
      for (int i = 0; frames && i < Math.min(trace.length, Limits.FRAMES_MAX); i++) {
        text.append(" | ").append(trace[i].getSTEAsString());
      }
      thrown = thrown.getCause();
    }
  }

  /** As much of a text as there is room for, without anything that would end or forge a line. */
  private static void append(StringBuilder line, String text, int charsMax) {
    int end = Math.min(text.length(), charsMax);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\u2028' || c == '\u2029' || c == '\u0085') {
        line.append(" | ");
      } else if (c != '\r') {
        line.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    if (end < text.length()) {
      line.append(" ... ").append(text.length() - end).append(" more");
    }
  }
}
