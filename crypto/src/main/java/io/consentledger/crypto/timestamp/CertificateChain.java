package io.consentledger.crypto.timestamp;

import io.consentledger.crypto.CryptoException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.util.Store;

/** Finds the root that vouches for a certificate (RFC 5280 section 6), at a moment in the past. */
final class CertificateChain {
  private CertificateChain() {}

  /**
   * The place of the first root in {@code roots} from which a chain, through certificates that the
   * token brought, leads to {@code signer}. Revocation is not asked: it would need a network.
   *
   * @throws CryptoException {@code timestamp-invalid} where there is none
   */
  static int rootOf(
      X509CertificateHolder signer,
      Store<X509CertificateHolder> brought,
      List<X509Certificate> roots,
      Instant at)
      throws CryptoException {
    for (int i = 0; i < roots.size(); i++) {
      if (leads(signer, brought, roots.get(i), at)) {
        return i;
      }
    }
    throw TimestampToken.invalid("no authority of the genesis file vouches for its signer");
  }

  private static boolean leads(
      X509CertificateHolder signer,
      Store<X509CertificateHolder> brought,
      X509Certificate root,
      Instant at) {
    try {
      JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
      List<X509Certificate> known = new ArrayList<>();
      for (X509CertificateHolder holder : brought.getMatches(null)) {
        known.add(converter.getCertificate(holder));
      }
      X509Certificate wanted = converter.getCertificate(signer);
      if (wanted.equals(root)) {
        root.checkValidity(Date.from(at));
        return true;
      }
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(wanted);
      PKIXBuilderParameters parameters =
          new PKIXBuilderParameters(Set.of(new TrustAnchor(root, null)), target);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
      return CertPathBuilder.getInstance("PKIX").build(parameters)
          instanceof PKIXCertPathBuilderResult;
    } catch (GeneralSecurityException none) {
      return false;
    }
  }
}
