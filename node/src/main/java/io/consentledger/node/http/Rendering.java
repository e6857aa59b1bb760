package io.consentledger.node.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.Recorded;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.query.Signer;
import io.consentledger.ledger.query.Signers;
import io.consentledger.ledger.state.Finding;
import io.consentledger.ledger.state.StateView;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

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

  /** One line of a history. */
  ObjectNode historyEntry(Recorded recorded, Signers signers) {
    ObjectNode json = recorded(recorded, false);
    putSigner(json, recorded.transaction().statement(), signers);
    json.set("payload", payload(recorded.transaction()));
    return json;
  }

  /** All that is known of a committed transaction. */
  ObjectNode whole(Recorded recorded, StateView state) {
    ObjectNode json = withContent(receipt(recorded, false), recorded.transaction());
    Optional<SubjectRef> subject =
        Optional.ofNullable(json.path("payload").path("subjectRef").textValue())
            .map(SubjectRef::fromHex);
    putSigner(json, recorded.transaction().statement(), new Signers(genesis, state, subject));
    return json;
  }

  /** The signers of a stream's records, whether it is a customer's or an organisation's. */
  Signers signers(LedgerView ledger, StreamId stream) {
    Optional<SubjectRef> subject =
        ledger.history(stream, 1, 1).stream()
            .filter(first -> first.entry().kind() == Kind.OPEN_RELATIONSHIP)
            .map(first -> payload(first.transaction()).path("subjectRef").asText())
            .map(SubjectRef::fromHex)
            .findFirst();
    return new Signers(genesis, ledger.state(), subject);
  }

  private static void putSigner(ObjectNode json, Statement statement, Signers signers) {
    Signer signer = signers.of(statement.kind(), statement.keyId());
    ObjectNode by =
        json.putObject("signer")
            .put("keyId", signer.key().toHex())
            .put("role", signer.role().name());
    signer.party().ifPresent(party -> by.put("party", party.name()));
    json.put("assurance", signer.assurance().map(Enum::name).orElse(null));
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
