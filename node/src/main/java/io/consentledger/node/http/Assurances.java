package io.consentledger.node.http;

import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.Recorded;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.state.Delegation;
import io.consentledger.ledger.state.Relationship;
import io.consentledger.ledger.state.StateView;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import org.jspecify.annotations.Nullable;

/** Who held the key that signs for a customer, record by record of one stream. For one thread. */
final class Assurances {
  private final StateView state;
  private final @Nullable SubjectRef subject;
  private final @Nullable Assurance own;

  private Assurances(StateView state, @Nullable SubjectRef subject, @Nullable Assurance own) {
    this.state = state;
    this.subject = subject;
    this.own = own;
  }

  /** Of a stream; what isn't a customer's has none. */
  static Assurances of(LedgerView ledger, StreamId stream) {
    StateView state = ledger.state();
    return ledger.history(stream, 1, 1).stream()
        .filter(first -> first.entry().kind() == Kind.OPEN_RELATIONSHIP)
        .map(first -> Rendering.payload(first.transaction()).path("subjectRef").asText())
        .map(SubjectRef::fromHex)
        .findFirst()
        .flatMap(
            subject ->
                Relationship.find(state, subject)
                    .map(open -> new Assurances(state, subject, open.assurance())))
        .orElseGet(() -> new Assurances(state, null, null));
  }

  /** That of the relationship, or of a delegate where one signed; null where there is none. */
  @Nullable String of(Recorded record) {
    if (subject == null || own == null) {
      return null;
    }
    boolean delegate = Delegation.isKnown(state, subject, record.transaction().statement().keyId());
    return (delegate ? own.weaker(Assurance.AGENT_HELD) : own).name();
  }
}
