package io.consentledger.ledger.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.json.CanonicalJson;
import java.util.List;

/** Writes a bundle. {@link BundleReader} reads the same fields. */
final class BundleWriter {
  private BundleWriter() {}

  static Bytes write(EvidencePage page) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", EvidencePage.FORMAT)
        .put("anchor", page.anchor().toHex())
        .put("number", page.number())
        .put("last", page.last());
    ArrayNode headers = json.putArray("headers");
    page.headers().forEach(header -> header(headers.addObject(), header));
    ArrayNode streams = json.putArray("streams");
    for (BundledStream stream : page.streams()) {
      ObjectNode object = streams.addObject().put("streamId", stream.streamId().toHex());
      stream.findings().ifPresent(findings -> rows(object, findings));
      records(object, stream);
    }
    return CanonicalJson.encode(json);
  }

  static Bytes write(EvidenceBundle bundle, String format) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", format).put("networkId", bundle.networkId().toHex());
    json.putObject("anchor")
        .put("certificate", bundle.certificate().toBase64())
        .put("header", bundle.anchor().toBase64());
    claim(json.putObject("claim"), bundle.claim());
    ArrayNode headers = json.putArray("headers");
    bundle.headers().forEach(header -> header(headers.addObject(), header));
    bundle
        .since()
        .ifPresent(
            since ->
                header(json.putObject("since"), since.header())
                    .put("consistency", path(since.consistency())));
    ArrayNode streams = json.putArray("streams");
    bundle.streams().forEach(stream -> stream(streams.addObject(), stream));
    ArrayNode timestamps = json.putArray("timestamps");
    bundle.timestamps().forEach(token -> timestamps.add(token.toBase64()));
    return CanonicalJson.encode(json);
  }

  private static void claim(ObjectNode json, Claim claim) {
    if (claim instanceof Claim.Histories histories) {
      ArrayNode subjects = json.putArray("subjects");
      histories.subjects().forEach(subject -> subjects.add(subject.toHex()));
      histories.check().ifPresent(check -> CheckClaim.write(json.putObject("check"), check));
    } else if (claim instanceof Claim.Receipt receipt) {
      json.put("receipt", receipt.txId().toHex());
    } else {
      throw new AssertionError("no spelling for " + claim);
    }
  }

  private static ObjectNode header(ObjectNode json, BundledHeader header) {
    return json.put("header", header.header().toBase64()).put("path", path(header.path()));
  }

  private static void stream(ObjectNode json, BundledStream stream) {
    json.put("streamId", stream.streamId().toHex());
    stream.proof().ifPresent(proof -> json.put("proof", proof.toBase64()));
    stream.findings().ifPresent(findings -> findings(json.putObject("findings"), findings));
    records(json, stream);
  }

  private static void records(ObjectNode json, BundledStream stream) {
    ArrayNode records = json.putArray("records");
    for (BundledRecord record : stream.records()) {
      records
          .addObject()
          .put("entry", record.entry().toBase64())
          .put("path", path(record.path()))
          .put("payload", record.payload().toBase64())
          .put("signature", record.signature().toBase64())
          .put("statement", record.statement().toBase64());
    }
  }

  private static void findings(ObjectNode json, BundledFindings findings) {
    rows(json.put("proof", findings.proof().toBase64()), findings);
  }

  private static void rows(ObjectNode json, BundledFindings findings) {
    ArrayNode rows = json.putArray("rows");
    for (BundledFindings.Row row : findings.rows()) {
      rows.addObject().put("row", row.row().toBase64()).put("seq", row.seq());
    }
  }

  private static String path(List<Digest> hashes) {
    return Bytes.concat(hashes.stream().map(Digest::bytes).toArray(Bytes[]::new)).toBase64();
  }
}
