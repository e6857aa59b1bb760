package io.consentledger.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.consensus.certify.CertifierStatus;
import io.consentledger.consensus.certify.Difference;
import io.consentledger.consensus.certify.Evidence;
import io.consentledger.consensus.certify.Halt;
import io.consentledger.consensus.certify.RefusedVote;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.node.certify.Accused;
import io.consentledger.node.pipeline.WithheldWatch.Withheld;
import java.util.List;

/** Where certification stands, and who is suspected of what, as JSON. Pure. */
record CertificationRendering(Genesis genesis) {
  ObjectNode of(CertifierStatus status) {
    ObjectNode json =
        Json.object()
            .put("certifiedHeight", status.certifiedHeight())
            .put("votedHeight", status.votedHeight())
            .put("provenHeight", status.provenHeight())
            .put("stopped", status.halted().map(Halt::reason).orElse(null))
            .put("trouble", status.trouble().orElse(null))
            .put("votesCast", status.counts().getOrDefault("cast", 0L))
            .put("votesRefused", status.counts().getOrDefault("refused", 0L))
            .put("votesInvalid", status.counts().getOrDefault("invalid", 0L));
    ArrayNode refused = json.putArray("refused");
    for (RefusedVote vote : status.refused()) {
      refused
          .addObject()
          .put("height", vote.height())
          .put("code", vote.code())
          .put("detail", vote.detail());
    }
    ArrayNode evidence = json.putArray("evidence");
    for (Evidence found : status.evidence()) {
      evidence
          .addObject()
          .put("kind", found.kind().code())
          .put("organisation", Accused.nameOf(genesis, found.accused()))
          .put("keyId", found.accused().toHex())
          .put("place", found.place())
          .put("first", found.first().toHex())
          .put("second", found.second().toHex());
    }
    return json;
  }

  /** The first validator that signed another header than this node's; null where none did. */
  JsonNode divergence(CertifierStatus status) {
    if (status.differences().isEmpty()) {
      return NullNode.getInstance();
    }
    Difference first = status.differences().get(0);
    return Json.object()
        .put("peer", Accused.nameOf(genesis, first.signer()))
        .put("height", first.height())
        .put("ours", first.ours().toHex())
        .put("theirs", first.theirs().toHex());
  }

  ArrayNode of(List<Withheld> withheld) {
    ArrayNode json = Json.object().putArray("withheld");
    for (Withheld found : withheld) {
      json.addObject()
          .put("txId", found.id().toHex())
          .put("sinceMs", found.sinceMs())
          .put("leader", found.leader());
    }
    return json;
  }
}
