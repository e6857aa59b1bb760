package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MerkleLogReaderTest {
  private static final long SEED = 9162;
  private static final int SIZE_MAX = 3000;

  private final List<Digest> leaves = new ArrayList<>();
  private final List<List<Digest>> levels = new ArrayList<>();
  private int reads;

  MerkleLogReaderTest() {
    MerkleFrontier frontier = new MerkleFrontier();
    for (int i = 0; i < SIZE_MAX; i++) {
      Digest leaf = MerkleLog.leaf(Bytes.utf8("leaf " + i));
      leaves.add(leaf);
      keep(0, leaf);
      List<Digest> complete = frontier.append(leaf);
      for (int level = 1; level <= complete.size(); level++) {
        keep(level, complete.get(level - 1));
      }
    }
  }

  @Test
  void givesWhatAllLeavesGiveAtEverySmallSize() {
    for (int size = 0; size <= 70; size++) {
      assertThat(log(size).root()).isEqualTo(MerkleLog.root(leaves.subList(0, size)));
      for (int at = 0; at < size; at++) {
        assertSame(size, at);
      }
    }
  }

  @Test
  void givesWhatAllLeavesGiveAtLargeSizes() {
    Random random = new Random(SEED);
    for (int i = 0; i < 300; i++) {
      int size = 70 + random.nextInt(SIZE_MAX - 70) + 1;
      assertSame(size, random.nextInt(size));
    }
    assertSame(2048, 2047);
    assertSame(2049, 2048);
  }

  @Test
  void readsALogarithmicNumberOfSubtrees() {
    reads = 0;
    log(2047).inclusionProof(0);
    assertThat(reads).isLessThanOrEqualTo(22);
    reads = 0;
    log(2047).consistencyProof(1023);
    assertThat(reads).isLessThanOrEqualTo(22);
  }

  @Test
  void refusesWhatIsOutsideTheLog() {
    assertThatThrownBy(() -> log(5).inclusionProof(5))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> log(5).inclusionProof(-1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> log(5).consistencyProof(0));
    assertThatIllegalArgumentException().isThrownBy(() -> log(5).consistencyProof(6));
    assertThatIllegalArgumentException().isThrownBy(() -> log(-1));
  }

  private void assertSame(int size, int at) {
    List<Digest> some = leaves.subList(0, size);
    assertThat(log(size).inclusionProof(at))
        .as("leaf %d of %d", at, size)
        .isEqualTo(MerkleLog.inclusionProof(some, at));
    assertThat(log(size).consistencyProof(at + 1))
        .as("from %d to %d", at + 1, size)
        .isEqualTo(MerkleLog.consistencyProof(some, at + 1));
  }

  private MerkleLogReader log(long size) {
    return new MerkleLogReader(
        (level, index) -> {
          reads++;
          return levels.get(level).get((int) index);
        },
        size);
  }

  private void keep(int level, Digest root) {
    if (levels.size() == level) {
      levels.add(new ArrayList<>());
    }
    levels.get(level).add(root);
  }
}
