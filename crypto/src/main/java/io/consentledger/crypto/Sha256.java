package io.consentledger.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 by the JDK, whose intrinsic is four times as fast as Bouncy Castle's. */
final class Sha256 {
  private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::create);

  private Sha256() {}

  static Digest hash(Bytes... parts) {
    MessageDigest digest = DIGEST.get();
    digest.reset();
    for (Bytes part : parts) {
      digest.update(part.unsafeArray());
    }
    return new Digest(Bytes.owning(digest.digest()));
  }

  /** The digest of a tag byte and a part of an array. */
  static Digest hash(int tag, byte[] source, int from, int size) {
    MessageDigest digest = DIGEST.get();
    digest.reset();
    digest.update((byte) tag);
    digest.update(source, from, size);
    return new Digest(Bytes.owning(digest.digest()));
  }

  /** The digest of one array, as a new array. */
  static byte[] digest(byte[] message) {
    MessageDigest digest = DIGEST.get();
    digest.reset();
    return digest.digest(message);
  }

  private static MessageDigest create() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      throw new AssertionError("every Java platform has SHA-256", absent);
    }
  }
}
