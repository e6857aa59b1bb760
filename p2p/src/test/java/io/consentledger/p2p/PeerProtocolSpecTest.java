package io.consentledger.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Holds docs/spec/peer-protocol.md against the code. */
class PeerProtocolSpecTest {
  private static final Digest NETWORK = Digest.fromHex("11".repeat(32));
  private static final Digest ID = Digest.of(Bytes.utf8("a"));

  private static String page() throws IOException {
    // The module's folder is the working directory where the build doesn't name the root.
    String root = System.getProperty("consentledger.root", "..");
    return Files.readString(Path.of(root, "docs", "spec", "peer-protocol.md"));
  }

  @Test
  void workedBytesAreThoseOfTheCode() throws IOException {
    List<Frame> frames =
        List.of(
            new Frame.Hello(2, NETWORK, "bank-1"),
            new Frame.Links(List.of("bank-1", "insurer-1")),
            new Frame.Ping(1),
            new Frame.Pong(1),
            new Frame.Items(List.of(Bytes.utf8("a"), Bytes.utf8("bc"))),
            new Frame.Offer(List.of(ID)),
            new Frame.Want(List.of(ID)),
            new Frame.Head(Bytes.utf8("head")),
            new Frame.Fetch(1, Wanted.BLOCKS, 5, 16, 4_194_304),
            new Frame.Fetch(2, Wanted.HEADERS, 5, 2_048, 4_194_304),
            new Frame.Blocks(1, List.of(Bytes.utf8("block"))),
            new Frame.Blocks(1, List.of()));
    String page = page();
    for (Frame frame : frames) {
      String hex = Bytes.owning(RawPeer.bytes(frame)).toHex();
      assertThat(page).as(frame.toString()).contains("    " + hex + "\n");
    }
  }

  @Test
  void tableNamesEveryTypeWithItsBounds() throws IOException {
    String page = page();
    for (FrameType type : FrameType.values()) {
      String min = String.format(Locale.ROOT, "%,d", type.bodyBytesMin());
      String max = String.format(Locale.ROOT, "%,d", type.bodyBytesMax());
      String bounds = min.equals(max) ? min : min + " to " + max;
      assertThat(page)
          .containsPattern(
              "\\| " + type.code() + " \\| " + type + " \\| [^|]+ \\| " + bounds + " \\|");
    }
  }

  @Test
  void everyReasonIsNamed() throws IOException {
    String page = page();
    for (CloseReason reason : CloseReason.values()) {
      assertThat(page).contains("`" + reason.code() + "`");
    }
  }
}
