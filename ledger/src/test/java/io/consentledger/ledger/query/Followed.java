package io.consentledger.ledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.model.Acknowledge;
import io.consentledger.ledger.model.DecideConsent;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.Delegate;
import io.consentledger.ledger.model.DelegationScope;
import io.consentledger.ledger.model.FactPayload;
import io.consentledger.ledger.model.InvalidateConsent;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.model.OpenRequest;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.RequestStatus;
import io.consentledger.ledger.model.RequestStatusCode;
import io.consentledger.ledger.model.RevokeConsent;
import io.consentledger.ledger.model.RevokeDelegation;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.model.RotateKey;
import io.consentledger.ledger.model.SetPreference;
import io.consentledger.ledger.model.WithdrawConsent;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.TxId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What somebody expects who reads one customer's records and knows nothing of the rules' code:
 * which consents ended, what was opted out of, whose signature counts.
 */
final class Followed {
  private final Genesis genesis;
  private final PartyId controller;
  private final Map<KeyId, Mandate> mandates = new HashMap<>();
  private final Set<String> ended = new TreeSet<>();
  private final Set<Right> optedOut = EnumSet.noneOf(Right.class);
  private @Nullable KeyId current;

  private record Mandate(TxId txId, List<DelegationScope> scope, long untilMs) {}

  Followed(Genesis genesis, PartyId controller) {
    this.genesis = genesis;
    this.controller = controller;
  }

  /** Whether a consent to this process was ended, and none given since. */
  boolean hasEnded(String processId) {
    return ended.contains(processId);
  }

  boolean hasOptedOut(Right right) {
    return optedOut.contains(right);
  }

  /** Takes in a record about this customer; fails where its signer had no say in it. */
  void recorded(Payload payload, KeyId signer, TxId txId, long timeMs) {
    if (payload instanceof OpenRelationship open) {
      current = open.subjectKey().id();
    } else if (payload instanceof RotateKey rotation) {
      assertThat(signer).isEqualTo(current);
      current = rotation.newKey().id();
    } else if (payload instanceof Delegate delegate) {
      assertThat(signer).isEqualTo(current);
      mandates.put(delegateKey(delegate), new Mandate(txId, delegate.scope(), delegate.untilMs()));
    } else if (payload instanceof RevokeDelegation revocation) {
      mandates.values().removeIf(mandate -> mandate.txId().equals(revocation.delegation()));
    } else if (payload instanceof FactPayload || payload instanceof Acknowledge) {
      assertThat(genesis.organisation(PartyId.of(signer))).as("an organisation").isPresent();
    } else {
      decided(payload, signer, timeMs);
    }
  }

  private void decided(Payload payload, KeyId signer, long timeMs) {
    if (payload instanceof DecideConsent decision) {
      requireSay(signer, timeMs, false, DelegationScope.DECIDE);
      if (decision.decision() == DecisionCode.GIVEN) {
        ended.remove(decision.process().id());
      } else if (decision.decision() == DecisionCode.REFUSED) {
        ended.add(decision.process().id());
      }
    } else if (payload instanceof WithdrawConsent withdrawal) {
      requireSay(signer, timeMs, true, DelegationScope.WITHDRAW, DelegationScope.DECIDE);
      ended.add(withdrawal.processId());
    } else if (payload instanceof RevokeConsent revocation) {
      ended.add(revocation.processId());
    } else if (payload instanceof InvalidateConsent finding) {
      ended.add(finding.processId());
    } else if (payload instanceof SetPreference preference) {
      boolean out = preference.value() == PreferenceValue.OPTED_OUT;
      requireSay(signer, timeMs, out, DelegationScope.PREFERENCE);
      if (out) {
        optedOut.add(preference.right());
      } else {
        optedOut.remove(preference.right());
      }
    } else if (payload instanceof OpenRequest) {
      requireSay(signer, timeMs, true, DelegationScope.REQUEST);
    } else if (payload instanceof RequestStatus said) {
      if (said.status() == RequestStatusCode.CANCELLED) {
        requireSay(signer, timeMs, false, DelegationScope.REQUEST);
      } else {
        assertThat(PartyId.of(signer)).isEqualTo(controller);
      }
    }
  }

  /**
   * The customer, a delegate with one of the scopes until its end, or where it may the retailer.
   */
  private void requireSay(
      KeyId signer, long timeMs, boolean controllerToo, DelegationScope... scopes) {
    Mandate mandate = mandates.get(signer);
    boolean delegated =
        mandate != null
            && timeMs < mandate.untilMs()
            && List.of(scopes).stream().anyMatch(mandate.scope()::contains);
    boolean relayed = controllerToo && PartyId.of(signer).equals(controller);
    assertThat(signer.equals(current) || delegated || relayed).as("who signed").isTrue();
  }

  private KeyId delegateKey(Delegate delegate) {
    return delegate.agentKey() != null
        ? delegate.agentKey().id()
        : genesis
            .organisation(Objects.requireNonNull(delegate.agent()))
            .orElseThrow()
            .signingKey()
            .id();
  }
}
