package io.consentledger.ledger.state;

import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.genesis.Role;
import io.consentledger.ledger.model.Delegate;
import io.consentledger.ledger.model.RevokeDelegation;
import io.consentledger.ledger.tx.PartyId;
import java.util.Optional;

/**
 * Letting somebody act, and ending that. Only the customer's own key delegates, so that no chain of
 * delegates comes about; never to the controller, which would then consent to its own processing.
 */
final class DelegationRules {
  private DelegationRules() {}

  static void delegate(Step step, Delegate delegate) throws Refusal {
    step.requireSignedByHolder(delegate.subjectRef());
    ConsentRules.requirePeriod(step, "untilMs", delegate.untilMs());
    VerifyingKey key = delegate.agentKey();
    KeyId id = key == null ? organisation(step, delegate) : person(step, delegate, key);
    Cells.delegation(delegate.subjectRef(), id)
        .put(
            step,
            new Delegation(
                step.txId(), delegate.capacity(), delegate.scope(), delegate.untilMs(), false));
    Cells.delegate(delegate.subjectRef(), step.txId()).put(step, id);
  }

  static void revoke(Step step, RevokeDelegation revocation) throws Refusal {
    Optional<KeyId> delegate =
        Cells.delegate(revocation.subjectRef(), revocation.delegation())
            .newest(step.state())
            .map(Cell.Entry::value);
    boolean bySubject = step.isSignedBySubject(revocation.subjectRef());
    Refusal.when(
        !bySubject && delegate.filter(step.signer()::equals).isEmpty(),
        RejectionCode.SIGNER_NOT_AUTHORISED,
        "only the customer or the delegate signs this");
    Refusal.when(
        delegate.isEmpty(),
        RejectionCode.DELEGATION_UNKNOWN,
        "this customer made no such delegation");
    Cell<Delegation> cell = Cells.delegation(revocation.subjectRef(), delegate.get());
    Optional<Delegation> live =
        cell.newest(step.state())
            .map(Cell.Entry::value)
            .filter(standing -> standing.grant().equals(revocation.delegation()))
            .filter(standing -> standing.isLive(step.block().timeMs()));
    Refusal.when(
        live.isEmpty(),
        RejectionCode.DELEGATION_ENDED,
        "the delegation was revoked or replaced, or its time is over");
    cell.put(step, live.get().ended());
  }

  private static KeyId organisation(Step step, Delegate delegate) throws Refusal {
    Optional<Organisation> agent =
        Optional.ofNullable(delegate.agent()).flatMap(step.genesis()::organisation);
    Refusal.when(
        agent.isEmpty(),
        RejectionCode.PARTY_UNKNOWN,
        "agent names no organisation of this network");
    Refusal.when(
        agent.get().partyId().equals(delegate.controllerId()),
        RejectionCode.DELEGATE_IS_CONTROLLER,
        "the controller can't decide for its own customer");
    Refusal.when(
        !agent.get().hasRole(Role.AGENT),
        RejectionCode.PARTY_NOT_AGENT,
        agent.get().name() + " is no agent");
    return agent.get().signingKey().id();
  }

  /** A key that serves nothing else; the same person may be appointed again with it. */
  private static KeyId person(Step step, Delegate delegate, VerifyingKey key) throws Refusal {
    KeyId id = key.id();
    Cell<RegisteredKey> cell = Cells.key(id);
    boolean taken =
        step.genesis().organisation(PartyId.of(id)).isPresent()
            || cell.newest(step.state()).isPresent();
    boolean again = Delegation.find(step.state(), delegate.subjectRef(), id).isPresent();
    Refusal.when(
        taken && !again,
        RejectionCode.KEY_ALREADY_REGISTERED,
        "agentKey belongs to somebody already");
    if (!taken) {
      cell.put(step, RegisteredKey.live(key, delegate.subjectRef()));
    }
    return id;
  }
}
