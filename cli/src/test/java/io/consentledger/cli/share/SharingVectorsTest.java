package io.consentledger.cli.share;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.crypto.Bytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * Holds the code to the published bytes. Where the format is changed on purpose, {@code
 * -Dconsentledger.vectors.write=true} writes the file anew.
 */
class SharingVectorsTest {
  private static final Path SPEC = Path.of("../docs/spec");
  private static final Path FILE = SPEC.resolve("vectors/sharing.json");

  @Test
  void opensThePublishedFile() throws Exception {
    if (Boolean.getBoolean("consentledger.vectors.write")) {
      Files.writeString(FILE, Json.pretty(made()) + "\n");
    }
    ObjectNode vector = Json.parseObject(Files.readAllBytes(FILE));
    assertThat(vector.path("shareKey").textValue()).isEqualTo(Shares.key().encode().utf8());
    ShareFile file = ShareFile.parse(Bytes.utf8(vector.path("share").textValue()));
    file.require(Shares.NETWORK, Shares.SENDER.verifyingKey());
    assertThat(file.open(Shares.OPENING)).containsExactly(Shares.DETAILS);
    assertThat(vector.path("plaintext").textValue())
        .isEqualTo(
            "{\"records\":[{\"details\":"
                + Json.line(Shares.DETAILS.details())
                + ",\"opening\":\""
                + Shares.DETAILS.opening().toHex()
                + "\"}]}");
  }

  @Test
  void thePageShowsTheSameBytes() throws Exception {
    ObjectNode vector = Json.parseObject(Files.readAllBytes(FILE));
    assertThat(Files.readString(SPEC.resolve("sharing.md"), StandardCharsets.UTF_8))
        .contains(vector.path("shareKey").textValue())
        .contains(vector.path("share").textValue())
        .contains(vector.path("recipientSecret").textValue());
    ShareKey.parse(Bytes.utf8(vector.path("shareKey").textValue()))
        .require(
            Shares.NETWORK,
            Shares.HOLDER.verifyingKey(),
            Instant.ofEpochMilli(Shares.UNTIL_MS - 1));
  }

  private static ObjectNode made() {
    return Json.object()
        .put("recipientSecret", Shares.seed("opening").toHex())
        .put("holderKey", Shares.HOLDER.verifyingKey().raw().toHex())
        .put("senderKey", Shares.SENDER.verifyingKey().raw().toHex())
        .put("shareKey", Shares.key().encode().utf8())
        .put("share", Shares.sealed(Shares.DETAILS).encode().utf8())
        .put(
            "plaintext",
            "{\"records\":[{\"details\":"
                + Json.line(Shares.DETAILS.details())
                + ",\"opening\":\""
                + Shares.DETAILS.opening().toHex()
                + "\"}]}");
  }
}
