package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertifiedTest {
  /** A controller may name as many processes as it likes: no node may stop over it. */
  @Test
  void readsMoreThanTwoBytesCanCount() {
    List<String> categories = new ArrayList<>();
    for (int i = 0; i < 65_536; i++) {
      categories.add("C" + i);
    }
    Certified written = Certified.ALL.collected("loyalty", categories);
    RecordWriter out = new RecordWriter();
    written.encode(out);
    RecordReader in = new RecordReader(out.done());

    Certified read = Certified.decode(in);
    in.end();

    assertThat(read).isEqualTo(written);
  }
}
