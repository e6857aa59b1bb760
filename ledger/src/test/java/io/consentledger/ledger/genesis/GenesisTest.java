package io.consentledger.ledger.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.quorum.ValidatorSet;
import io.consentledger.ledger.TestNetwork;
import io.consentledger.ledger.tx.NetworkId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GenesisTest {
  private final TestNetwork network = new TestNetwork();
  private final Genesis genesis = network.genesis;
  private final String text = genesis.bytes().utf8();

  @Test
  void comesBackFromItsExactBytes() throws GenesisException {
    Genesis parsed = Genesis.parse(genesis.bytes());
    assertThat(parsed.networkId()).isEqualTo(NetworkId.of(genesis.bytes()));
    assertThat(parsed.organisations()).isEqualTo(genesis.organisations());
    assertThat(parsed.network()).isEqualTo("test");
    assertThat(parsed.createdMs()).isEqualTo(TestNetwork.CREATED_MS);
    assertThat(parsed.allowedDriftMs()).isEqualTo(GenesisBuilder.DEFAULT_ALLOWED_DRIFT_MS);
    assertThat(parsed.vocabulary()).isEqualTo(genesis.vocabulary());
  }

  @Test
  void findsOrganisationsByNamePartyAndKey() {
    Organisation bank = genesis.organisation("bank").orElseThrow();
    assertThat(bank.partyId()).isEqualTo(network.bank);
    assertThat(bank.hasRole(Role.CONTROLLER)).isTrue();
    assertThat(bank.hasRole(Role.AUTHORITY)).isFalse();
    assertThat(genesis.organisation(network.bank)).contains(bank);
    assertThat(genesis.partyKey(bank.signingKey().id())).contains(bank.signingKey());
    assertThat(genesis.organisation("nobody")).isEmpty();
  }

  @Test
  void encodesTheValidatorSet() {
    ValidatorSet set = genesis.validatorSet();
    assertThat(set.quorum()).isEqualTo(2);
    assertThat(set.encode().size()).isEqualTo(4 + 2 * (6 + 32));
    assertThat(set.encode().slice(0, 10)).isEqualTo(Bytes.fromHex("00020002000000010020"));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,3", "4,3", "5,4", "6,5", "7,5", "10,7"})
  void takesMoreThanTwoThirdsAsQuorum(int validators, int quorum) {
    assertThat(ValidatorSet.smallestQuorum(validators)).isEqualTo(quorum);
  }

  @Test
  void refusesAnUnsafeQuorum() {
    assertThatThrownBy(() -> new ValidatorSet(1, genesis.validatorSet().members()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ValidatorSet(3, genesis.validatorSet().members()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesAMemberWithoutANode() throws GenesisException {
    Organisation bank = genesis.organisations().get(0);
    Organisation guest =
        new Organisation(
            "guest",
            "The guest",
            List.of(Role.AGENT),
            "US-CA",
            TestNetwork.key("guest").verifyingKey(),
            Bytes.utf8("certificate"),
            Optional.empty());
    Genesis built =
        new GenesisBuilder("with-guest", 0, genesis.vocabulary())
            .organisation(guest)
            .organisation(bank)
            .allowedDriftMs(5)
            .quorum(1)
            .build();
    assertThat(built.validatorSet().members())
        .containsExactly(new ValidatorSet.Member(1, bank.node().orElseThrow().validatorKey()));
    assertThat(built.organisations()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\":1|\"version\":2|version",
        "\"network\":\"test\"|\"network\":\"Test\"|network",
        "\"network\":\"test\"|\"network\":7|network",
        "\"network\":\"test\"|\"nickname\":\"test\"|network is missing",
        "\"quorum\":2|\"quorum\":1|quorum",
        "\"quorum\":2|\"quorum\":3|quorum",
        "\"quorum\":2|\"quorum\":\"2\"|quorum",
        "\"createdMs\":1767225600000|\"createdMs\":-1|createdMs",
        "\"allowedDriftMs\":10000|\"allowedDriftMs\":0|allowedDriftMs",
        "\"jurisdiction\":\"EU\"|\"jurisdiction\":\"Europe\"|organisations[0].jurisdiction",
        "\"roles\":[\"CONTROLLER\"]|\"roles\":[]|organisations[0].roles",
        "\"roles\":[\"CONTROLLER\"]|\"roles\":[\"KING\"]|organisations[0].roles",
        "\"roles\":[\"CONTROLLER\"]|\"roles\":[\"CONTROLLER\",\"CONTROLLER\"]|organisations[0].roles",
        "\"alg\":1|\"alg\":7|alg",
        "\"title\":\"The bank\"|\"title\":\"\"|organisations[0].title",
        "\"title\":\"The bank\"|\"title\":\"The\\nbank\"|organisations[0].title",
        "\"name\":\"insurer\"|\"name\":\"bank\"|repeats",
        "\"id\":\"insurer-1\"|\"id\":\"bank-1\"|repeats",
        "\"name\":\"dpv\"|\"name\":\"dpv\",\"note\":1|vocabulary.note is not a field",
        "\"version\":\"2.3\"|\"version\":\"2 3\"|vocabulary.version"
      })
  void namesTheFieldThatIsWrong(String found, String replacement, String message) {
    assertThat(text).contains(found);
    assertRefused(
        text.replaceFirst(
            java.util.regex.Pattern.quote(found),
            java.util.regex.Matcher.quoteReplacement(replacement)),
        message);
  }

  @Test
  void namesTheAuthoritiesWhoseTimestampsCount() throws GenesisException {
    TimestampAuthority authority = new TimestampAuthority("tsa", Bytes.utf8("certificate"));
    GenesisBuilder builder =
        new GenesisBuilder("stamped", 0, genesis.vocabulary())
            .organisation(genesis.organisations().get(0))
            .quorum(1)
            .timestampAuthority(authority);

    assertThat(genesis.timestampAuthorities()).isEmpty();
    Genesis stamped = builder.build();
    assertThat(stamped.timestampAuthorities()).containsExactly(authority);
    String file = stamped.bytes().utf8();
    assertRefused(file.replace("Y2VydGlmaWNhdGU=", "Y2VydGlmaWNhdGV="), "certificate");
    assertRefused(
        file.replaceFirst("\"timestampAuthorities\":\\[.*?]", "\"timestampAuthorities\":[]"),
        "1 to 16");
    assertThatThrownBy(() -> builder.timestampAuthority(authority).build())
        .isInstanceOf(GenesisException.class)
        .hasMessageContaining("stands twice");
  }

  @Test
  void refusesWhatIsNotCanonical() {
    assertRefused(text + "\n", "canonical");
    assertRefused(" " + text, "canonical");
    assertRefused("", "canonical");
  }

  @Test
  void refusesAKeyThatIsNoPoint() {
    String raw = network.bankKey.verifyingKey().raw().toHex();
    assertRefused(text.replace(raw, "00".repeat(32)), "signingKey");
  }

  @Test
  void refusesBase64ThatHasAnotherSpelling() {
    String certificate = genesis.organisations().get(0).caCertificate().toBase64();
    assertRefused(text.replace(certificate, certificate.substring(1)), "caCertificate");
    assertRefused(text.replace(certificate, "!!!!"), "caCertificate");
    assertRefused(text.replace(certificate, "AB=="), "caCertificate");
  }

  @Test
  void refusesAFileBeyondTheLimit() {
    assertThatThrownBy(() -> Genesis.parse(Bytes.owning(new byte[Limits.GENESIS_BYTES_MAX + 1])))
        .isInstanceOf(GenesisException.class);
  }

  private static void assertRefused(String file, String message) {
    assertThatThrownBy(() -> Genesis.parse(Bytes.utf8(file)))
        .isInstanceOf(GenesisException.class)
        .hasMessageContaining(message);
  }
}
