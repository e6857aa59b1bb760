package io.consentledger.consensus.certify;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.quorum.Vote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether this node certifies. Evidence stops it until an operator has dealt with it; a certificate
 * for another header until the next start. For one thread.
 */
final class StopSwitch {
  private final EvidenceBook book;
  private @Nullable Halt halted;

  StopSwitch(EvidenceBook book) {
    this.book = book;
  }

  /** Why certification has stopped, where it has. */
  Optional<String> reason() {
    if (halted != null) {
      return Optional.of(halted.reason());
    }
    return book.isEmpty()
        ? Optional.empty()
        : Optional.of("there is evidence of " + book.standing().get(0).kind().code());
  }

  /** The code of a vote refused now. */
  String code() {
    return halted != null ? "halted" : "evidence";
  }

  Optional<Halt> halted() {
    return Optional.ofNullable(halted);
  }

  List<Evidence> evidence() {
    return book.standing();
  }

  /** Whether it is news. */
  boolean add(Evidence evidence) throws IOException {
    return book.add(evidence);
  }

  /** Whether it is news; the first reason stays. */
  boolean halt(Halt reason) {
    boolean news = halted == null;
    halted = news ? reason : halted;
    return news;
  }

  /** Writes what a disk refused before, then looks whether an operator changed anything. */
  boolean reread() throws IOException {
    return book.reread();
  }

  /** The votes among the evidence, which other nodes have to see too. */
  List<Vote> votes() {
    List<Vote> votes = new ArrayList<>();
    for (Evidence evidence : book.standing()) {
      if (evidence.kind() == Evidence.Kind.DOUBLE_VOTE) {
        vote(evidence.first()).ifPresent(votes::add);
        vote(evidence.second()).ifPresent(votes::add);
      }
    }
    return votes;
  }

  /**
   * None where the file was changed by hand: it still stops this node, but is nothing to pass on.
   */
  private static Optional<Vote> vote(Bytes encoded) {
    try {
      return Optional.of(Vote.decode(encoded));
    } catch (CryptoException noVote) {
      return Optional.empty();
    }
  }
}
