package io.consentledger.consensus.certify;

import io.consentledger.crypto.quorum.Certificate;
import java.util.Optional;

/** Where certificates stand, beside their blocks. For the certifier's thread. */
public interface CertificateStore {
  /** Keeps it; changes nothing where there is one at this height already. */
  void put(Certificate certificate);

  /** The one with the greatest height. */
  Optional<Certificate> newest();
}
