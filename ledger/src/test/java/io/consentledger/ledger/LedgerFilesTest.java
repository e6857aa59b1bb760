package io.consentledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.store.StorageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every file of a ledger deleted, cut and flipped: looking changes nothing, and no row is wrong.
 */
final class LedgerFilesTest {
  private static final int FLIPS = 5;
  private static final int LOG_HEAD_BYTES = 7;

  @TempDir Path root;
  private final TestNetwork network = new TestNetwork();
  private final Map<Long, Map<Bytes, Bytes>> rows = new HashMap<>();
  private Path sound;
  private final SoftAssertions softly = new SoftAssertions();
  private int faults;

  /** Tables of two levels, a manifest with several edits, synced and unsynced logs. */
  @BeforeEach
  void fill() throws Exception {
    sound = root.resolve("sound");
    try (TestLedger made = new TestLedger(sound, network)) {
      keep(made);
      made.apply(network.story(3));
      keep(made);
      made.ledger.store().compact();
      made.apply(network.withdraw(network.customer("0")));
      keep(made);
      made.ledger.store().compact();
    }
    try (TestLedger made = new TestLedger(sound, network)) {
      made.apply(network.use(network.customer("1")));
      keep(made);
      made.ledger.store().compact();
      made.apply(network.use(network.customer("2")));
      keep(made);
      made.ledger.sync();
      made.apply(network.withdraw(network.customer("1")));
      keep(made);
      Path left = root.resolve("left");
      copy(sound, left);
      sound = left;
    }
  }

  @Test
  void looksWithoutChangingAFileAndServesNoWrongRow() throws Exception {
    String manifest = Files.readString(sound.resolve("CURRENT")).strip();
    for (String file : digests(sound).keySet()) {
      byte[] content = read(file);
      tried(file, "deleted", null);
      tried(file, "emptied", new byte[0]);
      for (int i = 1; i < FLIPS; i++) {
        int at = content.length * i / FLIPS;
        tried(file, "cut at " + at, Arrays.copyOf(content, at));
        if (at < content.length) {
          byte[] flipped = content.clone();
          flipped[at] ^= 0x10;
          tried(file, "flipped at " + at, flipped);
        }
      }
    }
    for (int border : borders(manifest)) {
      tried(manifest, "cut after a record", Arrays.copyOf(read(manifest), border));
    }
    assertThat(faults).isGreaterThan(80);
    softly.assertAll();
  }

  private void tried(String file, String fault, byte @Nullable [] content) throws Exception {
    faults++;
    String what = file + " " + fault;
    Path hurt = root.resolve("hurt-" + faults);
    copy(sound, hurt);
    if (content == null) {
      Files.delete(hurt.resolve(file));
    } else {
      Files.write(hurt.resolve(file), content);
    }
    Map<String, Digest> before = digests(hurt);
    boolean clean = isClean(hurt);
    softly.assertThat(digests(hurt)).as("%s: files after fsck", what).isEqualTo(before);
    try (Ledger ledger = Ledger.open(hurt, network.genesis)) {
      assertNoWrongRow(ledger, what);
    } catch (LedgerException refused) {
      softly.assertThat(clean).as("%s: fsck of a ledger that can't start", what).isFalse();
      softly
          .assertThat(digests(hurt))
          .as("%s: files after a refused start", what)
          .isEqualTo(before);
      softly.assertThat(refused.code()).as(what).isEqualTo("ledger-damaged");
      softly.assertThat(refused).hasMessageContaining("consent-node repair");
    }
  }

  /** Where the records of a file in RocksDB's log format end: checksum, size and type, content. */
  private List<Integer> borders(String file) throws IOException {
    ByteBuffer content = ByteBuffer.wrap(read(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> borders = new ArrayList<>();
    for (int at = 0; at < content.limit(); ) {
      at += LOG_HEAD_BYTES + Short.toUnsignedInt(content.getShort(at + Integer.BYTES));
      borders.add(at);
    }
    return borders.subList(0, borders.size() - 1);
  }

  private byte[] read(String file) throws IOException {
    return Files.readAllBytes(sound.resolve(file));
  }

  private boolean isClean(Path directory) throws IOException {
    try (Ledger ledger = Ledger.look(directory, network.genesis)) {
      return Fsck.check(ledger, root.resolve("scratch"), Runnable::run, 1).isClean();
    } catch (LedgerException refused) {
      return false;
    }
  }

  private void assertNoWrongRow(Ledger ledger, String what) {
    try {
      Map<Bytes, Bytes> found = read(ledger);
      softly.assertThat(found).as("%s: rows", what).isEqualTo(rows.get(ledger.applied().index()));
    } catch (StorageFailure found) {
      softly.assertThat(found.code()).as(what).isEqualTo("storage-damaged");
    }
  }

  @Test
  void makesALedgerInAnEmptyDirectoryOnly() throws Exception {
    Path strange = Files.createDirectory(root.resolve("strange"));
    Files.writeString(strange.resolve("notes.txt"), "not a database");
    assertThatThrownBy(() -> Ledger.open(strange, network.genesis))
        .isInstanceOfSatisfying(
            LedgerException.class,
            refused -> assertThat(refused.code()).isEqualTo("ledger-damaged"));
    assertThat(digests(strange)).containsOnlyKeys("notes.txt");
  }

  @Test
  void makesALedgerAgainWhereTheFirstWasNeverFinished() throws Exception {
    Path begun = Files.createDirectory(root.resolve("begun"));
    Files.createFile(begun.resolve("making"));
    Files.writeString(begun.resolve("MANIFEST-000001"), "half");
    try (Ledger ledger = Ledger.open(begun, network.genesis)) {
      assertThat(ledger.tip().height()).isZero();
    }
    assertThat(begun.resolve("made")).exists();
    assertThat(begun.resolve("making")).doesNotExist();
  }

  @Test
  void opensWhatAVersionWithoutTheMarkerMade() throws Exception {
    Files.delete(sound.resolve("made"));
    try (Ledger ledger = Ledger.open(sound, network.genesis)) {
      assertThat(ledger.tip().height()).isEqualTo(5);
    }
    assertThat(sound.resolve("made")).exists();
  }

  private void keep(TestLedger made) {
    rows.put(made.ledger.applied().index(), read(made.ledger));
  }

  private static Map<Bytes, Bytes> read(Ledger ledger) {
    Map<Bytes, Bytes> found = new HashMap<>();
    ledger
        .store()
        .scan(
            Bytes.EMPTY,
            Bytes.owning(new byte[] {(byte) 0xff}),
            (key, value) -> {
              found.put(key, value);
              return true;
            });
    return found;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    for (String file : digests(from).keySet()) {
      Files.copy(from.resolve(file), to.resolve(file));
    }
  }

  private static Map<String, Digest> digests(Path directory) throws IOException {
    Map<String, Digest> digests = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> all = files.toList();
      for (Path file : all) {
        digests.put(
            file.getFileName().toString(), Digest.of(Bytes.owning(Files.readAllBytes(file))));
      }
    }
    return digests;
  }
}
