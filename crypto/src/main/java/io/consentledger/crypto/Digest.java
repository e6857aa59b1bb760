package io.consentledger.crypto;

/** A SHA-256 digest: exactly 32 bytes. */
public record Digest(Bytes bytes) implements Comparable<Digest> {
  /** Length of a digest in bytes. */
  public static final int SIZE_BYTES = 32;

  /** 32 zero bytes: "none" where a format asks for a digest. */
  public static final Digest ZERO = new Digest(Bytes.owning(new byte[SIZE_BYTES]));

  public Digest {
    if (bytes.size() != SIZE_BYTES) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + bytes.size());
    }
  }

  /**
   * Decodes 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException where it is anything else
   */
  public static Digest fromHex(String hex) {
    return new Digest(Bytes.fromHex(hex));
  }

  /** SHA-256 of the parts joined in order. */
  public static Digest of(Bytes... parts) {
    return Sha256.hash(parts);
  }

  /** Lower-case hexadecimal, 64 digits. */
  public String toHex() {
    return bytes.toHex();
  }

  @Override
  public int compareTo(Digest other) {
    return bytes.compareTo(other.bytes);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
