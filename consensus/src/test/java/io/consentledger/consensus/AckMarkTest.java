package io.consentledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AckMarkTest {
  @TempDir Path directory;

  @Test
  void remembersTheLastIndexThatWasAcknowledged() throws Exception {
    try (AckMark mark = open()) {
      assertThat(mark.found()).isFalse();
      assertThat(mark.index()).isEqualTo(-1);
      mark.acknowledged(3, 17);
      mark.acknowledged(3, 12);
    }
    try (AckMark mark = open()) {
      assertThat(mark.found()).isTrue();
      assertThat(mark.index()).isEqualTo(17);
    }
  }

  @Test
  void isReadWithoutHavingBeenSyncedAsAfterAKill() throws Exception {
    try (AckMark killed = open()) {
      for (long index = 0; index < 50; index++) {
        killed.acknowledged(1, index);
        if (index % 7 == 0) {
          killed.sync();
        }
        Path copy = Files.copy(file(), directory.resolve("copy-" + index));
        try (AckMark again = AckMark.open(copy)) {
          assertThat(again.index()).isEqualTo(index);
        }
      }
    }
  }

  @Test
  void goesBackWhereANewerLeaderTakesEntriesBackAndOldAcknowledgementsComeTooLate()
      throws Exception {
    try (AckMark mark = open()) {
      mark.acknowledged(3, 100);
      mark.truncated(4, 94);
      mark.acknowledged(3, 100);
      assertThat(mark.index()).isEqualTo(94);
      mark.acknowledged(4, 95);
    }
    try (AckMark mark = open()) {
      assertThat(mark.index()).isEqualTo(95);
    }
  }

  @Test
  void aTornSlotLeavesTheOneSyncedBefore() throws Exception {
    try (AckMark mark = open()) {
      mark.acknowledged(1, 5);
      mark.sync();
      mark.acknowledged(1, 9);
      mark.sync();
    }
    byte[] whole = Files.readAllBytes(file());
    int spared = 0;
    for (int slot = 0; slot < 2; slot++) {
      byte[] torn = whole.clone();
      torn[slot * AckMark.SLOT_BYTES + 15] ^= 1;
      Files.write(file(), torn);
      try (AckMark mark = open()) {
        assertThat(mark.found()).isTrue();
        assertThat(mark.index()).isIn(5L, 9L);
        spared += mark.index() == 9 ? 1 : 0;
      }
    }
    assertThat(spared).isEqualTo(1);
  }

  @Test
  void whatCannotBeReadCountsAsMissing() throws Exception {
    Files.write(file(), new byte[] {1, 2, 3});
    try (AckMark mark = open()) {
      assertThat(mark.found()).isFalse();
      assertThat(mark.index()).isEqualTo(-1);
    }
  }

  private Path file() {
    return directory.resolve("acknowledged");
  }

  private AckMark open() throws Exception {
    return AckMark.open(file());
  }
}
