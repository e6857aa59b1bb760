package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrganisationCaTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.750Z");
  private static final Duration YEAR = Duration.ofDays(365);

  private final OrganisationCa bank =
      OrganisationCa.create("bank", InstantSource.fixed(NOW), YEAR.multipliedBy(10), RANDOM);

  @TempDir private Path directory;

  @Test
  void makesAnAuthorityThatSignsNodesOnly() throws Exception {
    X509Certificate ca = bank.certificate();
    ca.verify(ca.getPublicKey());
    CertificateRules.requireAuthority(ca);
    assertThat(ca.getBasicConstraints()).isZero();
    assertThat(ca.getSubjectX500Principal().getName()).isEqualTo("CN=bank CA,O=bank");
    assertThat(ca.getCriticalExtensionOIDs()).contains("2.5.29.15", "2.5.29.19");
  }

  @Test
  void issuesNodeCertificatesForBothEndsOfALink() throws Exception {
    TlsIdentity node = bank.issueNode("bank-1", List.of("127.0.0.2", "node.bank.example"), YEAR);
    X509Certificate certificate = node.chain().get(0);
    certificate.verify(bank.certificate().getPublicKey());
    CertificateRules.requireNode(certificate);
    assertThat(CertificateRules.nodeId(certificate)).isEqualTo("bank-1");
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(
            List.of(2, "bank-1"), List.of(7, "127.0.0.2"), List.of(2, "node.bank.example"));
    assertThat(node.chain()).containsExactly(certificate, bank.certificate());
    assertThat(node.toString()).isEqualTo("TlsIdentity(CN=bank-1)");
  }

  @Test
  void takesValidityFromTheClockGiven() {
    X509Certificate certificate = bank.issueNode("bank-1", List.of(), YEAR).chain().get(0);
    assertThat(certificate.getNotBefore().toInstant()).isEqualTo("2026-03-01T11:55:00Z");
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo("2027-03-01T12:00:00Z");
  }

  @Test
  void endsNoNodeCertificateAfterItsOwn() {
    X509Certificate certificate =
        bank.issueNode("bank-1", List.of(), YEAR.multipliedBy(20)).chain().get(0);
    assertThat(certificate.getNotAfter()).isEqualTo(bank.certificate().getNotAfter());
  }

  @Test
  void issuesNothingOnceItEnded() throws Exception {
    Path key = directory.resolve("ca.key.pem");
    Path cert = directory.resolve("ca.cert.pem");
    bank.write(key, cert);
    InstantSource late = InstantSource.fixed(NOW.plus(YEAR.multipliedBy(11)));
    OrganisationCa ended = OrganisationCa.read(key, cert, late, RANDOM);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ended.issueNode("bank-1", List.of(), YEAR))
        .withMessageContaining("ended");
  }

  @Test
  void givesEveryCertificateItsOwnSerialAndKey() {
    X509Certificate one = bank.issueNode("bank-1", List.of(), YEAR).chain().get(0);
    X509Certificate two = bank.issueNode("bank-1", List.of(), YEAR).chain().get(0);
    assertThat(one.getSerialNumber()).isNotEqualTo(two.getSerialNumber()).isPositive();
    assertThat(one.getPublicKey()).isNotEqualTo(two.getPublicKey());
    assertThat(one.getSerialNumber().bitLength()).isEqualTo(128);
  }

  @Test
  void writesTheSameDatesInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"));
      X509Certificate certificate = bank.issueNode("bank-1", List.of(), YEAR).chain().get(0);
      assertThat(certificate.getNotAfter().toInstant()).isEqualTo("2027-03-01T12:00:00Z");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void readsBackWhatItWrote() throws Exception {
    Path key = directory.resolve("ca.key.pem");
    Path cert = directory.resolve("ca.cert.pem");
    bank.write(key, cert);
    OrganisationCa again = OrganisationCa.read(key, cert, InstantSource.fixed(NOW), RANDOM);
    assertThat(again.certificate()).isEqualTo(bank.certificate());
    again
        .issueNode("bank-2", List.of(), YEAR)
        .chain()
        .get(0)
        .verify(bank.certificate().getPublicKey());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(again.toString()).isEqualTo("OrganisationCa(CN=bank CA, O=bank)");
  }

  @Test
  void takesNoNodeForAnAuthority() throws Exception {
    Path key = directory.resolve("node.key.pem");
    Path cert = directory.resolve("node.cert.pem");
    TlsFiles.write(key, cert, bank.issueNode("bank-1", List.of(), YEAR));
    assertThatThrownBy(() -> OrganisationCa.read(key, cert, InstantSource.fixed(NOW), RANDOM))
        .isInstanceOfSatisfying(
            CryptoException.class, e -> assertThat(e.code()).isEqualTo("certificate-invalid"));
  }

  @Test
  void leavesNoKeyBehindWhereTheChainCannotBeWritten() throws Exception {
    Path key = directory.resolve("node.key.pem");
    Path chain = Files.writeString(directory.resolve("node.chain.pem"), "taken");
    assertThatThrownBy(() -> TlsFiles.write(key, chain, bank.issueNode("bank-1", List.of(), YEAR)))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(key).doesNotExist();
    assertThat(chain).hasContent("taken");
  }

  @Test
  void refusesAKeyWithAnothersCertificate() throws Exception {
    Path key1 = directory.resolve("1.key");
    Path chain1 = directory.resolve("1.chain");
    Path key2 = directory.resolve("2.key");
    Path chain2 = directory.resolve("2.chain");
    TlsIdentity one = bank.issueNode("bank-1", List.of("127.0.0.1"), YEAR);
    TlsFiles.write(key1, chain1, one);
    TlsFiles.write(key2, chain2, bank.issueNode("bank-1", List.of(), YEAR));
    assertThatThrownBy(() -> TlsFiles.read(key2, chain1))
        .isInstanceOfSatisfying(
            CryptoException.class, e -> assertThat(e.code()).isEqualTo("tls-key-mismatch"));
    assertThat(TlsFiles.read(key1, chain1)).isEqualTo(one);
  }

  @Test
  void refusesKeysThatAreNotElliptic() throws Exception {
    Path key = directory.resolve("ed.key");
    Path chain = directory.resolve("chain");
    KeyFiles.write(key, SigningKey.generate(Algorithm.ED25519, RANDOM));
    TlsFiles.writeCertificates(chain, List.of(bank.certificate()));
    assertThatThrownBy(() -> TlsFiles.read(key, chain))
        .isInstanceOfSatisfying(
            CryptoException.class, e -> assertThat(e.code()).isEqualTo("key-file-malformed"));
  }

  @Test
  void decodesExactlyOneCertificate() throws Exception {
    Bytes der = TlsFiles.encoded(bank.certificate());
    assertThat(TlsFiles.readCertificate(der)).isEqualTo(bank.certificate());
    Bytes pem = Bytes.copyOf(Pem.encode("CERTIFICATE", der.toArray()));
    List<Bytes> others =
        List.of(
            Bytes.EMPTY,
            Bytes.utf8("no certificate"),
            pem,
            der.slice(0, der.size() - 1),
            Bytes.concat(der, Bytes.fromHex("00")),
            Bytes.concat(der, der),
            Bytes.fromHex("3000"),
            Bytes.fromHex("0500"),
            Bytes.owning(new byte[20_000]));
    for (Bytes other : others) {
      assertThatThrownBy(() -> TlsFiles.readCertificate(other))
          .isInstanceOfSatisfying(
              CryptoException.class, e -> assertThat(e.code()).isEqualTo("certificate-malformed"));
    }
  }

  @Test
  void readsAuthoritiesOnlyWhereOneIsExpected() throws Exception {
    Bytes authority = TlsFiles.encoded(bank.certificate());
    assertThat(TlsFiles.readAuthority(authority)).isEqualTo(bank.certificate());
    Bytes node = TlsFiles.encoded(bank.issueNode("bank-1", List.of(), YEAR).chain().get(0));
    assertThatThrownBy(() -> TlsFiles.readAuthority(node))
        .isInstanceOfSatisfying(
            CryptoException.class, e -> assertThat(e.code()).isEqualTo("certificate-invalid"));
  }

  @Test
  void refusesNamesAndHostsOutOfForm() {
    for (String name : List.of("", "Bank", "1bank", "bank 1", "b".repeat(32), "bank\n")) {
      assertThatIllegalArgumentException().isThrownBy(() -> bank.issueNode(name, List.of(), YEAR));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> OrganisationCa.create(name, InstantSource.fixed(NOW), YEAR, RANDOM));
    }
    for (String host : List.of("", "a b", "*.example", "300.1.1.1.", "a..b", "x\0y", "-a")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> bank.issueNode("bank-1", List.of(host), YEAR));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bank.issueNode("bank-1", Collections.nCopies(33, "h"), YEAR));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bank.issueNode("bank-1", List.of(), Duration.ZERO));
  }

  @Test
  void acceptsIpv6Hosts() throws Exception {
    X509Certificate certificate = bank.issueNode("bank-1", List.of("::1"), YEAR).chain().get(0);
    assertThat(certificate.getSubjectAlternativeNames()).contains(List.of(7, "0:0:0:0:0:0:0:1"));
  }
}
