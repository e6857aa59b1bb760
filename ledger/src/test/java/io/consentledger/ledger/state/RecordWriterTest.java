package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordWriterTest {
  /** Whoever writes as many as they like: no node may stop over it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 65_534, 65_535, 65_536})
  void countsTextsBeyondTwoBytes(int count) {
    List<String> written = IntStream.range(0, count).mapToObj(i -> "C" + i).toList();
    RecordReader in = new RecordReader(new RecordWriter().texts(written).done());

    assertThat(in.texts()).isEqualTo(written);
    in.end();
  }
}
