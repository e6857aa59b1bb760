package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.FindingsChain;
import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.Recorded;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.state.RegisteredKey;
import io.consentledger.ledger.state.Relationship;
import io.consentledger.ledger.store.FindingsRow;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes evidence bundles from one moment of a ledger whose newest block is certified. Bounded work:
 * {@link Limits#BUILD_RECORDS_MAX}. For one thread, as long as the snapshot is open.
 */
public final class EvidenceBuilder {
  private final NetworkId network;
  private final Genesis genesis;
  private final LedgerSnapshot ledger;
  private final Certificate certificate;
  private final List<Bytes> timestamps;
  private final Parts parts;
  private final Header anchor;

  /**
   * @param certificate of the snapshot's newest block
   * @param timestamps of that block's header, perhaps none
   * @throws IllegalArgumentException where the certificate is of another block
   */
  public EvidenceBuilder(
      Genesis genesis, LedgerSnapshot ledger, Certificate certificate, List<Bytes> timestamps) {
    this.network = genesis.networkId();
    this.genesis = genesis;
    this.ledger = ledger;
    this.certificate = certificate;
    this.timestamps = List.copyOf(timestamps);
    if (!certificate.headerHash().equals(ledger.tip().headerHash())) {
      throw new IllegalArgumentException("the certificate is of another block than the newest");
    }
    this.parts = new Parts(ledger, ledger.tip().height());
    this.anchor = parts.anchor();
  }

  /**
   * The complete histories of these customers, also of those whom the ledger doesn't know.
   *
   * @throws UnprovableException {@code evidence-too-large}, {@code since-unknown} or {@code
   *     challenge-unknown}
   */
  public EvidenceBundle histories(HistoryRequest request) throws UnprovableException {
    return histories(request, Optional.empty());
  }

  private EvidenceBundle histories(HistoryRequest request, Optional<CheckQuery> check)
      throws UnprovableException {
    Optional<EarlierAnchor> since = since(request.sinceHeight());
    GatheredStreams streams = new GatheredStreams(ledger);
    Set<StreamId> claimed = new TreeSet<>();
    for (SubjectRef subject : request.subjects()) {
      claimed.add(StreamId.ofSubject(network, subject));
      streams.addComplete(StreamId.ofSubject(network, subject));
      Optional<Relationship> open = Relationship.find(ledger.state(), subject);
      if (open.isPresent()) {
        streams.addComplete(StreamId.ofParty(network, open.get().controller()));
      }
    }
    for (StreamId authority : StreamSet.ofAuthorities(genesis)) {
      streams.addComplete(authority);
    }
    if (request.challenge().isPresent()) {
      Recorded challenge = challenge(request.challenge().get(), Set.copyOf(request.subjects()));
      streams.addPart(StreamId.ofChallenge(network), List.of(challenge));
    }
    streams.addKeys();
    return bundle(new Claim.Histories(request.subjects(), check), since, streams, claimed);
  }

  /**
   * What the pages of a history of any size are held against: {@link PageBuilder} makes those.
   *
   * @param request about one customer
   * @throws UnprovableException {@code since-unknown} or {@code challenge-unknown}
   */
  public EvidenceBundle cover(HistoryRequest request) throws UnprovableException {
    Optional<EarlierAnchor> since = since(request.sinceHeight());
    StreamId claimed = StreamId.ofSubject(network, request.subjects().get(0));
    GatheredStreams streams = new GatheredStreams(ledger);
    for (StreamId stream :
        CoverStreams.of(genesis, ledger, request.subjects().get(0), anchor.height())) {
      streams.addEmpty(stream);
    }
    if (request.challenge().isPresent()) {
      Recorded challenge = challenge(request.challenge().get(), Set.copyOf(request.subjects()));
      streams.addPart(StreamId.ofChallenge(network), List.of(challenge));
    }
    return bundle(new Claim.Histories(request.subjects()), since, streams, Set.of(claimed));
  }

  /**
   * What answers a question about a customer: the complete history, or that there is none.
   *
   * @throws UnprovableException {@code evidence-too-large}, {@code check-unprovable} or {@code
   *     height-unknown}
   */
  public EvidenceBundle check(CheckQuery query) throws UnprovableException {
    if (!CheckClaim.canSpell(query)) {
      throw new UnprovableException(
          "check-unprovable", "no process, category or recipient can have such a name");
    }
    if (query.knownAtHeight() != null && query.knownAtHeight() > anchor.height()) {
      throw new UnprovableException(
          "height-unknown", query.knownAtHeight() + " is above " + anchor.height());
    }
    return histories(HistoryRequest.of(List.of(query.subject())), Optional.of(query));
  }

  /**
   * That one transaction is recorded; nothing of what came before or after.
   *
   * @throws UnprovableException {@code transaction-unknown}
   */
  public EvidenceBundle receipt(TxId txId) throws UnprovableException {
    Recorded record =
        ledger
            .transaction(txId)
            .orElseThrow(
                () ->
                    new UnprovableException(
                        "transaction-unknown", "nothing is recorded as " + txId));
    GatheredStreams streams = new GatheredStreams(ledger);
    List<Recorded> own = new ArrayList<>();
    List<Recorded> origins = origins(record.transaction().statement().keyId());
    if (!origins.isEmpty()) {
      StreamId stream = origins.get(0).entry().streamId();
      if (stream.equals(record.entry().streamId())) {
        own.addAll(origins);
      } else {
        streams.addPart(stream, origins);
      }
    }
    own.add(record);
    streams.addPart(record.entry().streamId(), own);
    return bundle(new Claim.Receipt(txId), Optional.empty(), streams, Set.of());
  }

  /**
   * The records that made a customer's key known: the opening, the rotations, and the delegation
   * that led to it. None where the key is an organisation's.
   */
  private List<Recorded> origins(KeyId key) {
    Optional<RegisteredKey> registered = RegisteredKey.find(ledger.state(), key);
    if (registered.isEmpty()) {
      return List.of();
    }
    SubjectRef customer = registered.get().owner();
    List<Recorded> own = origins(customer, key);
    if (!own.isEmpty()) {
      return own;
    }
    Recorded delegation =
        RegisteredKey.registration(ledger.state(), key).flatMap(ledger::transaction).orElseThrow();
    List<Recorded> all =
        new ArrayList<>(origins(customer, delegation.transaction().statement().keyId()));
    all.add(delegation);
    return all;
  }

  private List<Recorded> origins(SubjectRef customer, KeyId own) {
    return Relationship.origins(ledger.state(), customer, own).stream()
        .map(txId -> ledger.transaction(txId).orElseThrow())
        .toList();
  }

  private Recorded challenge(TxId txId, Set<SubjectRef> subjects) throws UnprovableException {
    Optional<Recorded> found = ledger.transaction(txId);
    boolean usable =
        found.isPresent()
            && found.get().entry().kind() == Kind.AUDIT_CHALLENGE
            && isProvable(found.get().transaction().statement().keyId(), subjects);
    if (!usable) {
      throw new UnprovableException(
          "challenge-unknown",
          "no challenge of an organisation or of these customers is recorded as " + txId);
    }
    return found.get();
  }

  private boolean isProvable(KeyId key, Set<SubjectRef> subjects) {
    return genesis.partyKey(key).isPresent()
        || RegisteredKey.find(ledger.state(), key)
            .filter(registered -> subjects.contains(registered.owner()))
            .isPresent();
  }

  private Optional<EarlierAnchor> since(OptionalLong height) throws UnprovableException {
    if (height.isEmpty() || height.getAsLong() == anchor.height()) {
      return Optional.empty();
    }
    long earlier = height.getAsLong();
    if (earlier < 1 || earlier > anchor.height()) {
      throw new UnprovableException(
          "since-unknown", "no block " + earlier + " stands before block " + anchor.height());
    }
    List<Digest> consistency =
        earlier == 1 ? List.of() : ledger.historyConsistency(earlier - 1, anchor.height() - 1);
    return Optional.of(new EarlierAnchor(parts.header(earlier), consistency));
  }

  private EvidenceBundle bundle(
      Claim claim, Optional<EarlierAnchor> since, GatheredStreams streams, Set<StreamId> claimed) {
    TreeSet<Long> heights = new TreeSet<>();
    streams.records().forEach(record -> heights.add(record.entry().height()));
    if (claim instanceof Claim.Histories histories) {
      histories.knownAtHeight().ifPresent(heights::add);
    }
    heights.remove(anchor.height());
    List<BundledHeader> headers = heights.stream().map(parts::header).toList();
    List<BundledStream> bundled = new ArrayList<>();
    for (Map.Entry<StreamId, GatheredStreams.Gathered> stream : streams.all().entrySet()) {
      bundled.add(stream(stream.getKey(), stream.getValue(), claimed.contains(stream.getKey())));
    }
    return new EvidenceBundle(
        network, claim, certificate.encode(), anchor.encode(), headers, since, bundled, timestamps);
  }

  private BundledStream stream(StreamId id, GatheredStreams.Gathered gathered, boolean claimed) {
    Optional<Bytes> proof =
        gathered.complete() ? Optional.of(ledger.mapProof(id.digest()).encode()) : Optional.empty();
    Optional<BundledFindings> findings =
        claimed ? Optional.of(findings(id, gathered.records())) : Optional.empty();
    return new BundledStream(
        id, proof, findings, gathered.records().stream().map(parts::record).toList());
  }

  private BundledFindings findings(StreamId id, List<Recorded> records) {
    List<BundledFindings.Row> rows = new ArrayList<>();
    for (Recorded record : records) {
      if (!record.findings().isEmpty()) {
        rows.add(
            new BundledFindings.Row(record.entry().seq(), FindingsRow.encode(record.findings())));
      }
    }
    return new BundledFindings(ledger.mapProof(FindingsChain.mapKey(id)).encode(), rows);
  }
}
