package io.consentledger.ledger.state;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.genesis.Role;
import io.consentledger.ledger.model.DelegationScope;
import io.consentledger.ledger.model.SubjectPayload;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.Optional;

/** One transaction being applied: where, by whom, and the checks that several kinds share. */
record Step(Genesis genesis, StateOverlay state, BlockContext block, TxId txId, KeyId signer) {
  /** The organisation whose key signed, where one's did. */
  Optional<Organisation> signingParty() {
    return genesis.organisation(PartyId.of(signer));
  }

  boolean isSignedBy(PartyId party) {
    return PartyId.of(signer).equals(party);
  }

  /** By the customer's own current key: neither an earlier one nor a delegate's. */
  boolean isSignedBySubject(SubjectRef subject) {
    return Relationship.find(state, subject).filter(it -> it.key().equals(signer)).isPresent();
  }

  /** For what nobody does in the customer's place. */
  void requireSignedByHolder(SubjectRef subject) throws Refusal {
    Refusal.when(
        !isSignedBySubject(subject),
        RejectionCode.SIGNER_NOT_SUBJECT,
        "only the customer's own key signs this");
  }

  /** An organisation's key, or a customer's that was neither revoked nor superseded. */
  void requireLiveSigner() throws Refusal {
    if (signingParty().isPresent()) {
      return;
    }
    Optional<RegisteredKey> key = RegisteredKey.find(state, signer);
    Refusal.when(
        key.isEmpty(),
        RejectionCode.SIGNER_UNKNOWN,
        "the signing key is neither an organisation's nor a customer's");
    Refusal.when(
        key.get().isRevoked(), RejectionCode.KEY_REVOKED, "the signing key was revoked before");
    Refusal.when(
        key.get().isSuperseded(),
        RejectionCode.KEY_SUPERSEDED,
        "a RotateKey put another key in the place of the signing key");
  }

  void requireSignedByParty(PartyId party) throws Refusal {
    Refusal.when(
        !isSignedBy(party),
        RejectionCode.SIGNER_NOT_AUTHORISED,
        "only the organisation itself signs this");
  }

  void requireController(PartyId controller) throws Refusal {
    Optional<Organisation> organisation = genesis.organisation(controller);
    Refusal.when(
        organisation.isEmpty(),
        RejectionCode.PARTY_UNKNOWN,
        "controllerId names no organisation of this network");
    Refusal.when(
        !organisation.get().hasRole(Role.CONTROLLER),
        RejectionCode.PARTY_NOT_CONTROLLER,
        organisation.get().name() + " is no controller");
  }

  void requireSignedByController(PartyId controller) throws Refusal {
    Refusal.when(
        !isSignedBy(controller),
        RejectionCode.SIGNER_NOT_CONTROLLER,
        "only the named controller signs this");
  }

  void requireSignedByControllerOrAuthority(PartyId controller) throws Refusal {
    Refusal.when(
        !isSignedBy(controller) && !isSignedByAuthority(),
        RejectionCode.SIGNER_NOT_AUTHORISED,
        "only the controller or an authority signs this");
  }

  private boolean isSignedByAuthority() {
    return signingParty().filter(party -> party.hasRole(Role.AUTHORITY)).isPresent();
  }

  void requireSignedByAuthority() throws Refusal {
    Refusal.when(
        !isSignedByAuthority(),
        RejectionCode.SIGNER_NOT_AUTHORITY,
        "only an organisation with the role AUTHORITY signs this");
  }

  /** The customer, or a delegate whom the customer let do this. */
  void requireSignedBySubject(SubjectRef subject, DelegationScope scope) throws Refusal {
    if (!isSignedBySubject(subject)) {
      requireDelegated(subject, scope, RejectionCode.SIGNER_NOT_SUBJECT);
    }
  }

  /** What protects a customer may be passed on by the controller too. */
  void requireSignedBySubjectOrController(SubjectPayload payload, DelegationScope scope)
      throws Refusal {
    if (!isSignedBySubject(payload.subjectRef()) && !isSignedBy(payload.controllerId())) {
      requireDelegated(payload.subjectRef(), scope, RejectionCode.SIGNER_NOT_AUTHORISED);
    }
  }

  private void requireDelegated(SubjectRef subject, DelegationScope scope, RejectionCode otherwise)
      throws Refusal {
    Optional<Delegation> delegation = Delegation.find(state, subject, signer);
    Refusal.when(
        delegation.isEmpty(), otherwise, "neither the customer nor whoever may do this signed");
    Refusal.when(
        !delegation.get().isLive(block.timeMs()),
        RejectionCode.DELEGATION_ENDED,
        "the delegation was revoked or its time is over");
    Refusal.when(
        !delegation.get().covers(scope),
        RejectionCode.DELEGATION_SCOPE,
        "the delegation doesn't cover " + scope);
  }

  void requireRelationship(SubjectPayload payload) throws Refusal {
    Optional<Relationship> open = Relationship.find(state, payload.subjectRef());
    Refusal.when(
        open.isEmpty(),
        RejectionCode.RELATIONSHIP_UNKNOWN,
        "no relationship was opened under this subjectRef");
    Refusal.when(
        !open.get().controller().equals(payload.controllerId()),
        RejectionCode.CONTROLLER_MISMATCH,
        "the relationship is with another controller");
  }
}
