package io.consentledger.cli.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.cli.base.CliException;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.SecretBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedWordsTest {
  /** Entropy and words as BIP-39's own test vectors have them. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000000000000000000000000000000000000000000000000000,"
        + " abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
        + " abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
        + " abandon abandon abandon art",
    "8080808080808080808080808080808080808080808080808080808080808080,"
        + " letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd"
        + " amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic bless",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,"
        + " zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo"
        + " zoo zoo vote"
  })
  void areThoseOfTheStandard(String entropy, String words) throws CliException {
    SecretBytes seed = SecretBytes.owning(Bytes.fromHex(entropy).toArray());
    assertThat(String.join(" ", SeedWords.of(seed))).isEqualTo(words);
    assertThat(SeedWords.seed("  " + words.toUpperCase(java.util.Locale.ROOT) + "\n"))
        .isEqualTo(seed);
  }

  @Test
  void tellWhatIsWrongWithoutRepeatingIt() {
    String good = "zoo ".repeat(23);
    assertRefused(good + "zoo", "checksum");
    assertRefused(good + "hunter2", "word 24");
    assertRefused(good, "23 words");
    assertThatThrownBy(() -> SeedWords.seed(good + "hunter2"))
        .hasMessageNotContaining("hunter2")
        .hasMessageNotContaining("zoo");
  }

  private static void assertRefused(String words, String why) {
    assertThatThrownBy(() -> SeedWords.seed(words))
        .isInstanceOf(CliException.class)
        .hasMessageContaining(why);
  }
}
