package io.consentledger.node.e2e;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What somebody could do who has every byte of a node's disk, knows the formats, and knows that the
 * details are an order number of six digits. Shares no code with what it attacks. Raw bytes of
 * databases, write-ahead logs and engine logs are searched as well as files.
 */
final class DumpAttack {
  private static final int GUESSES = 1_000_000;
  private static final int OPENING_BYTES = 64;
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int BLOCK_BYTES = 16;
  private static final byte[] FORM = "{\"orderNumber\":\"".getBytes(StandardCharsets.US_ASCII);

  private final List<byte[]> files = new ArrayList<>();
  private final byte[] commitment;

  /**
   * @param places files, and directories all of whose files were taken
   * @param commitment as the ledger has it, 32 bytes
   */
  DumpAttack(byte[] commitment, Path... places) throws IOException {
    this.commitment = commitment.clone();
    for (Path place : places) {
      try (Stream<Path> all = Files.walk(place)) {
        for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
          files.add(Files.readAllBytes(file));
        }
      }
    }
  }

  /** The details in the clear, anywhere. */
  boolean holds(String number) {
    byte[] text = details(number);
    return files.stream().anyMatch(file -> find(file, text, 0) >= 0);
  }

  /** The commitment itself must be there, or the dump isn't one. */
  boolean holdsCommitment() {
    return files.stream().anyMatch(file -> find(file, commitment, 0) >= 0);
  }

  /**
   * Tries each 32 bytes as the key of each row, and as the key that wrapped the row's; then with
   * what opens a million numbers.
   */
  Optional<String> byKeys(String process) throws GeneralSecurityException {
    for (byte[] sealed : rows(process)) {
      for (byte[] file : files) {
        Optional<String> found = byKeysIn(file, sealed);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** Tries each 64 bytes as the opening, for one number that was guessed right at once. */
  boolean byOpenings(String luckyGuess) throws GeneralSecurityException {
    byte[] message = message(details(luckyGuess));
    Mac mac = Mac.getInstance("HmacSHA256");
    for (byte[] file : files) {
      Windows windows = new Windows(file, OPENING_BYTES);
      for (int at = windows.next(); at >= 0; at = windows.next()) {
        mac.init(new SecretKeySpec(file, at, OPENING_BYTES, "HmacSHA256"));
        if (Arrays.equals(mac.doFinal(message), commitment)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Tries a million numbers without any opening: plain hashes, and keys that everybody knows. */
  Optional<String> withoutOpening(byte[]... known) throws GeneralSecurityException {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    Optional<String> found = guess(number -> sha.digest(details(number(number))));
    if (found.isEmpty()) {
      found = guess(number -> sha.digest(message(details(number(number)))));
    }
    for (byte[] key : known) {
      found = found.isPresent() ? found : guessUnder(key);
    }
    return found;
  }

  private Optional<String> guessUnder(byte[] key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return guess(number -> mac.doFinal(message(details(number(number)))));
  }

  private Optional<String> guess(IntFunction<byte[]> committed) {
    for (int number = 0; number < GUESSES; number++) {
      if (Arrays.equals(committed.apply(number), commitment)) {
        return Optional.of(number(number));
      }
    }
    return Optional.empty();
  }

  private Optional<String> byKeysIn(byte[] file, byte[] sealed) throws GeneralSecurityException {
    Windows windows = new Windows(file, KEY_BYTES);
    for (int at = windows.next(); at >= 0; at = windows.next()) {
      byte[] key = Arrays.copyOfRange(file, at, at + KEY_BYTES);
      Optional<String> found = byKey(key, sealed);
      for (byte[] wrapped : wrapped()) {
        found = found.isPresent() ? found : byKey(open(aes(key), wrapped, 0, KEY_BYTES), sealed);
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<String> byKey(byte[] key, byte[] sealed) throws GeneralSecurityException {
    Cipher aes = aes(key);
    boolean opens = Arrays.equals(open(aes, sealed, OPENING_BYTES, FORM.length), FORM);
    return opens ? guessUnder(open(aes, sealed, 0, OPENING_BYTES)) : Optional.empty();
  }

  /** The files that have the size of a wrapped key. */
  private List<byte[]> wrapped() {
    return files.stream().filter(it -> it.length == NONCE_BYTES + KEY_BYTES + TAG_BYTES).toList();
  }

  private static Cipher aes(byte[] key) throws GeneralSecurityException {
    Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
    aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    return aes;
  }

  /** Some of what GCM sealed; its counter is 2 for the first block. From a block's begin on. */
  private static byte[] open(Cipher aes, byte[] sealed, int from, int size)
      throws GeneralSecurityException {
    byte[] plain = new byte[size];
    byte[] stream = {};
    for (int i = 0; i < size; i++) {
      if (i % BLOCK_BYTES == 0) {
        int counter = 2 + (from + i) / BLOCK_BYTES;
        stream =
            aes.doFinal(
                ByteBuffer.allocate(BLOCK_BYTES)
                    .put(sealed, 0, NONCE_BYTES)
                    .putInt(counter)
                    .array());
      }
      plain[i] = (byte) (stream[i % BLOCK_BYTES] ^ sealed[NONCE_BYTES + from + i]);
    }
    return plain;
  }

  /** What stands after a process's name and a height, wherever it does: nonce and ciphertext. */
  private List<byte[]> rows(String process) {
    byte[] name = process.getBytes(StandardCharsets.US_ASCII);
    byte[] head = ByteBuffer.allocate(1 + name.length).put((byte) name.length).put(name).array();
    int size = NONCE_BYTES + OPENING_BYTES + FORM.length;
    List<byte[]> rows = new ArrayList<>();
    for (byte[] file : files) {
      for (int at = find(file, head, 0); at >= 0; at = find(file, head, at + 1)) {
        int begin = at + head.length + Long.BYTES;
        if (begin + size <= file.length && isRandom(file, begin, size)) {
          rows.add(Arrays.copyOfRange(file, begin, begin + size));
        }
      }
    }
    return rows;
  }

  private static boolean isRandom(byte[] file, int begin, int size) {
    return new Windows(Arrays.copyOfRange(file, begin, begin + size), size).next() >= 0;
  }

  private static int find(byte[] file, byte[] wanted, int from) {
    for (int at = from; at <= file.length - wanted.length; at++) {
      if (file[at] == wanted[0]
          && Arrays.equals(file, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    return -1;
  }

  private static String number(int number) {
    String digits = Integer.toString(number + GUESSES);
    return digits.substring(1);
  }

  private static byte[] details(String number) {
    return ("{\"orderNumber\":\"" + number + "\"}").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] message(byte[] details) {
    byte[] label = "consent-ledger/commitment/v1\0".getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(label.length + Integer.BYTES + details.length)
        .put(label)
        .putInt(details.length)
        .put(details)
        .array();
  }

  /**
   * The places of a file where random bytes may begin: those with nearly as many different bytes as
   * random ones have. Of 32 random bytes fewer than 22 differ less than once in 10^9, of 64 fewer
   * than 42, of 92 fewer than 56.
   */
  private static final class Windows {
    private final byte[] file;
    private final int size;
    private final int least;
    private final int[] counts = new int[256];
    private int different;
    private int at = -1;

    Windows(byte[] file, int size) {
      this.file = file;
      this.size = size;
      this.least = size == KEY_BYTES ? 22 : size == OPENING_BYTES ? 42 : 56;
      for (int i = 0; i < Math.min(size - 1, file.length); i++) {
        add(file[i]);
      }
    }

    /** The next place; below 0 where there is none. */
    int next() {
      while (at + size < file.length) {
        if (at >= 0) {
          remove(file[at]);
        }
        at++;
        add(file[at + size - 1]);
        if (different >= least) {
          return at;
        }
      }
      return -1;
    }

    private void add(byte value) {
      if (counts[value & 0xff]++ == 0) {
        different++;
      }
    }

    private void remove(byte value) {
      if (--counts[value & 0xff] == 0) {
        different--;
      }
    }
  }
}
