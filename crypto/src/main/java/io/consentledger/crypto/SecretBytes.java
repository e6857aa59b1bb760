package io.consentledger.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Bytes that must not leak: never printed, compared in constant time, wiped on close, unusable
 * afterwards. Any thread may read; whoever closes makes sure that nobody reads at that moment.
 */
public final class SecretBytes implements AutoCloseable {
  private final byte[] value;
  private volatile boolean closed;

  private SecretBytes(byte[] value) {
    this.value = value;
  }

  /** Takes ownership of {@code source}: the caller must not keep it. */
  public static SecretBytes owning(byte[] source) {
    return new SecretBytes(source);
  }

  public int size() {
    return value.length;
  }

  /**
   * A copy, which the caller wipes.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public byte[] toArray() {
    return unsafeArray().clone();
  }

  /** The array itself, for this package's hashing and signing only: never changed or handed on. */
  byte[] unsafeArray() {
    if (closed) {
      // Zeros would pass for a secret: whoever asks too late must notice.
      throw new IllegalStateException("the secret was wiped");
    }
    return value;
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(value, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretBytes that && MessageDigest.isEqual(value, that.value);
  }

  /** The same for every secret, so that no hash of one can leak. */
  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "SecretBytes(" + value.length + " bytes)";
  }
}
