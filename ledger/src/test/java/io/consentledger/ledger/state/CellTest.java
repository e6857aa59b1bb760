package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import org.junit.jupiter.api.Test;

class CellTest {
  private final World world = new World();
  private final Cell<Integer> cell = Cells.newestNotice(world.retailer, "privacy");

  @Test
  void answersForEveryTimeItWentThrough() {
    long[] times = {100, 200, 200, 200, 300, 1_000};
    for (int i = 0; i < times.length; i++) {
      put(times[i], i + 1);
    }
    assertThat(cell.asOf(world.state, 99)).isEmpty();
    assertThat(value(100)).isEqualTo(1);
    assertThat(value(199)).isEqualTo(1);
    assertThat(value(200)).isEqualTo(4);
    assertThat(value(299)).isEqualTo(4);
    assertThat(value(300)).isEqualTo(5);
    assertThat(value(999)).isEqualTo(5);
    assertThat(value(1_000)).isEqualTo(6);
    assertThat(value(Long.MAX_VALUE)).isEqualTo(6);
    assertThat(cell.newest(world.state).orElseThrow().ordinal()).isEqualTo(6);
  }

  @Test
  void stopsOnBytesThatAreNotARecord() {
    world.state.put(StateKeys.newestNotice(world.retailer, "privacy"), Bytes.fromHex("0001"));
    assertThatThrownBy(() -> cell.newest(world.state)).isInstanceOf(IllegalStateException.class);
  }

  private int value(long timeMs) {
    return cell.asOf(world.state, timeMs).orElseThrow().value();
  }

  private void put(long timeMs, int value) {
    Step step =
        new Step(
            world.genesis,
            world.state,
            new BlockContext(value, timeMs),
            World.txId(value),
            world.retailerSigner);
    cell.put(step, value);
  }
}
