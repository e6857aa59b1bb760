package io.consentledger.node.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.chain.Header;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServedBlocksTest {
  private static final int ROOM = 1 << 20;

  @TempDir private Path directory;

  @Test
  void headersEndAtTheNewestCertificateAmongThem() throws Exception {
    try (MadeChain chain = new MadeChain(directory)) {
      chain.grow(12);
      chain.certify(4);
      chain.certify(6);
      ServedBlocks served = new ServedBlocks(chain.ledger());

      List<Bytes> certified = served.headers(2, 8, ROOM);
      assertThat(certified).hasSize(5);
      assertThat(certified.subList(0, 4)).allMatch(it -> it.size() == Header.SIZE_BYTES);
      assertThat(HeaderWindow.read(certified, 1, chain.hash(1), chain.ledger().genesis()))
          .extracting(HeaderWindow::certified)
          .isEqualTo(true);
      assertThat(served.headers(7, 3, ROOM)).hasSize(3);
      assertThat(served.headers(11, 5, ROOM)).hasSize(2);
      assertThat(served.headers(13, 5, ROOM)).isEmpty();
      assertThat(served.headers(1, 8, 3 * Header.SIZE_BYTES)).hasSize(3);
      assertThat(served.headers(Long.MAX_VALUE, 8, ROOM)).isEmpty();
    }
  }
}
