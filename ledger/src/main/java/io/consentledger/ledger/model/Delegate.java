package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Domain;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TransactionException;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets somebody act for a customer with one controller. The delegate is an organisation, or a
 * person by a key that serves for this only and has signed that it does.
 *
 * @param agent an organisation's name; null where it is a person
 * @param agentKey the person's key; null where it is an organisation
 * @param possession that key's signature over the network, the controller and the pseudonym
 * @param scope in the order of their names, at least one
 * @param untilMs exclusive end, UTC ms
 */
public record Delegate(
    Salt salt,
    PartyId controllerId,
    SubjectRef subjectRef,
    DelegationCapacity capacity,
    @Nullable String agent,
    @Nullable VerifyingKey agentKey,
    @Nullable Signature possession,
    List<DelegationScope> scope,
    long untilMs)
    implements SubjectPayload {
  public Delegate {
    if (agent != null) {
      Shape.PARTY_NAME.require("agent", agent);
    }
    if (agentKey != null && possession != null) {
      if (possession.bytes().size() != agentKey.algorithm().signatureSizeBytes()) {
        throw new InvalidFieldException("possession", "has the wrong length for this key");
      }
    }
    if ((agent == null) == (agentKey == null) || (agentKey == null) != (possession == null)) {
      throw new InvalidFieldException("agent", "is one organisation, or one key with its proof");
    }
    Shape.requireCount("scope", scope.size(), 1, DelegationScope.values().length);
    scope = List.copyOf(EnumSet.copyOf(scope));
    Shape.requireRange("untilMs", untilMs, 1, Limits.INTEGER_MAX);
  }

  /** To an organisation. */
  public static Delegate toOrganisation(
      Salt salt,
      PartyId controllerId,
      SubjectRef subjectRef,
      DelegationCapacity capacity,
      String agent,
      List<DelegationScope> scope,
      long untilMs) {
    return new Delegate(
        salt, controllerId, subjectRef, capacity, agent, null, null, scope, untilMs);
  }

  /** To a person, whose key signs that it serves here. */
  public static Delegate toPerson(
      NetworkId network,
      Salt salt,
      PartyId controllerId,
      SubjectRef subjectRef,
      DelegationCapacity capacity,
      SigningKey agentKey,
      List<DelegationScope> scope,
      long untilMs) {
    return toPerson(
        salt,
        controllerId,
        subjectRef,
        capacity,
        agentKey.verifyingKey(),
        prove(network, controllerId, subjectRef, agentKey),
        scope,
        untilMs);
  }

  /** To a person whose key isn't here: what they handed over, not verified yet. */
  public static Delegate toPerson(
      Salt salt,
      PartyId controllerId,
      SubjectRef subjectRef,
      DelegationCapacity capacity,
      VerifyingKey agentKey,
      Signature possession,
      List<DelegationScope> scope,
      long untilMs) {
    return new Delegate(
        salt, controllerId, subjectRef, capacity, null, agentKey, possession, scope, untilMs);
  }

  /** What a person's key signs so that a customer can name it. */
  public static Signature prove(
      NetworkId network, PartyId controllerId, SubjectRef subjectRef, SigningKey agentKey) {
    return agentKey.sign(possession(network, controllerId, subjectRef));
  }

  @Override
  public Kind kind() {
    return Kind.DELEGATE;
  }

  @Override
  public void verifyInside(NetworkId network) throws TransactionException {
    if (agentKey == null || possession == null) {
      return;
    }
    try {
      agentKey.verify(possession(network, controllerId, subjectRef), possession);
    } catch (CryptoException refused) {
      throw new TransactionException(
          "possession-invalid", "possession: the delegate's key did not sign this delegation");
    }
  }

  @Override
  public ObjectNode toJson() {
    Json json = Json.subject(this).code("capacity", capacity);
    if (agent != null) {
      json.text("agent", agent);
    }
    if (agentKey != null && possession != null) {
      json.object("agentKey", Possession.json(agentKey))
          .text("possession", possession.bytes().toHex());
    }
    List<String> scopes = scope.stream().map(Enum::name).sorted().toList();
    return json.texts("scope", scopes).integer("untilMs", untilMs).done();
  }

  private static Bytes possession(NetworkId network, PartyId controllerId, SubjectRef ref) {
    return Domain.DELEGATE.message(
        network.digest().bytes(), controllerId.digest().bytes(), ref.digest().bytes());
  }
}
