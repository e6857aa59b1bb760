package io.consentledger.consensus.gate;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether this node has a leader that lives: itself with a majority behind it, or one that was
 * heard within the election timeout. Any thread.
 */
final class LeaderWatch {
  private final EngineView engine;
  private final String selfId;
  private final Duration patience;
  private final LongSupplier nanoClock;
  private volatile Heard heard;

  private record Heard(String peer, long atNanos) {}

  LeaderWatch(EngineView engine, Group group, LongSupplier nanoClock) {
    this.engine = engine;
    this.selfId = group.selfId();
    this.patience = group.electionTimeoutMin();
    this.nanoClock = nanoClock;
    this.heard = new Heard("", nanoClock.getAsLong());
  }

  /** A message of a leader of the present term, or of one to come, is given to the engine. */
  void heard(String peer) {
    heard = new Heard(peer, nanoClock.getAsLong());
  }

  /** The leader, where it lives. */
  Optional<String> living() {
    if (engine.leadsMajority()) {
      return Optional.of(selfId);
    }
    Heard last = heard;
    return last.peer().equals(engine.leaderId()) && since(last).compareTo(patience) < 0
        ? Optional.of(last.peer())
        : Optional.empty();
  }

  /** How long no leader was heard, at most since the start. */
  Duration leaderless() {
    return engine.leadsMajority() ? Duration.ZERO : since(heard);
  }

  private Duration since(Heard last) {
    return Duration.ofNanos(nanoClock.getAsLong() - last.atNanos());
  }
}
