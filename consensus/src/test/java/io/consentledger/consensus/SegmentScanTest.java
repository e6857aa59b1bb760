package io.consentledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Log files written here as the engine writes them, and then hurt. */
class SegmentScanTest {
  private static final int HEADER_BYTES = 8;
  private static final int ENTRIES = 5;
  private static final int PADDING = 20_000;

  @TempDir Path directory;
  private final Random random = new Random(20_261_123);
  private long acknowledged = ENTRIES - 2L;
  private final long[] starts = new long[ENTRIES + 1];

  @Test
  void acceptsAWholeFileWithAndWithoutPadding() throws Exception {
    byte[] log = log(900);
    check(open(log));
    Path whole = open(Arrays.copyOf(log, Math.toIntExact(starts[ENTRIES])));
    check(whole);
    Files.delete(whole);
    check(write("log_0-4", Arrays.copyOf(log, Math.toIntExact(starts[ENTRIES]))));
  }

  @Test
  void leavesAFileWithoutContentToTheEngine() throws Exception {
    acknowledged = -1;
    check(open(new byte[0]));
    check(open(new byte[4_096]));
    check(open("RaftL".getBytes(StandardCharsets.US_ASCII)));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 900, 5_000})
  void cutsOffALastEntryWhoseEndNeverReachedTheDisk(int entryBytes) throws Exception {
    for (int written : new int[] {1, 2, 10, entryBytes / 2, entryBytes}) {
      byte[] log = log(entryBytes);
      long last = starts[ENTRIES - 1];
      Arrays.fill(log, Math.toIntExact(last + written), log.length, (byte) 0);
      Path file = open(log);
      check(file);
      assertThat(Files.readAllBytes(file)).isEqualTo(Arrays.copyOf(log, Math.toIntExact(last)));
    }
  }

  @Test
  void cutsOffALastEntryWithASectorMissingInTheMiddle() throws Exception {
    byte[] log = log(5_000);
    int from = Math.toIntExact((starts[ENTRIES - 1] / 512 + 2) * 512);
    Arrays.fill(log, from, from + 512, (byte) 0);
    Path file = open(log);
    check(file);
    assertThat(Files.size(file)).isEqualTo(starts[ENTRIES - 1]);
  }

  @Test
  void cutsOffALastEntryThatTheFileIsTooShortFor() throws Exception {
    byte[] log = log(900);
    Path file = open(Arrays.copyOf(log, Math.toIntExact(starts[ENTRIES] - 7)));
    check(file);
    assertThat(Files.size(file)).isEqualTo(starts[ENTRIES - 1]);
  }

  /** Of the blocks of the disk that were written since the last sync, any may be there. */
  @ParameterizedTest
  @CsvSource({"512,2", "512,4", "512,8", "4096,2", "4096,4", "4096,8"})
  void startsAfterAnyPowerCutAndKeepsAllThatWasSynced(int block, int unsynced) throws Exception {
    int synced = 3;
    acknowledged = synced - 1L;
    int cut = 0;
    for (int round = 0; round < 200; round++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes("RaftLog1".getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < synced; i++) {
        out.writeBytes(entry(1 + random.nextInt(6_000)));
      }
      int syncedEnd = out.size();
      for (int i = 0; i < unsynced; i++) {
        out.writeBytes(entry(1 + random.nextInt(round % 2 == 0 ? 300 : 6_000)));
      }
      byte[] disk = Arrays.copyOf(out.toByteArray(), out.size() + random.nextInt(PADDING));
      for (int from = syncedEnd - syncedEnd % block; from < disk.length; from += block) {
        if (random.nextBoolean()) {
          Arrays.fill(
              disk, Math.max(from, syncedEnd), Math.min(from + block, disk.length), (byte) 0);
        }
      }
      if (round % 5 == 0) {
        // Its new length wasn't on the disk yet either.
        disk = Arrays.copyOf(disk, syncedEnd + random.nextInt(disk.length - syncedEnd + 1));
      }
      Path file = open(disk);
      long last = LogSegments.check(directory, acknowledged);
      assertThat(last).as("round %s", round).isGreaterThanOrEqualTo(acknowledged);
      byte[] kept = Files.readAllBytes(file);
      assertThat(kept.length).isGreaterThanOrEqualTo(syncedEnd);
      assertThat(Arrays.copyOf(kept, syncedEnd)).isEqualTo(Arrays.copyOf(disk, syncedEnd));
      // What stands now is whole by the strictest reading.
      assertThat(LogSegments.check(directory, last)).isEqualTo(last);
      cut += kept.length < disk.length ? 1 : 0;
    }
    assertThat(cut).isPositive();
  }

  @Test
  void cutsNothingThatWasAcknowledged() throws Exception {
    acknowledged = ENTRIES - 1L;
    byte[] log = log(5_000);
    int from = Math.toIntExact((starts[ENTRIES - 1] / 512 + 2) * 512);
    Arrays.fill(log, from, from + 512, (byte) 0);
    assertRefused(open(log));
    Arrays.fill(log, Math.toIntExact(starts[ENTRIES - 1]), log.length, (byte) 0);
    assertRefused(open(log));
    assertRefused(open(new byte[4_096]));
  }

  @Test
  void aFlippedBitInTheUnusedRestIsCutOff() throws Exception {
    acknowledged = ENTRIES - 1L;
    byte[] log = log(900);
    int end = Math.toIntExact(starts[ENTRIES]);
    for (int at : new int[] {end, end + 1, end + 5, end + 700, log.length - 1}) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] hurt = log.clone();
        hurt[at] ^= (byte) (1 << bit);
        Path file = open(hurt);
        check(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(Arrays.copyOf(log, end));
      }
    }
  }

  @Test
  void whereNothingSaysWhatWasAcknowledgedNothingIsCut() throws Exception {
    acknowledged = SegmentScan.ALL_THERE_IS;
    byte[] log = log(900);
    check(open(log));
    Arrays.fill(log, Math.toIntExact(starts[ENTRIES] - 600), log.length, (byte) 0);
    assertRefused(open(log));
  }

  @Test
  void refusesAMissingFileInTheMiddle() throws Exception {
    byte[] log = log(900);
    byte[] closed = Arrays.copyOf(log, Math.toIntExact(starts[ENTRIES]));
    write("log_0-4", closed);
    write("log_inprogress_10", log);
    assertThatThrownBy(() -> LogSegments.check(directory, -1))
        .isInstanceOfSatisfying(
            OrdererStartException.class, e -> assertThat(e.code()).isEqualTo("raft-log-damaged"));
  }

  @Test
  void refusesFlippedBitsInEveryByte() throws Exception {
    acknowledged = ENTRIES - 1L;
    byte[] log = log(20);
    int refused = 0;
    for (int at = 0; at < starts[ENTRIES]; at++) {
      for (int bit = 0; bit < 8; bit += 3) {
        byte[] hurt = log.clone();
        hurt[at] ^= (byte) (1 << bit);
        Path file = open(hurt);
        assertRefused(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(hurt);
        refused++;
      }
    }
    assertThat(refused).isEqualTo(starts[ENTRIES] * 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {120, 900, 20_000})
  void refusesAFlippedBitInASizeWhereverItPointsThen(int entryBytes) throws Exception {
    acknowledged = ENTRIES - 1L;
    byte[] log = log(entryBytes);
    for (int entry = 0; entry < ENTRIES; entry++) {
      int start = Math.toIntExact(starts[entry]);
      for (int bit = 0; bit < 24; bit++) {
        byte[] hurt = log.clone();
        hurt[start + bit / 8] ^= (byte) (1 << (bit % 8));
        assertRefused(open(hurt));
      }
    }
  }

  @Test
  void refusesAHoleInTheMiddle() throws Exception {
    byte[] log = log(900);
    Arrays.fill(log, Math.toIntExact(starts[2]), Math.toIntExact(starts[3]), (byte) 0);
    assertRefused(open(log));
  }

  @Test
  void refusesATornTailInAClosedFile() throws Exception {
    byte[] log = log(900);
    assertRefused(write("log_0-4", Arrays.copyOf(log, Math.toIntExact(starts[ENTRIES] - 7))));
  }

  @Test
  void ignoresFilesThatAreNotTheLogs() throws Exception {
    check(write("raft-meta", new byte[] {1, 2, 3}));
    LogSegments.check(directory.resolve("absent"), -1);
  }

  /** Where all but the last entry was acknowledged, unless a test says otherwise. */
  private void check(Path file) throws IOException {
    LogSegments.check(directory, acknowledged);
    if (!String.valueOf(file.getFileName()).equals("log_inprogress_0")) {
      Files.delete(file);
    }
  }

  private void assertRefused(Path file) {
    assertThatThrownBy(() -> check(file))
        .isInstanceOfSatisfying(
            OrdererStartException.class, e -> assertThat(e.code()).isEqualTo("raft-log-damaged"))
        .hasMessageContaining("consent-node repair");
  }

  private Path open(byte[] content) throws IOException {
    return write("log_inprogress_0", content);
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  /** Five entries, and then zeros. */
  private byte[] log(int entryBytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("RaftLog1".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < ENTRIES; i++) {
      starts[i] = out.size();
      out.writeBytes(entry(entryBytes));
    }
    starts[ENTRIES] = out.size();
    assertThat(starts[0]).isEqualTo(HEADER_BYTES);
    return Arrays.copyOf(out.toByteArray(), out.size() + PADDING);
  }

  private byte[] entry(int size) {
    byte[] content = new byte[size];
    random.nextBytes(content);
    for (int i = 0; i < size; i++) {
      content[i] |= 1;
    }
    content[0] = 0x08;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int rest = size;
    while (rest > 0x7f) {
      out.write(rest | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
    out.writeBytes(content);
    CRC32C crc = new CRC32C();
    crc.update(out.toByteArray());
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    return out.toByteArray();
  }
}
