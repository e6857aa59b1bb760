package io.consentledger.crypto.timestamp;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * A token that held: an authority says that it saw a digest at a time (RFC 3161 section 2.4.2).
 *
 * @param der the token as it was issued
 * @param timeMs when, UTC milliseconds, by the authority's clock
 * @param authority the place of the root that vouches for it in the list that was given, from 0
 * @param serial the authority's number for it
 */
public record TimestampToken(Bytes der, long timeMs, int authority, BigInteger serial) {

  /**
   * Returns the token only where it is over {@code imprint}, signed by a certificate that was made
   * for time-stamping (RFC 3161 section 2.3) and was valid at that time under one of the roots.
   *
   * @param der one CMS structure, and no byte after it
   * @param roots the authorities' own certificates that the network agreed on
   * @throws CryptoException {@code timestamp-invalid}
   */
  public static TimestampToken verify(Bytes der, Digest imprint, List<X509Certificate> roots)
      throws CryptoException {
    if (der.size() > Limits.TOKEN_BYTES_MAX) {
      throw invalid("longer than " + Limits.TOKEN_BYTES_MAX + " bytes");
    }
    try {
      TimeStampToken token = new TimeStampToken(ContentInfo.getInstance(der.toArray()));
      requireImprint(token, imprint);
      X509CertificateHolder signer = signer(token);
      token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
      Instant at = token.getTimeStampInfo().getGenTime().toInstant();
      int root = CertificateChain.rootOf(signer, token.getCertificates(), roots, at);
      return new TimestampToken(
          der, at.toEpochMilli(), root, token.getTimeStampInfo().getSerialNumber());
    } catch (IOException
        | TSPException
        | OperatorCreationException
        | CertificateException
        | RuntimeException malformed) {
      // A malformed token makes the library throw what it likes, NullPointerException included.
      throw invalid(String.valueOf(malformed.getMessage()));
    }
  }

  private static void requireImprint(TimeStampToken token, Digest imprint) throws CryptoException {
    boolean same =
        token.getTimeStampInfo().getMessageImprintAlgOID().equals(TSPAlgorithms.SHA256)
            && Bytes.owning(token.getTimeStampInfo().getMessageImprintDigest())
                .equals(imprint.bytes());
    if (!same) {
      throw invalid("it is over another digest");
    }
  }

  private static X509CertificateHolder signer(TimeStampToken token) throws CryptoException {
    List<X509CertificateHolder> named = new ArrayList<>();
    for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
      if (token.getSID().match(holder)) {
        named.add(holder);
      }
    }
    if (named.size() != 1) {
      throw invalid("it doesn't hold the one certificate that it names");
    }
    return named.get(0);
  }

  static CryptoException invalid(String why) {
    return new CryptoException("timestamp-invalid", "the time-stamp does not hold: " + why);
  }
}
