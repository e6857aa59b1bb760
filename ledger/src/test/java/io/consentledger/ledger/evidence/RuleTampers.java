package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.evidence.EvidenceNetwork.Customer;
import io.consentledger.ledger.model.Acknowledge;
import io.consentledger.ledger.model.RequestStatus;
import io.consentledger.ledger.model.RequestStatusCode;
import io.consentledger.ledger.state.Finding;
import io.consentledger.ledger.state.FindingCode;
import io.consentledger.ledger.state.Severity;
import io.consentledger.ledger.store.FindingsRow;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TxId;
import java.util.ArrayList;
import java.util.List;

/**
 * Step 14, where a quorum certified what the rules don't let in: what each of the two levels
 * refuses.
 */
final class RuleTampers {
  private static final long NO_END = -1L;
  private static final String AGAINST = "record-against-rules";
  private static final String DIFFER = "findings-differ";
  private static final TxId NOTHING = TxId.fromHex("ab".repeat(32));

  private final EvidenceNetwork network;
  private final Customer ann;
  private final List<TamperCase> cases = new ArrayList<>();

  RuleTampers(EvidenceNetwork network) {
    this.network = network;
    this.ann = network.customer("ann", "bank");
  }

  List<TamperCase> cases() {
    executed();
    words();
    derived();
    findings();
    return cases;
  }

  private Forgery sound() {
    return new Forgery(network).catalogue("bank").record(network.open(ann), network.grant(ann));
  }

  /** What only who executes the rules refuses. */
  private void executed() {
    executed(
        "rules: a grant for a process that isn't declared",
        new Forgery(network).record(network.notice("bank"), network.open(ann), network.grant(ann)));
    executed("rules: a relationship opened twice", sound().record(network.open(ann)));
    String text = network.use(ann).payload().utf8();
    executed(
        "rules: a payload with an unknown field",
        sound().record(payload(text.replace("\"salt\"", "\"sale\":1,\"salt\""))));
    executed(
        "rules: a withdrawal that an authority signed",
        sound().record(signed(network.withdraw(ann), NO_END, Statement.ANY_SEQ, "regulator")));
  }

  /** What its author's own words rule out. */
  private void words() {
    Transaction use = network.use(ann);
    add("rules: a record twice", AGAINST, sound().record(use, use));
    long before = EvidenceNetwork.CREATED_MS;
    add(
        "rules: a record after its end",
        AGAINST,
        sound().record(signed(network.use(ann), before, Statement.ANY_SEQ, "bank")));
    add(
        "rules: a record at another place than its author wanted",
        AGAINST,
        sound().record(signed(network.use(ann), NO_END, 7, "bank")));
    add(
        "rules: good, a record at the place that its author wanted",
        TamperCase.VERIFIED,
        sound().record(signed(network.use(ann), NO_END, 2, "bank")));
  }

  /** What nothing can be derived from. */
  private void derived() {
    String text = network.use(ann).payload().utf8();
    add(
        "rules: a use without its categories",
        AGAINST,
        sound().record(payload(text.replace("\"dataCategories\":[\"EmailAddress\"],", ""))));
    add(
        "rules: a use whose process is a text",
        AGAINST,
        sound()
            .record(
                payload(text.replaceFirst("\"process\":\\{[^}]*}", "\"process\":\"marketing\""))));
    add(
        "rules: a withdrawal of what isn't given",
        AGAINST,
        new Forgery(network).catalogue("bank").record(network.open(ann), network.withdraw(ann)));
    add(
        "rules: an acknowledgement of what calls on nobody",
        AGAINST,
        sound()
            .record(
                network.sign(
                    new Acknowledge(network.salt(), ann.controllerId(), ann.ref(), NOTHING),
                    EvidenceNetwork.key("adtech"))));
    add(
        "rules: an answer to what nobody asked",
        AGAINST,
        sound()
            .record(
                network.sign(
                    new RequestStatus(
                        network.salt(),
                        ann.controllerId(),
                        ann.ref(),
                        NOTHING,
                        RequestStatusCode.COMPLETED,
                        null),
                    EvidenceNetwork.key("bank"))));
  }

  private void findings() {
    Finding finding =
        new Finding(FindingCode.NO_LIVE_BASIS, Severity.VIOLATION, List.of("NO_CONSENT"));
    add(
        "rules: a finding where there is none",
        DIFFER,
        sound().record(network.use(ann), FindingsRow.encode(List.of(finding)), it -> it));
    add(
        "rules: a finding kept back",
        DIFFER,
        sound().record(network.withdraw(ann), network.use(ann)));
    add(
        "rules: a finding that is none",
        DIFFER,
        sound().record(network.use(ann), Bytes.utf8("nothing"), it -> it));
  }

  /** A use of data by the bank with this text as its payload. */
  private Transaction payload(String text) {
    Transaction use = network.use(ann);
    return Transaction.sign(
        network.id(),
        use.statement().kind(),
        network.stream(ann),
        Statement.ANY_SEQ,
        NO_END,
        Bytes.utf8(text),
        EvidenceNetwork.key("bank"));
  }

  private Transaction signed(Transaction from, long notAfterMs, long afterSeq, String signer) {
    SigningKey key = EvidenceNetwork.key(signer);
    return Transaction.sign(
        network.id(),
        from.statement().kind(),
        network.stream(ann),
        afterSeq,
        notAfterMs,
        from.payload(),
        key);
  }

  private void executed(String name, Forgery forgery) {
    cases.add(TamperCase.of(name, AGAINST, forgery.histories(ann)).verifiedByDeriving());
  }

  private void add(String name, String code, Forgery forgery) {
    cases.add(TamperCase.of(name, code, forgery.histories(ann)));
  }
}
