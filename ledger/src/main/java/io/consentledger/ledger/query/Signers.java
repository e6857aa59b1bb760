package io.consentledger.ledger.query;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.genesis.Role;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.DelegationCapacity;
import io.consentledger.ledger.state.Delegation;
import io.consentledger.ledger.state.Relationship;
import io.consentledger.ledger.state.StateView;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Tells who signed the records of one stream. For one thread. */
public final class Signers {
  /** What a delegate may sign in the customer's place. */
  private static final Set<Kind> DELEGABLE =
      EnumSet.of(
          Kind.DECIDE_CONSENT,
          Kind.WITHDRAW_CONSENT,
          Kind.SET_PREFERENCE,
          Kind.OPEN_REQUEST,
          Kind.REQUEST_STATUS,
          Kind.REVOKE_DELEGATION);

  private final Genesis genesis;
  private final StateView state;
  private final Optional<SubjectRef> subject;
  private final Optional<Relationship> relationship;

  /**
   * @param subject whose stream it is; empty for an organisation's
   */
  public Signers(Genesis genesis, StateView state, Optional<SubjectRef> subject) {
    this.genesis = genesis;
    this.state = state;
    this.subject = subject;
    this.relationship = subject.flatMap(reference -> Relationship.find(state, reference));
  }

  /** The signer of a record that the rules accepted. */
  public Signer of(Kind kind, KeyId key) {
    Optional<Organisation> party = genesis.organisation(PartyId.of(key));
    Optional<Assurance> assurance = relationship.map(Relationship::assurance);
    Optional<DelegationCapacity> capacity =
        DELEGABLE.contains(kind) ? delegatedTo(key) : Optional.empty();
    if (capacity.isPresent()) {
      SignerRole role =
          switch (capacity.get()) {
            case AGENT -> SignerRole.AGENT;
            case GUARDIAN -> SignerRole.GUARDIAN;
          };
      return new Signer(key, role, party, assurance.map(Assurance.AGENT_HELD::weaker));
    }
    SignerRole role = party.map(this::role).orElse(SignerRole.SUBJECT);
    return new Signer(key, role, party, assurance);
  }

  private Optional<DelegationCapacity> delegatedTo(KeyId key) {
    return subject
        .flatMap(reference -> Delegation.find(state, reference, key))
        .map(Delegation::capacity);
  }

  private SignerRole role(Organisation party) {
    boolean owns =
        relationship
            .map(it -> it.controller().equals(party.partyId()))
            .orElse(party.hasRole(Role.CONTROLLER));
    if (owns) {
      return SignerRole.CONTROLLER;
    }
    return party.hasRole(Role.AUTHORITY) ? SignerRole.AUTHORITY : SignerRole.RECIPIENT;
  }
}
