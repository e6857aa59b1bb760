package io.consentledger.node.details;

import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.Recorded;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.model.ErasureCertificate;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TransactionException;
import java.io.IOException;
import java.util.List;

/**
 * Destroys again what this organisation certified as erased: after a restore, store and keys may
 * hold it once more. Run for everybody before the node serves, and for one customer before each
 * look at their details, since the ledger may have been behind.
 */
public final class ErasureReplay {
  private static final int PAGE = 256;

  private final DetailStore details;
  private final NetworkId network;

  public ErasureReplay(DetailStore details, NetworkId network) {
    this.details = details;
    this.network = network;
  }

  /** For every customer whose details are here; returns how many records' details are gone. */
  public int all(LedgerView ledger) throws IOException {
    int destroyed = 0;
    for (SubjectRef subject : details.subjects()) {
      destroyed += of(ledger, subject);
    }
    return destroyed;
  }

  /** For one customer. */
  public int of(LedgerView ledger, SubjectRef subject) throws IOException {
    StreamId stream = StreamId.ofSubject(network, subject);
    int destroyed = 0;
    long from = 1;
    while (true) {
      List<Recorded> page = ledger.history(stream, from, PAGE);
      for (Recorded recorded : page) {
        if (recorded.entry().kind() == Kind.ERASURE_CERTIFICATE) {
          destroyed += again(subject, recorded);
        }
        from = recorded.entry().seq() + 1;
      }
      if (page.size() < PAGE) {
        return destroyed;
      }
    }
  }

  /** An authority's certificate is no order: what is here, only its own organisation destroys. */
  private int again(SubjectRef subject, Recorded recorded) throws IOException {
    ErasureCertificate certificate = certificate(recorded);
    PartyId signer = PartyId.of(recorded.transaction().statement().keyId());
    return signer.equals(certificate.controllerId())
        ? details.destroy(subject, certificate.processIds(), recorded.location().height())
        : 0;
  }

  private static ErasureCertificate certificate(Recorded recorded) {
    try {
      return (ErasureCertificate)
          Payload.parse(
              Kind.ERASURE_CERTIFICATE, CanonicalJson.parse(recorded.transaction().payload()));
    } catch (TransactionException damaged) {
      throw new IllegalStateException("what was recorded can be read", damaged);
    }
  }
}
