package io.consentledger.cli.instruction;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.home.Parties;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.RevocationReason;
import io.consentledger.ledger.model.RevokeKey;
import io.consentledger.ledger.model.RotateKey;
import io.consentledger.ledger.model.Salt;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Turns instructions into signed transactions, with the keys of a home. Not safe for use by several
 * threads.
 */
public final class InstructionSigner {
  private static final SubjectRef PLACEHOLDER = new SubjectRef(Digest.ZERO);

  private final Parties parties;
  private final Keys keys;
  private final PayloadWriter payloads;
  private final InstantSource clock;
  private final SecureRandom random;

  public InstructionSigner(
      Parties parties, Keys keys, Catalogue catalogue, InstantSource clock, SecureRandom random) {
    this.parties = parties;
    this.keys = keys;
    this.payloads = new PayloadWriter(parties, catalogue, clock);
    this.clock = clock;
    this.random = random;
  }

  /**
   * Checks all that can be checked without a wallet's key: names, terms, codes, ranges, and that
   * the organisation's key is at hand.
   *
   * @throws InstructionException where the instruction can't become a transaction
   */
  public void check(Instruction what) throws CliException, InstructionException {
    signerName(what);
    if (what.verb() == Verb.OPEN) {
      assurance(what);
      parties.key(what.organisation());
      return;
    }
    if (what.verb() == Verb.REVOKE_KEY) {
      reason(what);
      return;
    }
    if (what.verb() == Verb.ROTATE_KEY) {
      return;
    }
    try {
      payloads.write(what, Salt.random(random), PLACEHOLDER);
    } catch (IllegalArgumentException e) {
      throw invalid(e);
    }
    String signer = signerName(what);
    if (!signer.isEmpty()) {
      parties.key(signer);
    }
  }

  /**
   * Signs.
   *
   * @param validity how long the transaction stays acceptable from now on
   */
  public Transaction sign(Instruction what, Duration validity)
      throws CliException, InstructionException {
    try {
      Salt salt = Salt.random(random);
      if (what.verb() == Verb.OPEN) {
        return seal(opening(what, salt), parties.key(what.organisation()), validity);
      }
      if (what.verb() == Verb.REVOKE_KEY) {
        return seal(revocation(what, salt), signer(what), validity);
      }
      if (what.verb() == Verb.ROTATE_KEY) {
        return seal(rotation(what, salt), signer(what), validity);
      }
      SubjectRef subject = what.verb().isAboutCustomer() ? subject(what) : PLACEHOLDER;
      Payload payload =
          what.verb() == Verb.DELEGATE
              ? payloads.delegation(
                  what, salt, parties.idOf(what.organisation()), subject, person(what, subject))
              : payloads.write(what, salt, subject);
      return seal(payload, signer(what), validity);
    } catch (IllegalArgumentException e) {
      throw invalid(e);
    }
  }

  /** Takes note of a transaction of this instruction that was recorded: a new key counts now. */
  public void recorded(Instruction what, Transaction transaction) throws CliException {
    if (what.verb() != Verb.ROTATE_KEY) {
      return;
    }
    try {
      RotateKey rotation =
          (RotateKey) Payload.parse(Kind.ROTATE_KEY, CanonicalJson.parse(transaction.payload()));
      keys.rotated(what.text(Field.WALLET), rotation.controllerId(), rotation.newKey());
    } catch (TransactionException e) {
      throw new AssertionError("a payload of our own is canonical", e);
    }
  }

  private Transaction seal(Payload payload, SigningKey key, Duration validity) {
    return Transaction.sign(
        parties.networkId(),
        payload.kind(),
        payload.stream(parties.networkId()),
        Statement.ANY_SEQ,
        clock.instant().plus(validity).toEpochMilli(),
        CanonicalJson.encode(payload.toJson()),
        key);
  }

  private Payload opening(Instruction what, Salt salt) throws CliException, InstructionException {
    PartyId controller = parties.idOf(what.organisation());
    Keys.Relationship relationship = keys.of(what.text(Field.WALLET), controller);
    return OpenRelationship.prove(
        parties.networkId(), salt, controller, relationship.key(), assurance(what));
  }

  private Payload revocation(Instruction what, Salt salt)
      throws CliException, InstructionException {
    return new RevokeKey(salt, signer(what).verifyingKey().id(), reason(what));
  }

  private static Assurance assurance(Instruction what) throws InstructionException {
    return what.codeOr(Assurance.SUBJECT_HELD, Field.ASSURANCE);
  }

  private static RevocationReason reason(Instruction what) throws InstructionException {
    return what.code(RevocationReason.class, Field.REASON);
  }

  // The key of the person whom the instruction names as the delegate.
  private Optional<SigningKey> person(Instruction what, SubjectRef subject) throws CliException {
    return what.has(Field.DELEGATE)
        ? Optional.of(keys.ofDelegate(what.text(Field.DELEGATE), subject))
        : Optional.empty();
  }

  private Payload rotation(Instruction what, Salt salt) throws CliException {
    PartyId controller = parties.idOf(what.organisation());
    Keys.Relationship current = keys.of(what.text(Field.WALLET), controller);
    Keys.Relationship next = keys.at(what.text(Field.WALLET), controller, current.epoch() + 1);
    return RotateKey.prove(parties.networkId(), salt, controller, current.subjectRef(), next.key());
  }

  private SubjectRef subject(Instruction what) throws CliException {
    return what.has(Field.SUBJECT)
        ? SubjectRef.fromHex(what.text(Field.SUBJECT))
        : keys.of(what.text(Field.WALLET), parties.idOf(what.organisation())).subjectRef();
  }

  private SigningKey signer(Instruction what) throws CliException, InstructionException {
    if (what.verb() != Verb.DELEGATE && what.has(Field.DELEGATE)) {
      return keys.ofDelegate(what.text(Field.DELEGATE), subject(what));
    }
    String name = signerName(what);
    return name.isEmpty()
        ? keys.of(what.text(Field.WALLET), parties.idOf(what.organisation())).key()
        : parties.key(name);
  }

  // The organisation that signs; empty where the customer does.
  private String signerName(Instruction what) throws CliException, InstructionException {
    if (what.has(Field.BY)) {
      String by = what.text(Field.BY);
      parties.named(by);
      return by;
    }
    return switch (what.verb().author()) {
      case PARTY, CONTROLLER -> {
        parties.named(what.organisation());
        yield what.organisation();
      }
      case WALLET, CUSTOMER, ANYBODY -> {
        parties.named(what.organisation());
        yield "";
      }
    };
  }

  private static InstructionException invalid(IllegalArgumentException e) {
    return new InstructionException("payload-invalid", String.valueOf(e.getMessage()));
  }
}
