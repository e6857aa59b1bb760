package io.consentledger.cli.formats;

import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The bits of one segment of a TC string, read from the front: base64 with the alphabet for URLs,
 * six bits a character, most significant first. Strict: what is cut off is an error, and after the
 * last field only zeros may follow.
 */
final class TcBits {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int BITS = 6;
  private static final int VENDOR = 16;
  private static final int COUNT = 12;

  private final String text;
  private int at;

  TcBits(String text) {
    this.text = text;
  }

  boolean flag() throws FormatException {
    int character = at / BITS;
    if (character >= text.length()) {
      throw new FormatException("tcf-string", "a segment of the string is cut off");
    }
    int value = ALPHABET.indexOf(text.charAt(character));
    if (value < 0) {
      throw new FormatException("tcf-string", "not base64 with the alphabet for URLs");
    }
    int bit = BITS - 1 - at % BITS;
    at++;
    return (value >> bit & 1) == 1;
  }

  long number(int bits) throws FormatException {
    long number = 0;
    for (int i = 0; i < bits; i++) {
      number = number << 1 | (flag() ? 1 : 0);
    }
    return number;
  }

  int small(int bits) throws FormatException {
    return Math.toIntExact(number(bits));
  }

  /** The places, from 1, of the bits that are set. */
  Set<Integer> places(int bits) throws FormatException {
    Set<Integer> set = new TreeSet<>();
    for (int place = 1; place <= bits; place++) {
      if (flag()) {
        set.add(place);
      }
    }
    return set;
  }

  /** A section of vendors: the largest, then a bit for each or ranges. */
  VendorSet vendors() throws FormatException {
    int largest = small(VENDOR);
    if (flag()) {
      VendorSet vendors = ranges();
      if (vendors.stream().anyMatch(vendor -> vendor > largest)) {
        throw new FormatException("tcf-string", "a vendor stands beyond the largest");
      }
      return vendors;
    }
    BitSet set = new BitSet();
    for (int vendor = 1; vendor <= largest; vendor++) {
      set.set(vendor, flag());
    }
    return VendorSet.owning(set);
  }

  /** Ranges of vendors, each one or from the first to the last. */
  VendorSet ranges() throws FormatException {
    BitSet set = new BitSet();
    int entries = small(COUNT);
    for (int i = 0; i < entries; i++) {
      boolean several = flag();
      int first = small(VENDOR);
      int last = several ? small(VENDOR) : first;
      if (first == 0 || last < first) {
        throw new FormatException("tcf-string", "a range of vendors ends before it begins");
      }
      set.set(first, last + 1);
    }
    return VendorSet.owning(set);
  }

  /** Requires that nothing follows but padding. */
  void end() throws FormatException {
    while (at < text.length() * BITS) {
      if (flag()) {
        throw new FormatException("tcf-string", "something follows the end of a segment");
      }
    }
  }
}
