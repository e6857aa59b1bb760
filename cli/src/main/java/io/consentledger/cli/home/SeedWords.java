package io.consentledger.cli.home;

import io.consentledger.cli.base.CliException;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SecretBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A wallet's seed as 24 words that a person can write down: BIP-39's English list and checksum. The
 * words stand for the seed itself; the passphrase and stretching that BIP-39 goes on with are for
 * coins and not used.
 */
public final class SeedWords {
  /** How many words a seed gives. */
  public static final int COUNT = 24;

  private static final int BITS_PER_WORD = 11;
  private static final int LIST_SIZE = 1 << BITS_PER_WORD;
  private static final List<String> LIST = list();

  private SeedWords() {}

  /** The words of a seed of 32 bytes, in order. */
  static List<String> of(SecretBytes seed) {
    byte[] copy = seed.toArray();
    byte[] bits = Arrays.copyOf(copy, Wallet.SEED_SIZE_BYTES + 1);
    Arrays.fill(copy, (byte) 0);
    bits[Wallet.SEED_SIZE_BYTES] = checksum(bits);
    List<String> words = new ArrayList<>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      int index = 0;
      for (int bit = i * BITS_PER_WORD; bit < (i + 1) * BITS_PER_WORD; bit++) {
        index = (index << 1) | ((bits[bit >> 3] >> (7 - (bit & 7))) & 1);
      }
      words.add(LIST.get(index));
    }
    Arrays.fill(bits, (byte) 0);
    return words;
  }

  /**
   * The seed of these words.
   *
   * @param text 24 words with white space between them, upper or lower case
   * @throws CliException {@code words-invalid}, which tells the place but never a word
   */
  static SecretBytes seed(String text) throws CliException {
    String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
    if (words.length != COUNT) {
      throw invalid("these are " + words.length + " words, not " + COUNT);
    }
    byte[] bits = new byte[Wallet.SEED_SIZE_BYTES + 1];
    try {
      read(words, bits);
      return SecretBytes.owning(Arrays.copyOf(bits, Wallet.SEED_SIZE_BYTES));
    } finally {
      Arrays.fill(bits, (byte) 0);
    }
  }

  private static void read(String[] words, byte[] bits) throws CliException {
    for (int i = 0; i < COUNT; i++) {
      int index = LIST.indexOf(words[i]);
      if (index < 0) {
        throw invalid("word " + (i + 1) + " is none of the list");
      }
      for (int j = 0; j < BITS_PER_WORD; j++) {
        int bit = i * BITS_PER_WORD + j;
        bits[bit >> 3] |= (byte) (((index >> (BITS_PER_WORD - 1 - j)) & 1) << (7 - (bit & 7)));
      }
    }
    if (bits[Wallet.SEED_SIZE_BYTES] != checksum(bits)) {
      throw invalid("a word is wrong or stands in the wrong place: the checksum doesn't hold");
    }
  }

  private static byte checksum(byte[] bits) {
    byte[] seed = Arrays.copyOf(bits, Wallet.SEED_SIZE_BYTES);
    try {
      return Digest.of(Bytes.owning(seed)).bytes().at(0);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  private static CliException invalid(String problem) {
    return CliException.usage(
        "words-invalid", problem, "Type the words in the order in which they were shown.");
  }

  private static List<String> list() {
    try (InputStream in = SeedWords.class.getResourceAsStream("bip39-english.txt")) {
      List<String> words =
          in == null
              ? List.of()
              : new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
      if (words.size() != LIST_SIZE) {
        throw new IllegalStateException("the list of words is missing from this build");
      }
      return words;
    } catch (IOException e) {
      throw new IllegalStateException("the list of words can't be read", e);
    }
  }
}
