package io.consentledger.consensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VoteLockTest {
  private static final Digest OWNER = Digest.of(Bytes.utf8("owner"));
  private static final Digest A = Digest.of(Bytes.utf8("a"));
  private static final Digest B = Digest.of(Bytes.utf8("b"));

  @TempDir Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("data/vote-lock");
  }

  @Test
  void remembersTheLastVoteOverARestart() throws IOException {
    try (VoteLock lock = VoteLock.open(file, OWNER)) {
      assertThat(lock.allows(1, A)).isTrue();
      lock.advance(1, A);
      lock.advance(5, B);
      lock.advance(9, A);
    }
    try (VoteLock lock = VoteLock.open(file, OWNER)) {
      assertThat(lock.height()).isEqualTo(9);
      assertThat(lock.hash()).isEqualTo(A);
    }
  }

  @Test
  void allowsOneHashForEachHeightAndNothingBelow() throws IOException {
    try (VoteLock lock = VoteLock.open(file, OWNER)) {
      lock.advance(5, A);
      assertThat(lock.allows(5, A)).isTrue();
      assertThat(lock.allows(5, B)).isFalse();
      assertThat(lock.allows(4, A)).isFalse();
      assertThat(lock.allows(6, B)).isTrue();
      assertThatThrownBy(() -> lock.advance(5, B)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aHeightOfAFailedSyncGoesToNoOtherHash() throws IOException {
    TestDisk disk = new TestDisk();
    try (VoteLock lock = VoteLock.open(file, OWNER, disk)) {
      lock.advance(4, A);
      disk.refusesSyncs = true;
      assertThatThrownBy(() -> lock.advance(5, A)).isInstanceOf(IOException.class);

      assertThat(lock.height()).as("no vote may leave").isEqualTo(4);
      assertThat(lock.allows(5, A)).isTrue();
      assertThat(lock.allows(5, B)).as("the disk may hold the other").isFalse();
      assertThatThrownBy(() -> lock.advance(5, B)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void isWrittenWholeAgainAfterADiskRefused() throws IOException {
    TestDisk disk = new TestDisk();
    try (VoteLock lock = VoteLock.open(file, OWNER, disk)) {
      lock.advance(4, A);
      disk.refusesSyncs = true;
      assertThatThrownBy(() -> lock.advance(5, B)).isInstanceOf(IOException.class);
      disk.refusesWrites = true;
      assertThatThrownBy(() -> lock.advance(5, B)).isInstanceOf(IOException.class);
      disk.refusesWrites = false;
      disk.refusesSyncs = false;
      // What the failed attempts left is lost, as it may be.
      flip(10);
      lock.advance(5, B);
      assertThat(lock.height()).isEqualTo(5);
    }
    try (VoteLock lock = VoteLock.open(file, OWNER)) {
      assertThat(lock.height()).isEqualTo(5);
      assertThat(lock.hash()).isEqualTo(B);
    }
  }

  @Test
  void fallsBackToTheOtherSlotWhereTheLastWriteWasTorn() throws IOException {
    for (int torn = 0; torn < 81; torn += 5) {
      Files.deleteIfExists(file);
      try (VoteLock lock = VoteLock.open(file, OWNER)) {
        lock.advance(7, A);
        lock.advance(8, B);
      }
      // Height 7 went to the second slot, so 8 stands in the first.
      flip(torn);
      try (VoteLock lock = VoteLock.open(file, OWNER)) {
        assertThat(lock.height()).isEqualTo(7);
        lock.advance(8, B);
      }
      try (VoteLock lock = VoteLock.open(file, OWNER)) {
        assertThat(lock.height()).as("written over the torn slot").isEqualTo(8);
      }
    }
  }

  @Test
  void refusesToStartWhereNeitherSlotCanBeRead() throws IOException {
    VoteLock.open(file, OWNER).close();
    flip(10);
    flip(VoteLock.SLOT_BYTES + 10);
    refuses("vote-lock-damaged", () -> VoteLock.open(file, OWNER));
    Files.write(file, new byte[0]);
    refuses("vote-lock-damaged", () -> VoteLock.open(file, OWNER));
  }

  @Test
  void isHeldByOneProcessAtATime() throws IOException {
    try (VoteLock held = VoteLock.open(file, OWNER)) {
      refuses("vote-lock-in-use", () -> VoteLock.open(file, OWNER));
      assertThat(held.height()).isZero();
    }
    VoteLock.open(file, OWNER).close();
  }

  @Test
  void refusesTheLockOfAnotherKey() throws IOException {
    VoteLock.open(file, OWNER).close();
    refuses("vote-lock-of-another-key", () -> VoteLock.open(file, A));
  }

  private void flip(int at) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[at] ^= 1;
    Files.write(file, content, StandardOpenOption.WRITE);
  }

  private static void refuses(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CertifierStartException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
