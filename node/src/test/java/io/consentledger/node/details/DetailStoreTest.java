package io.consentledger.node.details;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Commitment;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.PrivateFiles;
import io.consentledger.ledger.tx.SubjectRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetailStoreTest {
  private static final int GUESSES = 1_000_000;
  private static final Bytes DETAILS = Bytes.utf8("{\"orderNumber\":\"4711\"}");
  private static final SubjectRef ANN = new SubjectRef(Digest.of(Bytes.utf8("ann")));
  private static final SubjectRef BEN = new SubjectRef(Digest.of(Bytes.utf8("ben")));

  @TempDir private Path directory;

  @Test
  void keepsDetailsOverARestart() throws IOException {
    Digest commitment;
    try (DetailStore store = open("rows")) {
      commitment = store.put(ANN, "orders", DETAILS, 7);
      store.put(BEN, "orders", DETAILS, 7);
    }
    try (DetailStore store = open("rows")) {
      assertThat(store.of(ANN)).hasSize(1);
      DetailStore.Detail detail = store.of(ANN).get(0);
      assertThat(detail.commitment()).isEqualTo(commitment);
      assertThat(detail.details()).isEqualTo(DETAILS);
      assertThat(Commitment.opens(commitment, detail.opening(), DETAILS)).isTrue();
      assertThat(store.subjects()).containsExactlyInAnyOrder(ANN, BEN);
    }
  }

  @Test
  void refusesRowsWhoseKeysAreLost() throws IOException {
    try (DetailStore store = open("rows")) {
      store.put(ANN, "orders", DETAILS, 7);
    }
    for (Path file : files("keys")) {
      Files.delete(file);
    }
    Files.delete(keyOf(ANN, "keys", "x").getParent());
    assertThatThrownBy(() -> open("rows").close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("keys is lost")
        .hasMessageContaining("backup");
    assertThat(directory.resolve("keys")).isEmptyDirectory();
  }

  @Test
  void refusesKeysWhoseRowsAreLost() throws IOException {
    try (DetailStore store = open("rows")) {
      store.put(ANN, "orders", DETAILS, 7);
    }
    assertThatThrownBy(() -> open("other").close()).hasMessageContaining("other is lost");
    assertThat(directory.resolve("other")).doesNotExist();
  }

  @Test
  void refusesRowsWithoutTheirListAndDeletesNothing() throws IOException {
    try (DetailStore store = open("rows")) {
      store.put(ANN, "orders", DETAILS, 7);
      copy("rows", "hurt");
    }
    Files.delete(directory.resolve("hurt").resolve("CURRENT"));
    List<Path> before = files("hurt");
    assertThatThrownBy(() -> open("hurt").close()).hasMessageContaining("CURRENT");
    assertThat(files("hurt")).containsExactlyInAnyOrderElementsOf(before);
  }

  /** Each write is synced before it is told of, so only a last record may be torn. */
  @Test
  void refusesAFlippedBitAndOpensWithATornEnd() throws IOException {
    Path log;
    int first;
    try (DetailStore store = open("rows")) {
      store.put(ANN, "orders", DETAILS, 7);
      log = onlyLog("rows");
      first = (int) Files.size(log);
      store.put(ANN, "orders", DETAILS, 7);
      copy("rows", "flipped");
      copy("rows", "torn");
    }
    byte[] content = Files.readAllBytes(onlyLog("flipped"));
    content[first / 2] ^= 0x10;
    Files.write(onlyLog("flipped"), content);
    assertThatThrownBy(() -> open("flipped").close()).hasMessageContaining("is damaged");
    byte[] torn = Files.readAllBytes(onlyLog("torn"));
    Files.write(onlyLog("torn"), Arrays.copyOf(torn, torn.length - 9));
    try (DetailStore store = open("torn")) {
      assertThat(store.of(ANN)).hasSize(1);
    }
  }

  private Path onlyLog(String rows) throws IOException {
    List<Path> logs = files(rows).stream().filter(it -> it.toString().endsWith(".log")).toList();
    assertThat(logs).hasSize(1);
    return logs.get(0);
  }

  @Test
  void writesNoPlaintextAndKeepsTheKeysFromOthers() throws IOException {
    try (DetailStore store = open("rows")) {
      store.put(ANN, "orders", DETAILS, 7);
    }
    assertThat(dump("rows")).isNotEmpty().doesNotContain("orderNumber");
    for (Path file : files("keys")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void destroysWhatIsNamedAndWasMadeBefore() throws IOException {
    try (DetailStore store = open("rows")) {
      store.put(ANN, "orders", DETAILS, 7);
      store.put(ANN, "loyalty", DETAILS, 7);
      store.put(BEN, "orders", DETAILS, 7);
      assertThat(store.destroy(ANN, List.of("orders"), 7)).isZero();
      assertThat(store.destroy(ANN, List.of("orders"), 8)).isEqualTo(1);
      assertThat(processes(store)).containsExactly("loyalty");
      store.put(ANN, "orders", DETAILS, 8);
      assertThat(store.destroy(ANN, List.of(), 8)).isEqualTo(1);
      assertThat(processes(store)).containsExactly("orders");
      assertThat(store.of(BEN)).hasSize(1);
    }
  }

  @Test
  void aRestoredStoreOpensNothingThatWasErased() throws IOException {
    try (DetailStore store = open("rows")) {
      store.put(ANN, "orders", DETAILS, 7);
      store.put(BEN, "orders", DETAILS, 7);
    }
    copy("rows", "backup");
    try (DetailStore store = open("rows")) {
      store.destroy(ANN, List.of(), Long.MAX_VALUE);
    }
    try (DetailStore store = open("backup")) {
      assertThat(store.of(ANN)).isEmpty();
      assertThat(store.of(BEN)).hasSize(1);
    }
  }

  /** The data key is nowhere in the clear, and the wrapping key alone opens no row. */
  @Test
  void noKeyThatOpensARowStandsInTheClear() throws Exception {
    try (DetailStore store = open("rows")) {
      store.put(ANN, "orders", DETAILS, 7);
      store.put(ANN, "loyalty", DETAILS, 7);
    }
    DetailKeys keys = new DetailKeys(directory.resolve("keys"), new SecureRandom());
    Bytes orders = keys.secret(new DetailKeys.Key(ANN, "orders", 7)).orElseThrow();
    assertThat(keys.secret(new DetailKeys.Key(ANN, "loyalty", 7))).isNotEqualTo(orders);
    assertThat(HexFormat.of().formatHex(latin(dump("keys")))).doesNotContain(orders.toHex());
    assertThat(files("keys")).filteredOn(it -> it.endsWith(DetailKeys.RELATIONSHIP)).hasSize(1);
  }

  @Test
  void erasingAllEndsTheWrappingKeyAndWithItEachCopyOfWrappedKeys() throws IOException {
    try (DetailStore store = open("rows")) {
      store.put(ANN, "orders", DETAILS, 7);
      copy("rows", "rows-copy");
      copy("keys", "keys-copy");
      store.destroy(ANN, List.of("orders"), 8);
      assertThat(files("keys")).isEmpty();
      store.put(ANN, "orders", DETAILS, 9);
    }
    Files.delete(keyOf(ANN, "keys-copy", DetailKeys.RELATIONSHIP));
    for (Path wrapped : files("keys-copy")) {
      Files.copy(wrapped, keyOf(ANN, "keys", wrapped.getFileName().toString()));
    }
    try (DetailStore store = open("rows-copy")) {
      assertThatThrownBy(() -> store.of(ANN))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("orders.7.wrapped isn't wrapped under the key beside it");
      store.destroy(ANN, List.of("orders"), 8);
      assertThat(store.of(ANN)).isEmpty();
    }
  }

  @Test
  void erasingOneProcessLeavesTheWrappingKey() throws IOException {
    try (DetailStore store = open("rows")) {
      store.put(ANN, "orders", DETAILS, 7);
      store.put(ANN, "loyalty", DETAILS, 7);
      store.destroy(ANN, List.of("orders"), 8);
    }
    assertThat(files("keys"))
        .extracting(it -> it.getFileName().toString())
        .containsExactlyInAnyOrder(DetailKeys.RELATIONSHIP, "loyalty.7.wrapped");
  }

  @Test
  void aKeyPassedOffAsAnothersOpensNothing() throws IOException {
    try (DetailStore store = open("rows")) {
      store.put(ANN, "orders", DETAILS, 7);
      store.put(ANN, "loyalty", DETAILS, 7);
      Files.copy(
          keyOf(ANN, "keys", "orders.7.wrapped"),
          keyOf(ANN, "keys", "loyalty.7.wrapped"),
          StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(() -> store.of(ANN)).hasMessageContaining("loyalty.7.wrapped isn't");
    }
  }

  /** Overwritten and not yet deleted, or not yet finished: gone, and no obstacle to new details. */
  @ParameterizedTest
  @ValueSource(strings = {"orders.7.wrapped", DetailKeys.RELATIONSHIP})
  void aKeyThatIsNotWholeIsGone(String name) throws IOException {
    try (DetailStore store = open("rows")) {
      store.put(ANN, "orders", DETAILS, 7);
      int whole = (int) Files.size(keyOf(ANN, "keys", name));
      for (int size : new int[] {whole, 5, 0}) {
        Files.write(keyOf(ANN, "keys", name), new byte[size]);
        assertThat(store.of(ANN)).isEmpty();
        store.put(ANN, "orders", DETAILS, 7);
        assertThat(store.of(ANN)).hasSize(1);
      }
    }
  }

  @Test
  void wrapsTheKeysThatAnEarlierBuildLeftPlain() throws IOException {
    Path plain = keyOf(ANN, "keys", "orders.7.key");
    Bytes secret;
    try (DetailStore store = open("rows")) {
      store.put(ANN, "orders", DETAILS, 7);
      store.put(ANN, "loyalty", DETAILS, 7);
      secret =
          new DetailKeys(directory.resolve("keys"), new SecureRandom())
              .secret(new DetailKeys.Key(ANN, "orders", 7))
              .orElseThrow();
    }
    Files.delete(keyOf(ANN, "keys", "orders.7.wrapped"));
    PrivateFiles.createSecret(plain, secret.toArray());
    try (DetailStore store = open("rows")) {
      assertThat(processes(store)).containsExactlyInAnyOrder("orders", "loyalty");
    }
    assertThat(plain).doesNotExist();
    assertThat(keyOf(ANN, "keys", "orders.7.wrapped")).exists();
  }

  /** With the opening the right guess is found; after the erasure, with all that is left, not. */
  @Test
  void aMillionGuessesOnAFullDumpFindNothing() throws IOException {
    Digest commitment;
    try (DetailStore store = open("rows")) {
      commitment = store.put(ANN, "orders", DETAILS, 7);
      Bytes opening = store.of(ANN).get(0).opening();
      assertThat(guessed(commitment, List.of(opening))).isTrue();
      store.destroy(ANN, List.of(), Long.MAX_VALUE);
    }
    byte[] dump = latin(dump("rows") + dump("keys"));
    List<Bytes> windows = new ArrayList<>();
    for (int at = 0; at + Commitment.OPENING_SIZE_BYTES <= dump.length; at++) {
      windows.add(Bytes.copyOf(dump).slice(at, at + Commitment.OPENING_SIZE_BYTES));
      if (windows.size() == 100) {
        break;
      }
    }
    assertThat(guessed(commitment, windows)).isFalse();
  }

  /** A million guesses in all, the right one among those of every opening. */
  private static boolean guessed(Digest commitment, List<Bytes> openings) {
    for (Bytes opening : openings) {
      for (int i = 0; i < GUESSES / openings.size(); i++) {
        Bytes guess = Bytes.utf8("{\"orderNumber\":\"" + i + "\"}");
        if (Commitment.of(opening, guess).equals(commitment)) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> processes(DetailStore store) throws IOException {
    return store.of(ANN).stream().map(DetailStore.Detail::processId).toList();
  }

  private DetailStore open(String rows) throws IOException {
    return DetailStore.open(directory.resolve(rows), directory.resolve("keys"), new SecureRandom());
  }

  private Path keyOf(SubjectRef subject, String keys, String name) {
    return directory.resolve(keys).resolve(subject.toHex()).resolve(name);
  }

  private void copy(String from, String to) throws IOException {
    for (Path file : files(from)) {
      Path target =
          directory.resolve(to).resolve(directory.resolve(from).relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static byte[] latin(String dump) {
    return dump.getBytes(StandardCharsets.ISO_8859_1);
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve(name))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private String dump(String name) throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : files(name)) {
      all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }
}
