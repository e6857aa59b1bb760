package io.consentledger.crypto;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** A node's TLS key with its certificate chain, the node's own certificate first. */
public record TlsIdentity(PrivateKey privateKey, List<X509Certificate> chain) {
  public TlsIdentity {
    chain = List.copyOf(chain);
  }

  @Override
  public String toString() {
    return "TlsIdentity(" + chain.get(0).getSubjectX500Principal() + ")";
  }
}
