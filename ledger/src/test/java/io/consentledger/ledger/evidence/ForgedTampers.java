package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.evidence.EvidenceNetwork.Customer;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Steps 6 to 14 where a quorum certified the lie: what still no verifier believes. */
final class ForgedTampers {
  private static final long NO_END = -1L;

  private final EvidenceNetwork network;
  private final Customer ann;
  private final Customer bob;
  private final StreamId stream;
  private final List<TamperCase> cases = new ArrayList<>();

  ForgedTampers(EvidenceNetwork network) {
    this.network = network;
    this.ann = network.customer("ann", "bank");
    this.bob = network.customer("bob", "bank");
    this.stream = network.stream(ann);
  }

  List<TamperCase> cases() {
    add("good: one block", TamperCase.VERIFIED, sound().record(network.use(ann)));
    filing();
    payloads();
    chains();
    keys();
    return cases;
  }

  private Forgery sound() {
    return new Forgery(network).catalogue("bank").record(network.open(ann), network.grant(ann));
  }

  private void filing() {
    Transaction use = network.use(ann);
    add(
        "forged: an entry of another kind than its statement",
        "kind-mismatch",
        sound().record(use, it -> kind(it, Kind.DATA_COLLECTED)));
    add(
        "forged: an entry in another stream than its statement",
        "stream-mismatch",
        sound().record(network.use(bob), it -> moved(it, stream)));
    Transaction bobs = network.use(bob);
    Transaction filed = signed(bobs.statement(), stream, network.id(), bobs.payload());
    add(
        "forged: another customer's record filed under this one",
        "misfiled",
        sound().record(filed));
    OpenRelationship opening = network.opening(bob);
    OpenRelationship borrowed =
        new OpenRelationship(
            opening.salt(),
            opening.controllerId(),
            ann.ref(),
            opening.subjectKey(),
            opening.assurance(),
            opening.proof());
    add(
        "forged: a relationship opened under another key's name",
        "misfiled",
        new Forgery(network)
            .catalogue("bank")
            .record(network.sign(borrowed, EvidenceNetwork.key("bank"))));
    Transaction mine = network.use(ann);
    add(
        "forged: signed for another network",
        "network-mismatch",
        sound()
            .record(signed(mine.statement(), stream, new NetworkId(Digest.ZERO), mine.payload())));
  }

  private void payloads() {
    String code = "payload-malformed";
    String text = network.use(ann).payload().utf8();
    payload("forged: a payload with a blank", code, text.replaceFirst(":", ": "));
    payload("forged: a payload that is no JSON", code, "data used");
    payload("forged: a payload without subjectRef", code, text.replace("subjectRef", "subjectRex"));
    payload(
        "forged: a payload without controllerId",
        code,
        text.replace("controllerId", "controllerIx"));
    payload(
        "forged: a payload with subjectRef in upper case",
        code,
        text.replace(ann.ref().toHex(), ann.ref().toHex().toUpperCase(Locale.ROOT)));
    payload(
        "forged: a payload beyond its limit", code, text.replace("marketing", "m".repeat(17_000)));
    String opening = network.open(ann).payload().utf8();
    opening(
        "forged: an opening with an unknown algorithm", opening.replace("\"alg\":1", "\"alg\":9"));
    opening(
        "forged: an opening with a key of small order",
        opening.replace(ann.key().verifyingKey().raw().toHex(), "00".repeat(32)));
    opening("forged: an opening without proof", opening.replace("\"proof\"", "\"prooof\""));
    opening(
        "forged: an opening with a third field in its key",
        opening.replace("\"alg\":1,", "\"alg\":1,\"crv\":1,"));
  }

  private void chains() {
    Transaction use = network.use(ann);
    add(
        "forged: a number left out",
        "seq-gap",
        sound().record(use, it -> numbered(it, it.seq() + 1)));
    add(
        "forged: a stream that begins with 2",
        "seq-gap",
        new Forgery(network).catalogue("bank").record(network.open(ann), it -> numbered(it, 2)));
    add(
        "forged: another entry before it",
        "prev-mismatch",
        sound().record(use, it -> linked(it, Digest.of(Bytes.EMPTY))));
    add(
        "forged: a first entry with one before it",
        "prev-mismatch",
        new Forgery(network)
            .catalogue("bank")
            .record(network.open(ann), it -> linked(it, Digest.of(Bytes.EMPTY))));
  }

  private void keys() {
    SigningKey stranger = EvidenceNetwork.key("a stranger");
    String unknown = "key-unknown";
    add(
        "forged: a stranger's grant",
        unknown,
        sound().record(resigned(network.grant(ann), stranger)));
    cases.add(
        TamperCase.of(
            "forged: another customer's grant",
            unknown,
            sound()
                .record(network.open(bob))
                .record(resigned(network.grant(ann), bob.key()))
                .histories(ann, bob)));
    add(
        "forged: a grant before the key is known",
        unknown,
        new Forgery(network).catalogue("bank").record(network.grant(ann), network.open(ann)));
    add(
        "forged: a catalogue by a customer",
        unknown,
        sound().record(resigned(network.notice("bank"), ann.key())));
    add("forged: a challenge by a stranger", unknown, challenged(stranger));
    add("forged: good, a challenge by the customer", TamperCase.VERIFIED, challenged(ann.key()));
    add(
        "forged: a grant after the key was revoked",
        "key-revoked",
        sound().record(network.revoke(ann), network.grant(ann)));
    add(
        "forged: a second revocation",
        "key-revoked",
        sound().record(network.revoke(ann), network.revoke(ann)));
    add(
        "forged: a grant with the key that another took the place of",
        "key-superseded",
        sound().record(network.rotate(ann), network.grant(ann)));
    Transaction grant = network.grant(ann);
    String invalid = "signature-invalid";
    add(
        "forged: a grant that the customer didn't sign",
        invalid,
        sound()
            .record(
                new Transaction(grant.statement(), network.use(ann).signature(), grant.payload())));
    add(
        "forged: a grant with a signature of zeros",
        invalid,
        sound()
            .record(
                new Transaction(
                    grant.statement(),
                    new Signature(Bytes.fromHex("00".repeat(64))),
                    grant.payload())));
    add(
        "forged: a signature a byte too long",
        invalid,
        sound()
            .record(
                new Transaction(
                    grant.statement(),
                    new Signature(Edits.longer(grant.signature().bytes())),
                    grant.payload())));
    OpenRelationship opening = network.opening(ann);
    OpenRelationship stolen =
        new OpenRelationship(
            opening.salt(),
            opening.controllerId(),
            opening.subjectRef(),
            opening.subjectKey(),
            opening.assurance(),
            network.opening(bob).proof());
    add(
        "forged: a relationship that the customer didn't prove",
        "possession-invalid",
        new Forgery(network)
            .catalogue("bank")
            .record(network.sign(stolen, EvidenceNetwork.key("bank"))));
  }

  private Forgery challenged(SigningKey signer) {
    return sound().record(network.challenge(signer, EvidenceWorld.NONCE));
  }

  /** A use of data by the bank with this text as its payload. */
  private void payload(String name, String code, String text) {
    Statement statement = network.use(ann).statement();
    add(name, code, sound().record(signed(statement, stream, network.id(), Bytes.utf8(text))));
  }

  private void opening(String name, String text) {
    Statement statement = network.open(ann).statement();
    add(
        name,
        "payload-malformed",
        new Forgery(network)
            .catalogue("bank")
            .record(signed(statement, stream, network.id(), Bytes.utf8(text))));
  }

  private static Transaction signed(
      Statement from, StreamId stream, NetworkId network, Bytes payload) {
    return Transaction.sign(
        network,
        from.kind(),
        stream,
        Statement.ANY_SEQ,
        NO_END,
        payload,
        EvidenceNetwork.key("bank"));
  }

  private Transaction resigned(Transaction from, SigningKey signer) {
    return Transaction.sign(
        network.id(),
        from.statement().kind(),
        from.statement().streamId(),
        Statement.ANY_SEQ,
        NO_END,
        from.payload(),
        signer);
  }

  private static Entry kind(Entry it, Kind kind) {
    return new Entry(
        kind,
        it.streamId(),
        it.seq(),
        it.prev(),
        it.height(),
        it.index(),
        it.blockTimeMs(),
        it.envelopeHash());
  }

  private static Entry moved(Entry it, StreamId to) {
    return new Entry(
        it.kind(), to, 3, it.prev(), it.height(), it.index(), it.blockTimeMs(), it.envelopeHash());
  }

  private static Entry numbered(Entry it, long seq) {
    return new Entry(
        it.kind(),
        it.streamId(),
        seq,
        it.prev(),
        it.height(),
        it.index(),
        it.blockTimeMs(),
        it.envelopeHash());
  }

  private static Entry linked(Entry it, Digest prev) {
    return new Entry(
        it.kind(),
        it.streamId(),
        it.seq(),
        prev,
        it.height(),
        it.index(),
        it.blockTimeMs(),
        it.envelopeHash());
  }

  private void add(String name, String code, Forgery forgery) {
    cases.add(TamperCase.of(name, code, forgery.histories(ann)));
  }
}
