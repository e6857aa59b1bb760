package io.consentledger.cli.home;

import io.consentledger.cli.base.CliException;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.TlsFiles;
import io.consentledger.ledger.genesis.TimestampAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The time-stamping authorities of a new network, from their certificates' files. */
public final class TimeAuthorities {
  private TimeAuthorities() {}

  /**
   * Reads the root certificate of each.
   *
   * @param files a PEM file of one certificate for each name
   * @throws CliException exit 2, naming the file that is wrong
   */
  public static List<TimestampAuthority> read(Map<String, Path> files) throws CliException {
    List<TimestampAuthority> authorities = new ArrayList<>();
    for (Map.Entry<String, Path> named : files.entrySet()) {
      authorities.add(new TimestampAuthority(named.getKey(), TlsFiles.encoded(root(named))));
    }
    return authorities;
  }

  private static X509Certificate root(Map.Entry<String, Path> named) throws CliException {
    try {
      List<X509Certificate> certificates = TlsFiles.readCertificates(named.getValue());
      if (certificates.size() == 1) {
        return certificates.get(0);
      }
      throw CliException.usage(
          "certificate-malformed",
          named.getValue() + " holds " + certificates.size() + " certificates",
          "Give a PEM file with the root certificate of " + named.getKey() + " alone.");
    } catch (CryptoException malformed) {
      throw CliException.usage(
          malformed.code(),
          named.getValue() + ": " + malformed.getMessage(),
          "Give a PEM file with the root certificate of " + named.getKey() + ".");
    } catch (IOException unreadable) {
      throw HomeFiles.cannot("read", named.getValue(), unreadable);
    }
  }
}
