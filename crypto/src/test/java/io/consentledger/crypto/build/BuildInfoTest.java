package io.consentledger.crypto.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

final class BuildInfoTest {
  @Test
  void saysWhatTheBuildFilledIn() {
    BuildInfo built = BuildInfo.ofThisProgram();
    assertThat(built.version()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    assertThat(built.commit()).matches("[0-9a-f]{40}|unknown");
  }

  @Test
  void doesNotKnowWhatTheBuildDidNotFillIn() {
    Properties unfilled = new Properties();
    unfilled.setProperty("version", "1.0.0");
    unfilled.setProperty("commit", "${git.commit.id}");
    assertThat(BuildInfo.of(unfilled)).hasToString("1.0.0 (commit unknown)");
    assertThat(BuildInfo.of(new Properties()).version()).isEqualTo("unknown");
  }
}
