package io.consentledger.ledger.state;

import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.model.Acknowledge;
import io.consentledger.ledger.model.AuditChallenge;
import io.consentledger.ledger.model.CataloguePayload;
import io.consentledger.ledger.model.ControllerPayload;
import io.consentledger.ledger.model.DataErased;
import io.consentledger.ledger.model.DecideConsent;
import io.consentledger.ledger.model.DeclareProcess;
import io.consentledger.ledger.model.ErasureCertificate;
import io.consentledger.ledger.model.FactPayload;
import io.consentledger.ledger.model.InvalidateConsent;
import io.consentledger.ledger.model.LegalHold;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.model.OpenRequest;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.PublishHolidays;
import io.consentledger.ledger.model.PublishNotice;
import io.consentledger.ledger.model.RequestConsent;
import io.consentledger.ledger.model.RequestStatus;
import io.consentledger.ledger.model.RevokeConsent;
import io.consentledger.ledger.model.RevokeKey;
import io.consentledger.ledger.model.RotateKey;
import io.consentledger.ledger.model.SetPreference;
import io.consentledger.ledger.model.SubjectPayload;
import io.consentledger.ledger.model.Vocabulary;
import io.consentledger.ledger.model.WithdrawConsent;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.TxId;
import io.consentledger.ledger.verify.VerifiedTransaction;
import java.util.List;
import java.util.Optional;

/**
 * The rules at commit. Pure and total: the outcome is a function of the genesis file, the state,
 * the block and the transaction, the same on every node, and no transaction makes it throw.
 * Expressions of will that break a rule are rejected; facts are recorded, with findings. Stateless,
 * for any thread; the overlay belongs to one.
 */
public final class Rules {
  private final Genesis genesis;

  /**
   * @throws IllegalArgumentException where the network's vocabulary is not the one of this build
   */
  public Rules(Genesis genesis) {
    if (!genesis.vocabulary().sha256().equals(Vocabulary.shipped().sha256())) {
      throw new IllegalArgumentException(
          "the genesis file names another vocabulary than this build ships: "
              + Vocabulary.NAME
              + " "
              + Vocabulary.VERSION
              + " "
              + Vocabulary.shipped().sha256());
    }
    this.genesis = genesis;
  }

  /** The key that a payload registers when it is recorded. */
  public static Optional<VerifyingKey> newKey(Payload payload) {
    if (payload instanceof OpenRelationship open) {
      return Optional.of(open.subjectKey());
    }
    return payload instanceof RotateKey rotation
        ? Optional.of(rotation.newKey())
        : Optional.empty();
  }

  /**
   * Applies a transaction whose signature holds. Whether it is a duplicate, expired or out of
   * sequence is not looked at here.
   *
   * @param overlay changed where the outcome is {@link Outcome.Recorded}, else left as it was
   */
  public Outcome apply(StateOverlay overlay, BlockContext block, VerifiedTransaction transaction) {
    Statement statement = transaction.transaction().statement();
    return apply(
        overlay, block, transaction.transaction().id(), statement.keyId(), transaction.payload());
  }

  /** The same for a transaction whose signature somebody checked in another way. */
  public Outcome apply(
      StateOverlay overlay, BlockContext block, TxId txId, KeyId signer, Payload payload) {
    StateOverlay upper = new StateOverlay(overlay);
    Step step = new Step(genesis, upper, block, txId, signer);
    try {
      step.requireLiveSigner();
      List<Finding> findings = dispatch(step, payload);
      overlay.absorb(upper);
      return new Outcome.Recorded(findings);
    } catch (Refusal refused) {
      return refused.outcome();
    }
  }

  private static List<Finding> dispatch(Step step, Payload payload) throws Refusal {
    if (payload instanceof ControllerPayload controlled) {
      step.requireController(controlled.controllerId());
      return ofController(step, controlled);
    }
    if (payload instanceof RevokeKey revocation) {
      KeyRules.revoke(step, revocation);
      return List.of();
    }
    if (payload instanceof PublishHolidays list) {
      Holidays.publish(step, list);
      return List.of();
    }
    if (payload instanceof AuditChallenge) {
      // Whoever may sign at all may challenge; it changes nothing but the ledger itself.
      return List.of();
    }
    throw new AssertionError("no rule for " + payload.kind());
  }

  private static List<Finding> ofController(Step step, ControllerPayload payload) throws Refusal {
    if (payload instanceof CataloguePayload catalogue) {
      catalogue(step, catalogue);
      return List.of();
    }
    if (payload instanceof OpenRelationship open) {
      RelationshipRules.open(step, open);
      return List.of();
    }
    if (payload instanceof SubjectPayload about) {
      step.requireRelationship(about);
      return aboutSubject(step, about);
    }
    throw new AssertionError("no rule for " + payload.kind());
  }

  private static void catalogue(Step step, CataloguePayload payload) throws Refusal {
    step.requireSignedByController(payload.controllerId());
    if (payload instanceof PublishNotice notice) {
      CatalogueRules.publish(step, notice);
    } else if (payload instanceof DeclareProcess process) {
      CatalogueRules.declare(step, process);
    } else {
      throw new AssertionError("no rule for " + payload.kind());
    }
  }

  private static List<Finding> aboutSubject(Step step, SubjectPayload payload) throws Refusal {
    if (payload instanceof Acknowledge acknowledgement) {
      return RecallRules.acknowledge(step, acknowledgement);
    }
    if (payload instanceof RotateKey rotation) {
      RelationshipRules.rotate(step, rotation);
    } else if (payload instanceof RequestConsent request) {
      ConsentRules.request(step, request);
    } else if (payload instanceof DecideConsent decision) {
      ConsentRules.decide(step, decision);
    } else if (payload instanceof WithdrawConsent withdrawal) {
      ConsentRules.withdraw(step, withdrawal);
    } else if (payload instanceof RevokeConsent revocation) {
      ConsentRules.revoke(step, revocation);
    } else if (payload instanceof InvalidateConsent finding) {
      ConsentRules.invalidate(step, finding);
    } else if (payload instanceof SetPreference preference) {
      PreferenceRules.set(step, preference);
    } else if (payload instanceof LegalHold hold) {
      ErasureRules.hold(step, hold);
    } else if (payload instanceof ErasureCertificate certificate) {
      return ErasureRules.certify(step, certificate);
    } else if (payload instanceof OpenRequest request) {
      RequestRules.open(step, request);
    } else if (payload instanceof RequestStatus status) {
      return RequestRules.status(step, status);
    } else if (payload instanceof DataErased erased) {
      return FactRules.erased(step, erased);
    } else if (payload instanceof FactPayload fact) {
      return FactRules.done(step, fact);
    } else {
      throw new AssertionError("no rule for " + payload.kind());
    }
    return List.of();
  }
}
