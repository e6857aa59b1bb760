package io.consentledger.node.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.Recorded;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.state.Finding;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The ledger's values as the JSON of docs/reference/http-api.md. Any thread. */
final class Rendering {
  private final Genesis genesis;
  private final LongSupplier certifiedHeight;

  /**
   * @param certifiedHeight up to where this node has blocks certified
   */
  Rendering(Genesis genesis, LongSupplier certifiedHeight) {
    this.genesis = genesis;
    this.certifiedHeight = certifiedHeight;
  }

  /** The receipt of a committed transaction, with what this node can say of its certification. */
  ObjectNode receipt(Recorded recorded, boolean duplicate) {
    long certified = certifiedHeight.getAsLong();
    return recorded(recorded, duplicate)
        .put("certified", recorded.entry().height() <= certified)
        .put("certifiedHeight", certified);
  }

  /** What stands on the ledger, the same on every node but for {@code duplicate}. */
  private ObjectNode recorded(Recorded recorded, boolean duplicate) {
    Entry entry = recorded.entry();
    ObjectNode json =
        Json.object()
            .put("txId", recorded.transaction().id().toHex())
            .put("state", "committed")
            .put("kind", entry.kind().label())
            .put("streamId", entry.streamId().toHex())
            .put("seq", entry.seq())
            .put("height", entry.height())
            .put("index", entry.index())
            .put("timeMs", entry.blockTimeMs())
            .put("entryHash", entry.hash().toHex())
            .put("envelopeHash", entry.envelopeHash().toHex())
            .put("duplicate", duplicate);
    json.set("findings", findings(recorded.findings()));
    return json;
  }

  /** What can be said of a transaction that waits. */
  ObjectNode admitted(Transaction transaction, boolean waitedOut) {
    ObjectNode json =
        Json.object()
            .put("txId", transaction.id().toHex())
            .put("state", "admitted")
            .put("kind", transaction.statement().kind().label())
            .put("streamId", transaction.statement().streamId().toHex())
            .put("envelopeHash", transaction.envelopeHash().toHex());
    return waitedOut ? json.put("outcome", "unknown") : json;
  }

  /** Adds what the author signed, and the very bytes. */
  ObjectNode withContent(ObjectNode json, Transaction transaction) {
    Statement statement = transaction.statement();
    ObjectNode fields =
        Json.object()
            .put("networkId", statement.networkId().toHex())
            .put("kind", statement.kind().label())
            .put("streamId", statement.streamId().toHex());
    putUnlessAllOnes(fields, "afterSeq", statement.afterSeq());
    putUnlessAllOnes(fields, "notAfterMs", statement.notAfterMs());
    fields
        .put("alg", statement.algorithm().code())
        .put("keyId", statement.keyId().toHex())
        .put("payloadHash", statement.payloadHash().toHex());
    json.set("statement", fields);
    json.set("payload", payload(transaction));
    return json.put("transaction", transaction.encode().toBase64());
  }

  private static void putUnlessAllOnes(ObjectNode fields, String name, long value) {
    if (value < 0) {
      fields.putNull(name);
    } else {
      fields.put(name, value);
    }
  }

  /** One line of a history. {@code assurance} is of the key that signs for the customer. */
  ObjectNode historyEntry(Recorded recorded, @Nullable String assurance) {
    ObjectNode json = recorded(recorded, false);
    json.set("signer", signer(recorded.transaction().statement()));
    json.put("assurance", assurance);
    json.set("payload", payload(recorded.transaction()));
    return json;
  }

  private ObjectNode signer(Statement statement) {
    // An organisation's party id is the digest of its signing key's id.
    Optional<Organisation> organisation =
        genesis.organisation(new PartyId(statement.keyId().digest()));
    ObjectNode signer =
        Json.object()
            .put("keyId", statement.keyId().toHex())
            .put("role", organisation.isPresent() ? "CONTROLLER" : "SUBJECT");
    organisation.ifPresent(it -> signer.put("party", it.name()));
    return signer;
  }

  static ObjectNode payload(Transaction transaction) {
    try {
      return CanonicalJson.parse(transaction.payload());
    } catch (TransactionException impossible) {
      throw new AssertionError("what was verified is canonical", impossible);
    }
  }

  ArrayNode findings(List<Finding> findings) {
    ArrayNode list = Json.array();
    for (Finding finding : findings) {
      ObjectNode json =
          Json.object()
              .put("code", finding.code().name())
              .put("severity", finding.severity().name());
      ArrayNode details = json.putArray("details");
      finding.details().forEach(details::add);
      list.add(json);
    }
    return list;
  }

  ObjectNode header(Header header) {
    return Json.object()
        .put("headerHash", header.hash().toHex())
        .put("networkId", header.networkId().toHex())
        .put("height", header.height())
        .put("timeMs", header.timeMs())
        .put("prevHeaderHash", header.prevHeaderHash().toHex())
        .put("historyRoot", header.historyRoot().toHex())
        .put("entriesRoot", header.entriesRoot().toHex())
        .put("entryCount", header.entryCount())
        .put("mapRoot", header.mapRoot().toHex())
        .put("epoch", header.epoch())
        .put("validatorSetHash", header.validatorSetHash().toHex())
        .put("nextValidatorSetHash", header.nextValidatorSetHash().toHex());
  }

  ObjectNode blockEntry(Entry entry, Transaction transaction) {
    return Json.object()
        .put("txId", transaction.id().toHex())
        .put("kind", entry.kind().label())
        .put("streamId", entry.streamId().toHex())
        .put("seq", entry.seq())
        .put("prev", entry.prev().toHex())
        .put("index", entry.index())
        .put("entryHash", entry.hash().toHex())
        .put("envelopeHash", entry.envelopeHash().toHex());
  }

  ObjectNode party(Organisation organisation) {
    ObjectNode json =
        Json.object()
            .put("name", organisation.name())
            .put("partyId", organisation.partyId().toHex())
            .put("title", organisation.title());
    ArrayNode roles = json.putArray("roles");
    organisation.roles().forEach(role -> roles.add(role.name()));
    json.put("jurisdiction", organisation.jurisdiction());
    json.putObject("signingKey")
        .put("alg", organisation.signingKey().algorithm().code())
        .put("key", organisation.signingKey().raw().toHex())
        .put("keyId", organisation.signingKey().id().toHex());
    return json.put("nodeId", organisation.node().map(node -> node.id()).orElse(null));
  }
}
