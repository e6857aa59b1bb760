package io.consentledger.cli.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.base.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateJsonTest {
  @TempDir Path directory;

  @Test
  void whatIsWrittenCanBeReadAgain() throws Exception {
    Path file = directory.resolve("private/some.json");
    ObjectNode large = Json.object();
    large.put("many", "x".repeat(Limits.FILE_BYTES_MAX));
    PrivateJson.write(file, large);
    assertThat(PrivateJson.read(file, "p", "m")).isEqualTo(large);

    ObjectNode tooLarge = Json.object().put("many", "x".repeat(Limits.PRIVATE_JSON_BYTES_MAX));
    assertThatThrownBy(() -> PrivateJson.write(file, tooLarge))
        .extracting("code")
        .isEqualTo("home-file-full");
    assertThatThrownBy(() -> PrivateJson.overwrite(file, tooLarge))
        .extracting("code")
        .isEqualTo("home-file-full");
    assertThat(PrivateJson.read(file, "p", "m")).isEqualTo(large);
    assertThat(Files.size(file)).isGreaterThan(Limits.FILE_BYTES_MAX);
  }
}
