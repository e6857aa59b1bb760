package io.consentledger.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An immutable string of bytes, compared as unsigned. Safe for use by many threads. Not for
 * secrets: see {@link SecretBytes}.
 */
public final class Bytes implements Comparable<Bytes> {
  /** The empty string of bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /** Copies {@code source}: later changes to the array are not seen. */
  public static Bytes copyOf(byte[] source) {
    return source.length == 0 ? EMPTY : new Bytes(source.clone());
  }

  /** Copies {@code size} bytes of {@code source} from {@code offset}. */
  public static Bytes copyOf(byte[] source, int offset, int size) {
    return new Bytes(Arrays.copyOfRange(source, offset, offset + size));
  }

  /**
   * Takes ownership of {@code source} without a copy. The caller gives the array up: it must not
   * keep, return or change it afterwards.
   */
  public static Bytes owning(byte[] source) {
    return new Bytes(source);
  }

  /** The UTF-8 form of {@code text}, which must hold no lone surrogate. */
  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Decodes an even number of hexadecimal digits of either case.
   *
   * @throws IllegalArgumentException where it is anything else
   */
  public static Bytes fromHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  /**
   * Decodes standard base64 with padding (RFC 4648 section 4).
   *
   * @throws IllegalArgumentException where it is anything else
   */
  public static Bytes fromBase64(String base64) {
    return new Bytes(Base64.getDecoder().decode(base64));
  }

  /** Joins the parts in order. */
  public static Bytes concat(Bytes... parts) {
    int size = 0;
    for (Bytes part : parts) {
      size = Math.addExact(size, part.value.length);
    }
    byte[] joined = new byte[size];
    int at = 0;
    for (Bytes part : parts) {
      System.arraycopy(part.value, 0, joined, at, part.value.length);
      at += part.value.length;
    }
    return new Bytes(joined);
  }

  public int size() {
    return value.length;
  }

  /** The byte at {@code index}, as stored. */
  public byte at(int index) {
    return value[index];
  }

  /** The bytes from {@code from} (included) to {@code to} (excluded). */
  public Bytes slice(int from, int to) {
    if (from < 0 || to > value.length || from > to) {
      throw new IndexOutOfBoundsException("slice " + from + ".." + to + " of " + value.length);
    }
    return new Bytes(Arrays.copyOfRange(value, from, to));
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return value.clone();
  }

  /** A read-only view, position 0, without a copy. */
  public ByteBuffer asBuffer() {
    return ByteBuffer.wrap(value).asReadOnlyBuffer();
  }

  /** Appends the bytes to {@code target}. */
  public void putTo(ByteBuffer target) {
    target.put(value);
  }

  /** Lower-case hexadecimal. */
  public String toHex() {
    return HexFormat.of().formatHex(value);
  }

  /** Standard base64 with padding (RFC 4648 section 4). */
  public String toBase64() {
    return Base64.getEncoder().encodeToString(value);
  }

  /** The text that these bytes hold as UTF-8; malformed input gives replacement characters. */
  public String utf8() {
    return new String(value, StandardCharsets.UTF_8);
  }

  /** The array itself, for this package's hashing and signing only: never changed or handed on. */
  byte[] unsafeArray() {
    return value;
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return value.length <= 64 ? toHex() : slice(0, 64).toHex() + "... (" + value.length + " bytes)";
  }
}
