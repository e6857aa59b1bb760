package io.consentledger.node.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Bounds the rate of lines, whoever writes them: of one message, and of one logger, whose messages
 * may hold data and so never be alike. What is left out is counted, and the count told. Decides
 * before the line, or a stack trace, is made. For any thread.
 */
public final class FloodFilter extends TurboFilter {
  private static final String OWN = FloodFilter.class.getName();

  private final LongSupplier nanoTime;
  private final Map<String, Source> messages = new HashMap<>();
  private final Map<String, Source> loggers = new HashMap<>();
  private final Source others;
  private long toldNanos;

  /** What one message, or one logger, may still write, and what it was refused. */
  private static final class Source {
    private final Allowance allowance;
    private long leftOut;

    Source(double most, double perSecond, long nowNanos) {
      allowance = new Allowance(most, perSecond, nowNanos);
    }

    boolean take(long nowNanos) {
      boolean taken = allowance.take(nowNanos);
      leftOut += taken ? 0 : 1;
      return taken;
    }
  }

  /** As logback makes it. */
  public FloodFilter() {
    this(System::nanoTime);
  }

  FloodFilter(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.toldNanos = nanoTime.getAsLong();
    this.others = new Source(Limits.LOGGER_BURST, Limits.LOGGER_PER_SECOND, toldNanos);
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] params,
      @Nullable Throwable thrown) {
    if (format == null
        || logger.getName().equals(OWN)
        || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      return FilterReply.NEUTRAL;
    }
    return admit(logger.getName(), format) ? FilterReply.NEUTRAL : FilterReply.DENY;
  }

  private synchronized boolean admit(String logger, String format) {
    long now = nanoTime.getAsLong();
    tell(now);
    String start = format.substring(0, Math.min(format.length(), Limits.MESSAGE_KEY_CHARS));
    Source message =
        messages.size() < Limits.SOURCES_MAX
            ? messages.computeIfAbsent(
                logger + ' ' + start,
                name -> new Source(Limits.MESSAGE_BURST, Limits.MESSAGE_PER_SECOND, now))
            : messages.getOrDefault(logger + ' ' + start, others);
    Source whole =
        loggers.size() < Limits.SOURCES_MAX
            ? loggers.computeIfAbsent(
                logger, name -> new Source(Limits.LOGGER_BURST, Limits.LOGGER_PER_SECOND, now))
            : loggers.getOrDefault(logger, others);
    return message.take(now) && whole.take(now);
  }

  /** Now and then says what was left out, and forgets what has been quiet. */
  private void tell(long now) {
    if (now - toldNanos < Limits.TELL_EVERY.toNanos()) {
      return;
    }
    toldNanos = now;
    tell(messages, now);
    tell(loggers, now);
    tell("others", others);
  }

  private void tell(Map<String, Source> sources, long now) {
    sources.forEach(this::tell);
    sources.values().removeIf(source -> source.allowance.isWhole(now));
  }

  private void tell(String name, Source source) {
    if (source.leftOut > 0 && getContext() instanceof LoggerContext context) {
      context
          .getLogger(OWN)
          .warn("event=log-lines-left-out lines={} of=\"{}\"", source.leftOut, name);
      source.leftOut = 0;
    }
  }
}
