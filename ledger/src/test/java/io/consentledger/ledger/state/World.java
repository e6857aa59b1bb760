package io.consentledger.ledger.state;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.SecretBytes;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.GenesisBuilder;
import io.consentledger.ledger.genesis.GenesisException;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.genesis.Role;
import io.consentledger.ledger.genesis.ValidatorNode;
import io.consentledger.ledger.model.Acknowledge;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.AuditChallenge;
import io.consentledger.ledger.model.DataCollected;
import io.consentledger.ledger.model.DataDisclosed;
import io.consentledger.ledger.model.DataErased;
import io.consentledger.ledger.model.DataReceived;
import io.consentledger.ledger.model.DataUsed;
import io.consentledger.ledger.model.DecideConsent;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.DeclareProcess;
import io.consentledger.ledger.model.Delegate;
import io.consentledger.ledger.model.DelegationCapacity;
import io.consentledger.ledger.model.DelegationScope;
import io.consentledger.ledger.model.Destroyed;
import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.ErasureCertificate;
import io.consentledger.ledger.model.HoldAction;
import io.consentledger.ledger.model.HoldGround;
import io.consentledger.ledger.model.HolidayCalendar;
import io.consentledger.ledger.model.InvalidateConsent;
import io.consentledger.ledger.model.InvalidationGround;
import io.consentledger.ledger.model.LegalHold;
import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.model.OpenRequest;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.PreferenceSource;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.ProcessFlag;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.PublishHolidays;
import io.consentledger.ledger.model.PublishNotice;
import io.consentledger.ledger.model.Regime;
import io.consentledger.ledger.model.RequestConsent;
import io.consentledger.ledger.model.RequestReason;
import io.consentledger.ledger.model.RequestRight;
import io.consentledger.ledger.model.RequestStatus;
import io.consentledger.ledger.model.RequestStatusCode;
import io.consentledger.ledger.model.Residue;
import io.consentledger.ledger.model.RevocationGround;
import io.consentledger.ledger.model.RevocationReason;
import io.consentledger.ledger.model.RevokeConsent;
import io.consentledger.ledger.model.RevokeDelegation;
import io.consentledger.ledger.model.RevokeKey;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.model.RotateKey;
import io.consentledger.ledger.model.Salt;
import io.consentledger.ledger.model.SetPreference;
import io.consentledger.ledger.model.Vocabulary;
import io.consentledger.ledger.model.WithdrawConsent;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A small network to try rules on: retailer and bank are controllers, broker receives, regulator
 * watches; alice is a customer of the retailer. Every transaction is a block of its own.
 */
public final class World {
  public static final long START_MS = 1_767_600_000_000L; // Monday 2026-01-05, 08:00 UTC
  public static final NoticeRef NOTICE = new NoticeRef("privacy", 1);
  public static final ProcessRef LOYALTY = new ProcessRef("loyalty", 1);
  public static final ProcessRef SALE = new ProcessRef("data-sale", 1);
  public static final ProcessRef ORDERS = new ProcessRef("orders", 1);
  public static final Salt SALT = new Salt(Bytes.fromHex("000102030405060708090a0b0c0d0e0f"));

  private static final Map<String, SigningKey> KEYS = new ConcurrentHashMap<>();

  public final Genesis genesis;
  public final Rules rules;
  public final PartyId retailer = party("retailer");
  public final PartyId bank = party("bank");
  public final PartyId broker = party("broker");
  public final PartyId regulator = party("regulator");
  public final SigningKey aliceKey;
  public final SubjectRef alice;
  public final KeyId retailerSigner = key("retailer").verifyingKey().id();
  public final KeyId brokerSigner = key("broker").verifyingKey().id();
  public final KeyId regulatorSigner = key("regulator").verifyingKey().id();
  public final KeyId aliceSigner;
  public StateOverlay state = new StateOverlay(new TreeMap<Bytes, Bytes>()::get);
  public long timeMs = START_MS;
  private long height;

  public World() {
    this("alice");
  }

  /** With another customer in alice's place: the same network, and words about somebody else. */
  public World(String customer) {
    genesis = genesis();
    rules = new Rules(genesis);
    aliceKey = key(customer);
    aliceSigner = aliceKey.verifyingKey().id();
    alice = SubjectRef.of(genesis.networkId(), retailer, aliceKey.verifyingKey());
  }

  /** With the retailer's notice and three processes, and alice's relationship open. */
  public static World furnished() {
    World world = new World();
    world.recorded(world.notice(NOTICE), world.retailerSigner);
    world.recorded(
        world.process(LOYALTY, "Consent", List.of("Preference", "Purchase"), List.of("broker")),
        world.retailerSigner);
    world.recorded(
        world.process(SALE, "Consent", List.of("AgeRange"), List.of("broker"), ProcessFlag.SALE),
        world.retailerSigner);
    world.recorded(
        world.process(ORDERS, "Contract", List.of("Name", "Purchase"), List.of("broker")),
        world.retailerSigner);
    world.recorded(world.open(), world.retailerSigner);
    return world;
  }

  public static SigningKey key(String seed) {
    return KEYS.computeIfAbsent(seed, World::newKey);
  }

  private static SigningKey newKey(String seed) {
    byte[] secret = Digest.of(Bytes.utf8("test key " + seed)).bytes().toArray();
    return SigningKey.fromSecret(Algorithm.ED25519, SecretBytes.owning(secret));
  }

  public static PartyId party(String name) {
    return PartyId.of(key(name).verifyingKey().id());
  }

  /** Applies in a new block. */
  public Outcome apply(Payload payload, KeyId signer) {
    height++;
    return rules.apply(state, block(), txId(height), signer, payload);
  }

  public BlockContext block() {
    return new BlockContext(height, timeMs);
  }

  public static TxId txId(long number) {
    return new TxId(
        Digest.of(Bytes.owning(Long.toString(number).getBytes(StandardCharsets.US_ASCII))));
  }

  /** The id of the newest transaction. */
  public TxId newestTxId() {
    return txId(height);
  }

  /** The findings of what must be recorded. */
  public List<Finding> recorded(Payload payload, KeyId signer) {
    Outcome outcome = apply(payload, signer);
    if (outcome instanceof Outcome.Recorded recorded) {
      return recorded.findings();
    }
    throw new AssertionError("rejected: " + outcome);
  }

  /** The code of what must be rejected, with nothing changed. */
  public String rejected(Payload payload, KeyId signer) {
    var before = new TreeMap<>(state.changes());
    Outcome outcome = apply(payload, signer);
    if (!before.equals(state.changes())) {
      throw new AssertionError("a rejected transaction changed the state");
    }
    if (outcome instanceof Outcome.Rejected rejected) {
      return rejected.code();
    }
    throw new AssertionError("recorded: " + outcome);
  }

  public void advanceDays(int days) {
    timeMs += days * Limits.DAY_MS;
  }

  public PublishNotice notice(NoticeRef ref) {
    return new PublishNotice(
        SALT,
        retailer,
        ref.id(),
        ref.version(),
        List.of("en", "fr"),
        "https://retailer.example/privacy/" + ref.version(),
        Digest.of(Bytes.utf8(ref.toString())));
  }

  public DeclareProcess process(
      ProcessRef ref,
      String legalBasis,
      List<String> dataCategories,
      List<String> recipients,
      ProcessFlag... flags) {
    return new DeclareProcess(
        SALT,
        retailer,
        ref.id(),
        ref.version(),
        NOTICE,
        List.of("ServiceProvision"),
        legalBasis,
        dataCategories,
        recipients,
        List.of("FR"),
        365,
        "FR",
        List.of(flags));
  }

  public OpenRelationship open() {
    return OpenRelationship.prove(
        genesis.networkId(), SALT, retailer, aliceKey, Assurance.SUBJECT_HELD);
  }

  public Delegate delegate(String agent, long untilMs, DelegationScope... scope) {
    return Delegate.toOrganisation(
        SALT, retailer, alice, DelegationCapacity.AGENT, agent, List.of(scope), untilMs);
  }

  public Delegate delegate(SigningKey person, long untilMs, DelegationScope... scope) {
    return Delegate.toPerson(
        genesis.networkId(),
        SALT,
        retailer,
        alice,
        DelegationCapacity.GUARDIAN,
        person,
        List.of(scope),
        untilMs);
  }

  public RevokeDelegation revokeDelegation(TxId delegation) {
    return new RevokeDelegation(SALT, retailer, alice, delegation);
  }

  public RequestConsent request(ProcessRef process) {
    return new RequestConsent(SALT, retailer, alice, process, NOTICE);
  }

  public DecideConsent grant(ProcessRef process, String... dataCategories) {
    return grant(process, timeMs + 365 * Limits.DAY_MS, dataCategories);
  }

  public DecideConsent grant(ProcessRef process, long validUntilMs, String... dataCategories) {
    return grantFor(List.of(), process, validUntilMs, dataCategories);
  }

  /** A grant for some of the recipients that a process declares; an empty list is for all. */
  public DecideConsent grantFor(
      List<String> recipients, ProcessRef process, long validUntilMs, String... dataCategories) {
    return new DecideConsent(
        SALT,
        retailer,
        alice,
        DecisionCode.GIVEN,
        process,
        NOTICE,
        "en",
        List.of(dataCategories),
        validUntilMs,
        recipients,
        null);
  }

  public DecideConsent notGiven(DecisionCode decision, ProcessRef process) {
    return DecideConsent.notGiven(SALT, retailer, alice, decision, process, NOTICE, "en");
  }

  public WithdrawConsent withdraw(ProcessRef process) {
    return new WithdrawConsent(SALT, retailer, alice, process.id());
  }

  public RevokeConsent revokeConsent(ProcessRef process) {
    return new RevokeConsent(
        SALT, retailer, alice, process.id(), RevocationGround.NOTICE_DEFECTIVE);
  }

  public InvalidateConsent invalidate(ProcessRef process) {
    return new InvalidateConsent(
        SALT, retailer, alice, process.id(), InvalidationGround.NOT_FREELY_GIVEN);
  }

  public SetPreference prefer(Right right, PreferenceValue value) {
    return new SetPreference(SALT, retailer, alice, right, value, PreferenceSource.FORM);
  }

  public DataCollected collected(ProcessRef process, String... dataCategories) {
    return new DataCollected(SALT, retailer, alice, process, List.of(dataCategories), null);
  }

  public DataUsed used(ProcessRef process, String... dataCategories) {
    return new DataUsed(SALT, retailer, alice, process, List.of(dataCategories), null);
  }

  public DataDisclosed disclosed(
      ProcessRef process, String recipient, Disclosure disclosure, String... dataCategories) {
    return new DataDisclosed(
        SALT, retailer, alice, process, List.of(dataCategories), recipient, disclosure, null);
  }

  public DataReceived received(ProcessRef process, String source, String... dataCategories) {
    return new DataReceived(SALT, retailer, alice, process, List.of(dataCategories), source, null);
  }

  public OpenRequest ask(Regime regime, RequestRight right) {
    return new OpenRequest(SALT, retailer, alice, regime, right);
  }

  public RequestStatus status(TxId request, RequestStatusCode status) {
    RequestReason reason =
        switch (status) {
          case EXTENDED -> RequestReason.COMPLEX;
          case DENIED -> RequestReason.NOT_VERIFIED;
          default -> null;
        };
    return new RequestStatus(SALT, retailer, alice, request, status, reason);
  }

  public PublishHolidays holidays(int year, int version, String... days) {
    return new PublishHolidays(
        SALT, regulator, HolidayCalendar.US_CA, year, version, List.of(days));
  }

  public AuditChallenge challenge(String nonce) {
    return new AuditChallenge(SALT, Digest.of(Bytes.utf8(nonce)));
  }

  public Acknowledge acknowledge(TxId txId) {
    return new Acknowledge(SALT, retailer, alice, txId);
  }

  public RevokeKey revoke(KeyId key) {
    return new RevokeKey(SALT, key, RevocationReason.COMPROMISED);
  }

  public RotateKey rotate(SigningKey next) {
    return RotateKey.prove(genesis.networkId(), SALT, retailer, alice, next);
  }

  public DataErased erased(ProcessRef process, String... dataCategories) {
    return new DataErased(SALT, retailer, alice, process, List.of(dataCategories));
  }

  /** Over everything where no process is named. */
  public LegalHold hold(HoldAction action, @Nullable ProcessRef process) {
    String processId = process == null ? null : process.id();
    return new LegalHold(SALT, retailer, alice, processId, action, HoldGround.LEGAL_CLAIM);
  }

  /** Of everything where no process is named. */
  public ErasureCertificate certificate(ProcessRef... processes) {
    return new ErasureCertificate(
        SALT,
        retailer,
        alice,
        Arrays.stream(processes).map(ProcessRef::id).toList(),
        List.of(Destroyed.KEYS, Destroyed.DATA),
        Residue.LEDGER_ENTRIES,
        null);
  }

  private static Genesis genesis() {
    Vocabulary shipped = Vocabulary.shipped();
    GenesisBuilder builder =
        new GenesisBuilder(
            "trial",
            START_MS,
            new io.consentledger.ledger.genesis.Vocabulary(
                Vocabulary.NAME, Vocabulary.VERSION, shipped.sha256()));
    builder.organisation(organisation("retailer", Role.CONTROLLER));
    builder.organisation(organisation("bank", Role.CONTROLLER));
    builder.organisation(organisation("broker", Role.RECIPIENT));
    builder.organisation(organisation("regulator", Role.AUTHORITY));
    builder.organisation(organisation("agency", Role.AGENT));
    try {
      return builder.build();
    } catch (GenesisException refused) {
      throw new AssertionError(refused);
    }
  }

  private static Organisation organisation(String name, Role role) {
    return new Organisation(
        name,
        name,
        List.of(role),
        "FR",
        key(name).verifyingKey(),
        Bytes.fromHex("3000aabbcc"),
        Optional.of(new ValidatorNode(name + "-1", key(name + " node").verifyingKey())));
  }
}
