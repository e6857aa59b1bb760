package io.consentledger.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Bytes that must not leak: never printed, compared in constant time, wiped on close. Not safe for
 * use by several threads while being closed.
 */
public final class SecretBytes implements AutoCloseable {
  private final byte[] value;

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

  /** A copy, which the caller wipes. */
  public byte[] toArray() {
    return value.clone();
  }

  @Override
  public void close() {
    Arrays.fill(value, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretBytes that && MessageDigest.isEqual(value, that.value);
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "SecretBytes(" + value.length + " bytes)";
  }
}
