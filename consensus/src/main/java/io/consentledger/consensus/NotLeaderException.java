package io.consentledger.consensus;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The batch was not taken, because another node leads or none does ({@code not-leader}). */
public final class NotLeaderException extends OrdererException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String leaderId;

  public NotLeaderException(@Nullable String leaderId) {
    super(
        "not-leader",
        leaderId == null ? "no leader is known; try again soon" : "the leader is " + leaderId);
    this.leaderId = leaderId;
  }

  /** The node to propose at, where one is known. */
  public Optional<String> leaderId() {
    return Optional.ofNullable(leaderId);
  }
}
