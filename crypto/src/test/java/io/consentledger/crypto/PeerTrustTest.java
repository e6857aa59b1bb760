package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerTrustTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration DAY = Duration.ofDays(1);

  /** A bank whose authority is made by hand, so that the tests have its key to misuse. */
  private final TlsIdentity bankCa;

  private final OrganisationCa insurer =
      OrganisationCa.create("insurer", InstantSource.system(), DAY, RANDOM);
  private final TlsIdentity insurerNode = insurer.issueNode("insurer-1", List.of("127.0.0.3"), DAY);
  private final PeerTrust trust;

  PeerTrustTest() throws Exception {
    bankCa = new OddCertificate().subject("O=bank,CN=bank CA").authority().selfSigned();
    trust =
        new PeerTrust(Map.of("bank-1", certificate(bankCa), "insurer-1", insurer.certificate()));
  }

  @Test
  void knowsAMemberByItsOwnAuthority() throws Exception {
    assertThat(trust.nodeIdOf(insurerNode.chain())).isEqualTo("insurer-1");
    assertThat(trust.nodeIdOf(insurerNode.chain().subList(0, 1))).isEqualTo("insurer-1");
    TlsIdentity bankNode = new OddCertificate().signedBy(bankCa.privateKey());
    assertThat(trust.nodeIdOf(bankNode.chain())).isEqualTo("bank-1");
    assertTrusted(bankNode.chain());
    assertTrusted(insurerNode.chain());
  }

  @Test
  void refusesAnotherMembersAuthorityVouchingForAMember() {
    List<X509Certificate> forged = insurer.issueNode("bank-1", List.of(), DAY).chain();
    assertRefused("certificate-invalid", forged);
    assertRefused("certificate-invalid", forged.subList(0, 1));
    assertRefused("certificate-invalid", List.of(forged.get(0), certificate(bankCa)));
  }

  @Test
  void refusesAnAuthorityThatOnlyBearsTheNameOfTheRealOne() throws Exception {
    TlsIdentity twin = new OddCertificate().subject("O=bank,CN=bank CA").authority().selfSigned();
    List<X509Certificate> forged = new OddCertificate().signedBy(twin.privateKey()).chain();
    assertRefused("certificate-invalid", forged);
    assertRefused("certificate-invalid", List.of(forged.get(0), certificate(twin)));
  }

  @Test
  void refusesNodesThatAreNoMembers() {
    assertRefused("peer-unknown", insurer.issueNode("insurer-2", List.of(), DAY).chain());
    PeerTrust nobody = new PeerTrust(Map.of());
    assertThatThrownBy(() -> nobody.nodeIdOf(insurerNode.chain()))
        .isInstanceOfSatisfying(
            CryptoException.class, refused -> assertThat(refused.code()).isEqualTo("peer-unknown"));
    assertThatThrownBy(
            () ->
                nobody
                    .trustManager()
                    .checkClientTrusted(insurerNode.chain().toArray(X509Certificate[]::new), "EC"))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void refusesWhatHasEndedOrNotBegun() throws Exception {
    Instant now = Instant.now();
    assertRefused(
        "certificate-expired",
        new OddCertificate()
            .validity(now.minusSeconds(100), now.minusSeconds(2))
            .signedBy(bankCa.privateKey())
            .chain());
    assertRefused(
        "certificate-not-yet-valid",
        new OddCertificate()
            .validity(now.plusSeconds(600), now.plusSeconds(1200))
            .signedBy(bankCa.privateKey())
            .chain());
  }

  @Test
  void refusesEveryNodeOfAnAuthorityThatHasEnded() throws Exception {
    Instant now = Instant.now();
    TlsIdentity ended =
        new OddCertificate()
            .subject("O=bank,CN=bank CA")
            .authority()
            .validity(now.minusSeconds(100), now.minusSeconds(2))
            .selfSigned();
    PeerTrust late = new PeerTrust(Map.of("bank-1", certificate(ended)));
    List<X509Certificate> chain = new OddCertificate().signedBy(ended.privateKey()).chain();
    assertThatThrownBy(() -> late.nodeIdOf(chain))
        .isInstanceOfSatisfying(
            CryptoException.class,
            refused -> assertThat(refused.code()).isEqualTo("certificate-expired"));
  }

  @Test
  void refusesAMemberWhoseAuthorityIsNone() throws Exception {
    TlsIdentity none = new OddCertificate().subject("O=bank,CN=bank CA").selfSigned();
    PeerTrust mistaken = new PeerTrust(Map.of("bank-1", certificate(none)));
    List<X509Certificate> chain = new OddCertificate().signedBy(none.privateKey()).chain();
    assertThatThrownBy(() -> mistaken.nodeIdOf(chain)).isInstanceOf(CryptoException.class);
    TlsIdentity unmarked =
        new OddCertificate().subject("O=bank,CN=bank CA").usage(KeyUsage.keyCertSign).selfSigned();
    PeerTrust unmarkedTrust = new PeerTrust(Map.of("bank-1", certificate(unmarked)));
    List<X509Certificate> second = new OddCertificate().signedBy(unmarked.privateKey()).chain();
    assertThatThrownBy(() -> unmarkedTrust.nodeIdOf(second))
        .isInstanceOf(CryptoException.class)
        .hasMessageContaining("CA:FALSE");
  }

  @Test
  void refusesCertificatesIssuedThroughANodesCertificate() throws Exception {
    TlsIdentity node = new OddCertificate().signedBy(bankCa.privateKey());
    TlsIdentity child = new OddCertificate().issuer("CN=bank-1").signedBy(node.privateKey());
    assertRefused(
        "certificate-invalid", List.of(certificate(child), certificate(node), certificate(bankCa)));
    assertRefused("certificate-invalid", List.of(certificate(child), certificate(node)));
    assertRefused("certificate-invalid", List.of(certificate(child)));
  }

  @Test
  void refusesCertificatesIssuedThroughAnIntermediateAuthority() throws Exception {
    TlsIdentity middle =
        new OddCertificate().subject("CN=middle").authority().signedBy(bankCa.privateKey());
    TlsIdentity child = new OddCertificate().issuer("CN=middle").signedBy(middle.privateKey());
    assertRefused(
        "certificate-invalid",
        List.of(certificate(child), certificate(middle), certificate(bankCa)));
    assertRefused("certificate-invalid", List.of(certificate(child), certificate(middle)));
  }

  @Test
  void refusesAnAuthorityInPlaceOfANode() throws Exception {
    TlsIdentity asNode = new OddCertificate().authority().signedBy(bankCa.privateKey());
    assertRefused("certificate-invalid", asNode.chain());
    TlsIdentity both =
        new OddCertificate()
            .authority()
            .usage(KeyUsage.keyCertSign | KeyUsage.digitalSignature)
            .signedBy(bankCa.privateKey());
    assertRefused("certificate-invalid", both.chain());
    assertRefused("certificate-invalid", List.of(certificate(bankCa)));
  }

  @Test
  void refusesOtherUsagesAndPurposes() throws Exception {
    List<OddCertificate> odd =
        List.of(
            new OddCertificate().purposes(KeyPurposeId.id_kp_serverAuth),
            new OddCertificate().purposes(KeyPurposeId.id_kp_clientAuth),
            new OddCertificate().purposes(KeyPurposeId.anyExtendedKeyUsage),
            new OddCertificate().purposes(KeyPurposeId.id_kp_codeSigning),
            new OddCertificate().purposes(),
            new OddCertificate().usage(KeyUsage.keyAgreement),
            new OddCertificate().usage(0));
    for (OddCertificate certificate : odd) {
      assertRefused("certificate-invalid", certificate.signedBy(bankCa.privateKey()).chain());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "O=bank-1",
        "CN=",
        "CN=BANK-1",
        "CN=bank-1\\00",
        "CN=bank-1 ,O=bank",
        "CN=bank-1,CN=insurer-1",
        "CN=bank-1+CN=insurer-1",
        "CN=bank-1+O=bank",
        "CN=#0403010203",
        "CN=bank-1\\,insurer-1",
      })
  void refusesSubjectsThatAreNotOneNodeId(String subject) throws Exception {
    assertRefused(
        "certificate-invalid",
        new OddCertificate().subject(subject).signedBy(bankCa.privateKey()).chain());
  }

  @Test
  void repeatsNothingThatAStrangerWrote() throws Exception {
    List<X509Certificate> chain =
        new OddCertificate().subject("CN=canary canary").signedBy(bankCa.privateKey()).chain();
    assertThatThrownBy(() -> trust.nodeIdOf(chain)).hasMessageNotContaining("canary");
  }

  @Test
  void refusesAnIssuerNameThatIsNotTheAuthoritys() throws Exception {
    assertRefused(
        "certificate-invalid",
        new OddCertificate().issuer("CN=other CA").signedBy(bankCa.privateKey()).chain());
  }

  @Test
  void refusesNoCertificateAtAll() {
    assertThatThrownBy(() -> trust.nodeIdOf(List.of()))
        .isInstanceOfSatisfying(
            CryptoException.class,
            refused -> assertThat(refused.code()).isEqualTo("certificate-invalid"));
  }

  @Test
  void tellsPeersWhichAuthoritiesItTakes() {
    assertThat(trust.trustManager().getAcceptedIssuers())
        .containsExactlyInAnyOrder(certificate(bankCa), insurer.certificate());
  }

  private void assertTrusted(List<X509Certificate> chain) {
    X509Certificate[] array = chain.toArray(X509Certificate[]::new);
    X509ExtendedTrustManager manager = trust.trustManager();
    assertThatCode(() -> manager.checkClientTrusted(array, "EC")).doesNotThrowAnyException();
    assertThatCode(() -> manager.checkServerTrusted(array, "UNKNOWN")).doesNotThrowAnyException();
  }

  /** Refused when asked for the node id, and by both sides of TLS. */
  private void assertRefused(String code, List<X509Certificate> chain) {
    assertThatThrownBy(() -> trust.nodeIdOf(chain))
        .isInstanceOfSatisfying(
            CryptoException.class, refused -> assertThat(refused.code()).isEqualTo(code));
    X509Certificate[] array = chain.toArray(X509Certificate[]::new);
    X509ExtendedTrustManager manager = trust.trustManager();
    assertThatThrownBy(() -> manager.checkClientTrusted(array, "EC"))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> manager.checkServerTrusted(array, "UNKNOWN"))
        .isInstanceOf(CertificateException.class);
  }

  private static X509Certificate certificate(TlsIdentity identity) {
    return identity.chain().get(0);
  }
}
