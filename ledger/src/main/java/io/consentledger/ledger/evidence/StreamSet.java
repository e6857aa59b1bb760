package io.consentledger.ledger.evidence;

import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Role;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.StreamId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Step 7 of docs/spec/evidence.md: are these the streams that the claim needs, and no others? */
final class StreamSet {
  private static final String MISSING = "stream-missing";
  private static final String UNNEEDED = "stream-unneeded";

  private StreamSet() {}

  static void check(Genesis genesis, EvidenceBundle bundle, List<ProvenStream> streams)
      throws EvidenceException {
    if (bundle.claim() instanceof Claim.Histories) {
      ofHistories(genesis, bundle, streams);
    } else {
      ofReceipt(streams);
    }
  }

  private static void ofReceipt(List<ProvenStream> streams) throws EvidenceException {
    if (streams.isEmpty()) {
      throw new EvidenceException(MISSING, "a receipt without a record", "");
    }
    if (streams.size() > Limits.RECEIPT_STREAMS_MAX) {
      throw new EvidenceException(
          UNNEEDED,
          "a receipt needs the record's stream, and the one that brings its key",
          streams.get(Limits.RECEIPT_STREAMS_MAX).place());
    }
  }

  private static void ofHistories(
      Genesis genesis, EvidenceBundle bundle, List<ProvenStream> streams) throws EvidenceException {
    Set<StreamId> needed = needed(genesis, bundle, streams);
    Set<StreamId> missing = new TreeSet<>(needed);
    streams.forEach(stream -> missing.remove(stream.id()));
    if (!missing.isEmpty()) {
      throw new EvidenceException(
          MISSING, "the claim needs stream " + missing.iterator().next(), "");
    }
    StreamId challenges = StreamId.ofChallenge(bundle.networkId());
    for (ProvenStream stream : streams) {
      if (!needed.contains(stream.id()) && !stream.id().equals(challenges)) {
        throw new EvidenceException(UNNEEDED, "the claim doesn't need this stream", stream.place());
      }
    }
  }

  /**
   * The customers', their controllers' catalogues, those of all authorities, because deadlines
   * follow from the holidays that they list, and the life of every key that signed.
   */
  private static Set<StreamId> needed(
      Genesis genesis, EvidenceBundle bundle, List<ProvenStream> streams) {
    NetworkId network = bundle.networkId();
    Set<StreamId> claimed = ClaimShape.claimedStreams(bundle);
    Set<StreamId> needed = new TreeSet<>(claimed);
    needed.addAll(ofAuthorities(genesis));
    for (ProvenStream stream : streams) {
      for (ProvenRecord record : stream.records()) {
        needed.add(StreamId.ofKey(record.signer()));
        if (claimed.contains(stream.id()) && record.filing().controller() != null) {
          needed.add(StreamId.ofParty(network, record.filing().controller()));
        }
      }
    }
    return needed;
  }

  /** The catalogues of the organisations with the role AUTHORITY. */
  static List<StreamId> ofAuthorities(Genesis genesis) {
    return genesis.organisations().stream()
        .filter(party -> party.hasRole(Role.AUTHORITY))
        .map(party -> StreamId.ofParty(genesis.networkId(), party.partyId()))
        .toList();
  }
}
