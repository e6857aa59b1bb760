package io.consentledger.node.details;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SecretBytes;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.Recorded;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.model.Destroyed;
import io.consentledger.ledger.model.ErasureCertificate;
import io.consentledger.ledger.model.Residue;
import io.consentledger.ledger.model.Salt;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.Transaction;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose certificates destroy what came back with a restore. */
class ErasureReplayTest {
  private static final NetworkId NETWORK = new NetworkId(Digest.of(Bytes.utf8("a network")));
  private static final SubjectRef ANN = new SubjectRef(Digest.of(Bytes.utf8("ann")));
  private static final StreamId STREAM = StreamId.ofSubject(NETWORK, ANN);
  private static final SigningKey BANK = key("bank");

  @TempDir private Path directory;

  @Test
  void destroysAgainWhatTheControllerCertified() throws IOException {
    assertThat(replay(BANK)).isOne();
  }

  @Test
  void destroysNothingOnTheWordOfAnAuthority() throws IOException {
    assertThat(replay(key("regulator"))).isZero();
  }

  private int replay(SigningKey signer) throws IOException {
    try (DetailStore store =
        DetailStore.open(
            directory.resolve("rows"), directory.resolve("keys"), new SecureRandom())) {
      store.put(ANN, "orders", Bytes.utf8("{}"), 1);
      int destroyed = new ErasureReplay(store, NETWORK).all(holding(certificate(signer)));
      assertThat(store.of(ANN)).hasSize(1 - destroyed);
      return destroyed;
    }
  }

  /** A ledger that can tell nothing but the customer's history. */
  private static LedgerView holding(Recorded recorded) {
    return (LedgerView)
        Proxy.newProxyInstance(
            LedgerView.class.getClassLoader(),
            new Class<?>[] {LedgerView.class},
            (proxy, method, arguments) -> List.of(recorded));
  }

  private static Recorded certificate(SigningKey signer) {
    ErasureCertificate certificate =
        new ErasureCertificate(
            new Salt(Bytes.fromHex("00".repeat(16))),
            PartyId.of(BANK.verifyingKey().id()),
            ANN,
            List.of(),
            List.of(Destroyed.DETAILS),
            Residue.LEDGER_ENTRIES,
            null);
    Transaction transaction =
        Transaction.sign(
            NETWORK,
            certificate.kind(),
            STREAM,
            Statement.ANY_SEQ,
            Long.MAX_VALUE,
            CanonicalJson.encode(certificate.toJson()),
            signer);
    Digest zeros = new Digest(Bytes.fromHex("00".repeat(32)));
    return new Recorded(
        transaction, new Entry(certificate.kind(), STREAM, 1, zeros, 9, 0, 9, zeros), List.of());
  }

  private static SigningKey key(String seed) {
    byte[] secret = Digest.of(Bytes.utf8(seed)).bytes().toArray();
    return SigningKey.fromSecret(Algorithm.ED25519, SecretBytes.owning(secret));
  }
}
