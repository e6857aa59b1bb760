package io.consentledger.cli.home;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Hkdf;
import io.consentledger.crypto.HpkePrivateKey;
import io.consentledger.crypto.SecretBytes;
import io.consentledger.crypto.SigningKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A customer's wallet: one secret seed, from which a separate key is derived for each organisation,
 * so that organisations can't join what they know of the customer. Never printed.
 */
public final class Wallet implements AutoCloseable {
  /** Length of the seed. */
  public static final int SEED_SIZE_BYTES = 32;

  /** The epoch of the key that opens a relationship, and from which the pseudonym follows. */
  public static final int FIRST_EPOCH = 0;

  private static final byte[] LABEL = "rel/v1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DELEGATE_LABEL = "delegate/v1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SHARE_LABEL = "share/v1".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_SECRET_SIZE_BYTES = 32;

  private final String name;
  private final SecretBytes seed;

  /** Takes ownership of {@code seed}, 32 bytes. */
  public Wallet(String name, SecretBytes seed) {
    if (seed.size() != SEED_SIZE_BYTES) {
      throw new IllegalArgumentException("a seed has 32 bytes");
    }
    this.name = name;
    this.seed = seed;
  }

  public String name() {
    return name;
  }

  /**
   * The Ed25519 key for the relationship with one controller: HKDF-SHA-256 (RFC 5869) of the seed,
   * no salt, info = "rel/v1" | controllerId | u32 epoch. The same every time.
   *
   * @param epoch how many keys came before it in this relationship
   */
  public SigningKey keyFor(Digest controllerId, int epoch) {
    Bytes info =
        Bytes.concat(
            Bytes.copyOf(LABEL),
            controllerId.bytes(),
            Bytes.owning(ByteBuffer.allocate(4).putInt(epoch).array()));
    return SigningKey.fromSecret(
        Algorithm.ED25519, Hkdf.derive(seed, Bytes.EMPTY, info, KEY_SECRET_SIZE_BYTES));
  }

  /**
   * The Ed25519 key for acting on behalf of one customer: as above, info = "delegate/v1" |
   * subjectRef. It serves for nothing else.
   */
  public SigningKey keyAsDelegateOf(Digest subjectRef) {
    Bytes info = Bytes.concat(Bytes.copyOf(DELEGATE_LABEL), subjectRef.bytes());
    return SigningKey.fromSecret(
        Algorithm.ED25519, Hkdf.derive(seed, Bytes.EMPTY, info, KEY_SECRET_SIZE_BYTES));
  }

  /**
   * The X25519 key that opens what was sealed to the customer in one relationship: as above, info =
   * "share/v1" | subjectRef. The same every time, so that the words bring it back.
   */
  public HpkePrivateKey keyForShares(Digest subjectRef) {
    Bytes info = Bytes.concat(Bytes.copyOf(SHARE_LABEL), subjectRef.bytes());
    return HpkePrivateKey.fromSecret(Hkdf.derive(seed, Bytes.EMPTY, info, KEY_SECRET_SIZE_BYTES));
  }

  @Override
  public void close() {
    seed.close();
  }

  @Override
  public String toString() {
    return "Wallet(" + name + ")";
  }
}
