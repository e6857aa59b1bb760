package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.timestamp.TimestampToken;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.TimestampAuthority;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Step 13 of docs/spec/evidence.md: the time-stamps, by the authorities of the genesis file. */
final class TimestampCheck {
  private final Genesis genesis;

  TimestampCheck(Genesis genesis) {
    this.genesis = genesis;
  }

  List<TimestampToken> check(List<Bytes> tokens, Digest anchorHash) throws EvidenceException {
    List<TimestampToken> verified = new ArrayList<>();
    if (tokens.isEmpty()) {
      return verified;
    }
    List<X509Certificate> roots = roots();
    for (Bytes token : tokens) {
      try {
        verified.add(TimestampToken.verify(token, anchorHash, roots));
      } catch (CryptoException refused) {
        throw EvidenceException.because(
            refused.code(), refused, "timestamps[" + verified.size() + "]");
      }
    }
    return verified;
  }

  private List<X509Certificate> roots() throws EvidenceException {
    List<X509Certificate> roots = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (TimestampAuthority authority : genesis.timestampAuthorities()) {
        byte[] der = authority.certificate().toArray();
        roots.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
      }
      return roots;
    } catch (CertificateException unreadable) {
      throw new EvidenceException(
          "timestamp-invalid",
          "the genesis file's authorities can't be read",
          "timestamps",
          unreadable);
    }
  }
}
