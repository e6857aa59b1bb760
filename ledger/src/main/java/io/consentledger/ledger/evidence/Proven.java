package io.consentledger.ledger.evidence;

import io.consentledger.crypto.quorum.Certificate;
import java.util.List;

/** A bundle whose parts were checked one after another, up to the signatures. */
record Proven(
    EvidenceBundle bundle, Chain chain, Certificate certificate, List<ProvenStream> streams) {
  Proven {
    streams = List.copyOf(streams);
  }
}
