package io.consentledger.crypto;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * An organisation's own certificate authority: the one that vouches for this organisation's nodes
 * and for no other's. Its certificate stands in the genesis file; its key stays with the
 * organisation. Not safe for use by several threads at once.
 */
public final class OrganisationCa {
  private final TlsIdentity identity;
  private final CertificateMint mint;

  private OrganisationCa(TlsIdentity identity, CertificateMint mint) {
    this.identity = identity;
    this.mint = mint;
  }

  /**
   * A new P-256 key and its self-signed certificate, valid from now on for {@code validity}.
   *
   * @param organisation a name of the form {@code [a-z][a-z0-9-]{0,30}}
   * @throws IllegalArgumentException where the name or the validity isn't acceptable
   */
  public static OrganisationCa create(
      String organisation, InstantSource clock, Duration validity, SecureRandom random) {
    CertificateMint mint = new CertificateMint(clock, random);
    KeyPair keys = mint.newKeys();
    X509Certificate certificate =
        mint.authority(NodeName.require(organisation, "organisation"), keys, validity);
    return new OrganisationCa(new TlsIdentity(keys.getPrivate(), List.of(certificate)), mint);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws CryptoException as {@link TlsFiles#read}, or {@code certificate-invalid} where the
   *     certificate isn't an authority's
   */
  public static OrganisationCa read(
      Path keyPem, Path certificatePem, InstantSource clock, SecureRandom random)
      throws IOException, CryptoException {
    TlsIdentity identity = TlsFiles.read(keyPem, certificatePem);
    CertificateRules.requireAuthority(identity.chain().get(0));
    return new OrganisationCa(identity, new CertificateMint(clock, random));
  }

  /** Writes the key (mode 0600) and the certificate; refuses to overwrite either. */
  public void write(Path keyPem, Path certificatePem) throws IOException {
    TlsFiles.write(keyPem, certificatePem, identity);
  }

  /** The self-signed certificate, for the genesis file and for {@link PeerTrust}. */
  public X509Certificate certificate() {
    return identity.chain().get(0);
  }

  /**
   * A new P-256 TLS key for a node, with its certificate followed by this authority's.
   *
   * @param nodeId {@code [a-z][a-z0-9-]{0,30}}; becomes the common name and a DNS name
   * @param hosts further DNS names and IP addresses that the node is reached at, 32 at most
   * @param validity from now on, cut short at the end of this authority's own validity
   * @throws IllegalArgumentException where one of them isn't acceptable
   */
  public TlsIdentity issueNode(String nodeId, List<String> hosts, Duration validity) {
    KeyPair keys = mint.newKeys();
    X509Certificate certificate =
        mint.node(identity, NodeName.require(nodeId, "node id"), hosts, keys.getPublic(), validity);
    return new TlsIdentity(keys.getPrivate(), List.of(certificate, certificate()));
  }

  @Override
  public String toString() {
    return "OrganisationCa(" + certificate().getSubjectX500Principal() + ")";
  }
}
