package io.consentledger.ledger.evidence;

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

  static void check(EvidenceBundle bundle, List<ProvenStream> streams) throws EvidenceException {
    if (bundle.claim() instanceof Claim.Histories) {
      ofHistories(bundle, streams);
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

  private static void ofHistories(EvidenceBundle bundle, List<ProvenStream> streams)
      throws EvidenceException {
    Set<StreamId> needed = needed(bundle, streams);
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

  /** The customers', their controllers' catalogues, and the life of every key that signed. */
  private static Set<StreamId> needed(EvidenceBundle bundle, List<ProvenStream> streams) {
    NetworkId network = bundle.networkId();
    Set<StreamId> claimed = ClaimShape.claimedStreams(bundle);
    Set<StreamId> needed = new TreeSet<>(claimed);
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
}
