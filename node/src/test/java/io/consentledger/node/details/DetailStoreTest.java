package io.consentledger.node.details;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Commitment;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.SubjectRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    Files.createDirectories(directory.resolve("backup"));
    for (Path file : files("rows")) {
      Files.copy(file, directory.resolve("backup").resolve(file.getFileName()));
    }
    try (DetailStore store = open("rows")) {
      store.destroy(ANN, List.of(), Long.MAX_VALUE);
    }
    try (DetailStore store = open("backup")) {
      assertThat(store.of(ANN)).isEmpty();
      assertThat(store.of(BEN)).hasSize(1);
    }
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
    byte[] dump = (dump("rows") + dump("keys")).getBytes(StandardCharsets.ISO_8859_1);
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
