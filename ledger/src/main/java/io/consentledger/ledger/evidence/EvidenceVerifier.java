package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.crypto.timestamp.TimestampToken;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.state.Rules;
import io.consentledger.ledger.tx.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies evidence bundles offline, given nothing but the genesis file: read top to bottom, this
 * is the order of docs/spec/evidence.md, and the first check that fails names the code. Pure, for
 * any thread.
 */
public final class EvidenceVerifier {
  private final Genesis genesis;
  private final Rules rules;

  /**
   * @throws IllegalArgumentException where the network's vocabulary is not the one of this build,
   *     so that its rules can't be executed here
   */
  public EvidenceVerifier(Genesis genesis) {
    this.genesis = genesis;
    this.rules = new Rules(genesis);
  }

  /**
   * Verifies a bundle.
   *
   * @param file the exact bytes
   * @throws EvidenceException where it proves nothing, for the first reason that was found
   */
  public VerifiedEvidence verify(Bytes file, VerifyOptions options) throws EvidenceException {
    Proven proven = prove(file);
    Optional<ProvenRecord> receipt = receipt(proven);
    Optional<ProvenRecord> challenge = challenge(proven);
    if (options.nonce().isPresent()) {
      requireNonce(challenge, options.nonce().get());
    }
    if (options.earlier().isPresent()) {
      EarlierCheck.check(options.earlier().get(), proven.chain(), shown(proven));
    }
    List<TimestampToken> timestamps = timestamps(proven);
    VerifiedView view =
        new VerifiedView(
            genesis,
            proven,
            timestamps,
            EarlierCheck.lost(options.earlier(), proven.bundle().claim()));
    if (receipt.isPresent()) {
      return view.ofReceipt(receipt.get(), challenge);
    }
    return view.ofHistories(replay(proven), challenge);
  }

  /** Steps 1 to 9. */
  private Proven prove(Bytes file) throws EvidenceException {
    EvidenceBundle bundle = EvidenceBundle.decode(file);
    if (!bundle.networkId().equals(genesis.networkId())) {
      throw new EvidenceException(
          "genesis-mismatch", "the bundle is of another network", "networkId");
    }
    ClaimShape.check(bundle);
    ChainCheck chainCheck = new ChainCheck(genesis, bundle);
    Chain chain = chainCheck.decode();
    Certificate certificate = chainCheck.certificate(chain.anchor());
    chainCheck.history(chain);
    List<ProvenStream> streams = records(bundle, chain);
    StreamSet.check(genesis, bundle, streams);
    StreamCheck streamCheck = new StreamCheck(chain.anchor().mapRoot());
    for (ProvenStream stream : streams) {
      streamCheck.check(stream);
    }
    requireNeeded(chain);
    KeyCheck keys = new KeyCheck(genesis, streams);
    for (ProvenStream stream : streams) {
      keys.check(stream);
    }
    return new Proven(bundle, chain, certificate, streams);
  }

  private List<ProvenStream> records(EvidenceBundle bundle, Chain chain) throws EvidenceException {
    RecordCheck check = new RecordCheck(genesis, chain);
    List<ProvenStream> streams = new ArrayList<>();
    for (int i = 0; i < bundle.streams().size(); i++) {
      BundledStream stream = bundle.streams().get(i);
      List<ProvenRecord> records = new ArrayList<>();
      for (int k = 0; k < stream.records().size(); k++) {
        records.add(check.check(stream.streamId(), stream.records().get(k), Places.record(i, k)));
      }
      streams.add(new ProvenStream(stream, records, Places.stream(i)));
    }
    if (bundle.claim() instanceof Claim.Histories histories
        && histories.knownAtHeight().isPresent()) {
      requireHeader(chain, histories.knownAtHeight().getAsLong());
    }
    return streams;
  }

  /** Last of step 8: what is missing is told before what is left over from it. */
  static void requireNeeded(Chain chain) throws EvidenceException {
    for (int i = 0; i < chain.others().size(); i++) {
      if (!chain.isNeeded(chain.others().get(i).height())) {
        throw new EvidenceException(
            "header-unneeded", "no record stands in this block", Places.header(i));
      }
    }
  }

  private static void requireHeader(Chain chain, long height) throws EvidenceException {
    if (chain.needed(height).isEmpty()) {
      throw new EvidenceException(
          "header-missing", "no header has height " + height, "claim.check.knownAtHeight");
    }
  }

  private Optional<ProvenRecord> receipt(Proven proven) throws EvidenceException {
    if (proven.bundle().claim() instanceof Claim.Receipt receipt) {
      return Optional.of(new ReceiptCheck(genesis).check(receipt.txId(), proven.streams()));
    }
    return Optional.empty();
  }

  private static EarlierCheck.Shown shown(Proven proven) {
    Map<StreamId, ProvenStream> streams = new HashMap<>();
    for (ProvenStream stream : proven.streams()) {
      if (stream.bundled().isComplete()) {
        streams.put(stream.id(), stream);
      }
    }
    return new EarlierCheck.Shown() {
      @Override
      public boolean isComplete(StreamId stream) {
        return streams.containsKey(stream);
      }

      @Override
      public Optional<Digest> entryHash(StreamId stream, long seq) {
        return Optional.ofNullable(streams.get(stream))
            .filter(it -> seq <= it.records().size())
            .map(it -> it.records().get((int) seq - 1).entryHash());
      }
    };
  }

  private Optional<ProvenRecord> challenge(Proven proven) {
    StreamId challenges = StreamId.ofChallenge(genesis.networkId());
    return proven.streams().stream()
        .filter(stream -> stream.id().equals(challenges))
        .flatMap(stream -> stream.records().stream())
        .findFirst();
  }

  static void requireNonce(Optional<ProvenRecord> challenge, Digest nonce)
      throws EvidenceException {
    if (challenge.isEmpty()) {
      throw new EvidenceException(
          "challenge-missing", "the bundle holds no challenge: it may be of any age", "");
    }
    if (!nonce.equals(challenge.get().filing().nonce())) {
      throw new EvidenceException(
          "challenge-mismatch", "the bundle answers another challenge", challenge.get().place());
    }
  }

  private List<TimestampToken> timestamps(Proven proven) throws EvidenceException {
    return new TimestampCheck(genesis)
        .check(proven.bundle().timestamps(), proven.chain().anchor().hash());
  }

  private Replay replay(Proven proven) throws EvidenceException {
    Replay replay = new Replay(rules);
    replay.run(proven.streams());
    return replay;
  }

  /**
   * Verifies a bundle that a later proof is to extend: it is held to all that the later is.
   *
   * @throws EvidenceException where it proves nothing
   */
  public EarlierProof earlier(Bytes file) throws EvidenceException {
    try {
      Proven proven = prove(file);
      Optional<ProvenRecord> receipt = receipt(proven);
      timestamps(proven);
      if (receipt.isPresent()) {
        Replay.payload(receipt.get());
      } else {
        replay(proven);
      }
      return EarlierProof.of(proven);
    } catch (EvidenceException refused) {
      throw refused.ofEarlier();
    }
  }
}
