package io.consentledger.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SecretBytes;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.chain.Batch;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.json.CanonicalJsonCases;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.Transaction;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The byte-exact vectors of docs/spec/vectors, each made anew from labels. */
final class SpecVectors {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final TestNetwork network = new TestNetwork();

  /** All documents by file name. */
  Map<String, ObjectNode> all(Path scratch) throws LedgerException {
    Map<String, ObjectNode> documents = new LinkedHashMap<>();
    documents.put("genesis.json", genesis());
    documents.put("canonical-json.json", canonicalJson());
    documents.put("transactions.json", transactions());
    documents.put("batches.json", batches());
    documents.put("blocks.json", blocks(scratch));
    documents.put("map.json", new MapVectors().make());
    return documents;
  }

  private ObjectNode genesis() {
    ObjectNode document = JSON.objectNode();
    document.put("file", network.genesis.bytes().utf8());
    document.put("networkId", network.id().toHex());
    document.put("validatorSet", network.genesis.validatorSet().encode().toHex());
    document.put("validatorSetHash", network.genesis.validatorSet().hash().toHex());
    document.put("partyIdOfBank", network.bank.toHex());
    return document;
  }

  private static ObjectNode canonicalJson() {
    ObjectNode document = JSON.objectNode();
    ArrayNode accepted = document.putArray("accepted");
    CanonicalJsonCases.accepted()
        .forEach((name, input) -> accepted.addObject().put("name", name).put("hex", input.toHex()));
    ArrayNode refused = document.putArray("refused");
    CanonicalJsonCases.refused()
        .forEach(
            (name, input) -> {
              // The few that are long are about their length: it is in their name.
              if (input.size() <= 1024) {
                refused.addObject().put("name", name).put("hex", input.toHex());
              }
            });
    return document;
  }

  private ObjectNode transactions() {
    ObjectNode document = JSON.objectNode();
    document.put("networkId", network.id().toHex());
    ArrayNode cases = document.putArray("cases");
    TestNetwork.Customer customer = network.customer("0");
    Transaction notice = network.notice();
    describe(cases.addObject(), "a notice, signed with Ed25519", notice, network.bankKey);
    describe(
        cases.addObject(),
        "a relationship, with the customer's proof inside",
        network.open(customer),
        network.bankKey);
    describe(cases.addObject(), "a grant by the customer", network.grant(customer), customer.key());
    SigningKey p256 =
        SigningKey.fromSecret(
            Algorithm.ECDSA_P256,
            SecretBytes.owning(Digest.of(Bytes.utf8("test key p256")).bytes().toArray()));
    Statement statement = notice.statement();
    describe(
        cases.addObject(),
        "the same notice, signed with P-256, placed after entry 4, without an end",
        Transaction.sign(
            network.id(), statement.kind(), statement.streamId(), 4, -1L, notice.payload(), p256),
        p256);
    describe(
        cases.addObject(),
        "a challenge by an organisation",
        network.challenge(network.bankKey),
        network.bankKey);
    describe(
        cases.addObject(),
        "a customer's key that signs its own end",
        network.revoke(customer),
        customer.key());
    refused(document.putArray("refused"), notice);
    return document;
  }

  private static void describe(
      ObjectNode target, String name, Transaction transaction, SigningKey key) {
    Statement statement = transaction.statement();
    target.put("name", name);
    target.put("kind", statement.kind().label());
    target.put("streamId", statement.streamId().toHex());
    target.put("afterSeq", Long.toUnsignedString(statement.afterSeq()));
    target.put("notAfterMs", Long.toUnsignedString(statement.notAfterMs()));
    target.put("alg", statement.algorithm().code());
    target.put("publicKey", key.verifyingKey().raw().toHex());
    target.put("keyId", statement.keyId().toHex());
    target.put("payload", transaction.payload().utf8());
    target.put("payloadHash", statement.payloadHash().toHex());
    target.put("statement", statement.encode().toHex());
    target.put("signedBytes", statement.signedBytes().toHex());
    target.put("txId", transaction.id().toHex());
    target.put("signature", transaction.signature().bytes().toHex());
    target.put("envelopeHash", transaction.envelopeHash().toHex());
    target.put("transaction", transaction.encode().toHex());
  }

  private static void refused(ArrayNode cases, Transaction sound) {
    Bytes wire = sound.encode();
    int payloadAt = wire.size() - sound.payload().size();
    Bytes none = Bytes.EMPTY;
    refused(cases, "empty", "transaction-malformed", none);
    refused(cases, "a byte short", "transaction-malformed", wire.slice(0, wire.size() - 1));
    refused(cases, "a byte more", "transaction-malformed", Bytes.concat(wire, Bytes.fromHex("00")));
    refused(cases, "a later version", "transaction-malformed", set(wire, 0, 2));
    refused(cases, "kind 31", "kind-unknown", set(wire, 33, 31));
    refused(cases, "algorithm 9", "algorithm-unknown", set(wire, 83, 9));
    refused(cases, "a signature length of 65", "transaction-malformed", set(wire, 149, 65));
    refused(
        cases,
        "a payload length beyond the limit",
        "transaction-malformed",
        set(wire, payloadAt - 4, 1));
    refused(
        cases,
        "a changed payload",
        "payload-hash-mismatch",
        set(wire, wire.size() - 4, wire.at(wire.size() - 4) ^ 1));
  }

  private static void refused(ArrayNode cases, String name, String code, Bytes wire) {
    cases.addObject().put("name", name).put("code", code).put("transaction", wire.toHex());
  }

  private static Bytes set(Bytes source, int at, int value) {
    byte[] changed = source.toArray();
    changed[at] = (byte) value;
    return Bytes.owning(changed);
  }

  private ObjectNode batches() {
    ObjectNode document = JSON.objectNode();
    List<Transaction> transactions = List.of(new TestNetwork().notice());
    Batch batch =
        Batch.sign(
            network.id(), 7, 1, TestNetwork.CREATED_MS + 1000, transactions, network.validatorKey);
    document.put("networkId", network.id().toHex());
    document.put("term", batch.head().term());
    document.put("number", batch.head().number());
    document.put("timeMs", batch.timeMs());
    document.put("transactions", transactions.size());
    document.put("contentHash", batch.head().contentHash().toHex());
    document.put("leader", batch.leader().toHex());
    document.put("leaderKey", network.validatorKey.verifyingKey().raw().toHex());
    document.put("signature", batch.head().signature().bytes().toHex());
    document.put("signedHead", batch.head().encode().toHex());
    document.put("batch", batch.encode().toHex());
    return document;
  }

  private static ObjectNode blocks(Path scratch) throws LedgerException {
    ObjectNode document = JSON.objectNode();
    TestNetwork own = new TestNetwork();
    try (TestLedger made = new TestLedger(scratch, own)) {
      made.apply(own.story(2));
      made.apply(own.withdraw(own.customer("0")));
      made.apply(own.use(own.customer("0")), own.use(own.customer("1")));
      document.put("networkId", own.id().toHex());
      ArrayNode blocks = document.putArray("blocks");
      for (long height = 1; height <= made.ledger.tip().height(); height++) {
        describe(blocks.addObject(), made.ledger.block(height).orElseThrow());
      }
    }
    return document;
  }

  private static void describe(ObjectNode target, Block block) {
    target.put("height", block.header().height());
    target.put("timeMs", block.header().timeMs());
    target.put("historyRoot", block.header().historyRoot().toHex());
    target.put("entriesRoot", block.header().entriesRoot().toHex());
    target.put("mapRoot", block.header().mapRoot().toHex());
    target.put("header", block.header().encode().toHex());
    target.put("headerHash", block.header().hash().toHex());
    ArrayNode entries = target.putArray("entries");
    for (Entry entry : block.entries()) {
      entries
          .addObject()
          .put("kind", entry.kind().label())
          .put("seq", entry.seq())
          .put("entry", entry.encode().toHex())
          .put("entryHash", entry.hash().toHex());
    }
    target.put("block", block.encode().toHex());
  }
}
