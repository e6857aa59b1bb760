package io.consentledger.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.evidence.VerifiedRecord;
import io.consentledger.ledger.query.Signer;
import io.consentledger.ledger.state.Finding;

/** A proven record in the form in which nodes answer histories, so that both read alike. */
final class ProvenEntry {
  private ProvenEntry() {}

  static ObjectNode json(VerifiedRecord record, Signer signer) {
    ObjectNode json = json(record);
    ((ObjectNode) json.path("signer")).put("role", signer.role().name());
    return json.put("assurance", signer.assurance().map(Enum::name).orElse(null));
  }

  /** Without what only a whole history tells: as what the signer acted. */
  static ObjectNode json(VerifiedRecord record) {
    Entry entry = record.entry();
    ObjectNode json =
        Json.object()
            .put("txId", record.txId().toHex())
            .put("kind", entry.kind().label())
            .put("streamId", entry.streamId().toHex())
            .put("seq", entry.seq())
            .put("height", entry.height())
            .put("index", entry.index())
            .put("timeMs", entry.blockTimeMs())
            .put("entryHash", entry.hash().toHex());
    ArrayNode findings = json.putArray("findings");
    record.findings().forEach(finding -> findings.add(json(finding)));
    ObjectNode signer = json.putObject("signer").put("keyId", record.signer().toHex());
    record.party().ifPresent(party -> signer.put("party", party.name()));
    json.set("payload", record.payload().toJson());
    return json;
  }

  private static ObjectNode json(Finding finding) {
    ObjectNode json =
        Json.object().put("code", finding.code().name()).put("severity", finding.severity().name());
    finding.details().forEach(json.putArray("details")::add);
    return json;
  }
}
