package io.consentledger.crypto;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** HKDF with SHA-256 (RFC 5869): several secrets from one, none of which tells the others. */
public final class Hkdf {
  private Hkdf() {}

  /**
   * Extracts with {@code salt} and expands with {@code info}.
   *
   * @param inputKey stays the caller's
   * @param info what the result is for: another purpose, another result
   * @param sizeBytes from 1 to 8,160
   * @throws IllegalArgumentException where the size is out of range
   */
  public static SecretBytes derive(SecretBytes inputKey, Bytes salt, Bytes info, int sizeBytes) {
    if (sizeBytes < 1 || sizeBytes > Limits.HKDF_OUTPUT_SIZE_BYTES_MAX) {
      throw new IllegalArgumentException("HKDF gives 1 to 8160 bytes, not " + sizeBytes);
    }
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(
        new HKDFParameters(inputKey.unsafeArray(), salt.unsafeArray(), info.unsafeArray()));
    byte[] output = new byte[sizeBytes];
    generator.generateBytes(output, 0, sizeBytes);
    return SecretBytes.owning(output);
  }
}
