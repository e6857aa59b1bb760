package io.consentledger.crypto.quorum;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Domain;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.SigningKey;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One validator's word that it executed the block at a height, and that its header has this hash:
 * {@code u8 version | u64 height | u32 epoch | u32 round | headerHash 32 | keyId 32 | u16 sigLen |
 * sig} (docs/spec/votes-and-certificates.md). A validator gives its word once for each height.
 *
 * @param height from 1
 * @param epoch of the header
 * @param signer the validator's key
 * @param signature over {@code L("vote") | networkId | height | epoch | round | headerHash | keyId}
 */
public record Vote(long height, int epoch, Digest headerHash, KeyId signer, Signature signature) {
  /** The only round of this version. */
  static final int ROUND = 0;

  private static final int VERSION = 1;
  private static final String MALFORMED = "vote-malformed";
  private static final int FIXED_BYTES = 1 + 8 + 4 + 4 + 32 + 32 + 2;

  /** Makes and signs a vote. Whether it may be given is for the caller to know, before it signs. */
  public static Vote sign(
      Digest networkId, long height, int epoch, Digest headerHash, SigningKey validator) {
    KeyId signer = validator.verifyingKey().id();
    return new Vote(
        height,
        epoch,
        headerHash,
        signer,
        validator.sign(message(networkId, height, epoch, headerHash, signer)));
  }

  /**
   * Decodes a vote; its signature is not checked here.
   *
   * @throws CryptoException {@code vote-malformed}
   */
  public static Vote decode(Bytes wire) throws CryptoException {
    Fields in = new Fields(wire, MALFORMED);
    in.version(VERSION);
    long height = in.height();
    int epoch = in.epoch();
    in.round();
    Vote vote = new Vote(height, epoch, in.digest(), new KeyId(in.digest()), in.signature());
    in.end();
    return vote;
  }

  /** The wire form; {@link #decode} takes it back. */
  public Bytes encode() {
    byte[] encoded = new byte[FIXED_BYTES + signature.bytes().size()];
    ByteBuffer out = ByteBuffer.wrap(encoded);
    out.put((byte) VERSION).putLong(height).putInt(epoch).putInt(ROUND);
    headerHash.bytes().putTo(out);
    signer.digest().bytes().putTo(out);
    out.putShort((short) signature.bytes().size());
    signature.bytes().putTo(out);
    return Bytes.owning(encoded);
  }

  /**
   * Returns normally only where a member of {@code set} signed this vote.
   *
   * @throws CryptoException {@code signer-unknown} or {@code vote-invalid}
   */
  public void verify(ValidatorSet set, Digest networkId) throws CryptoException {
    Optional<ValidatorSet.Member> member = set.member(signer);
    if (member.isEmpty()) {
      throw new CryptoException("signer-unknown", "no validator has the key " + signer);
    }
    try {
      member.get().key().verify(message(networkId, height, epoch, headerHash, signer), signature);
    } catch (CryptoException refused) {
      throw new CryptoException(
          "vote-invalid", "the vote at height " + height + " is not signed by " + signer, refused);
    }
  }

  private static Bytes message(
      Digest networkId, long height, int epoch, Digest headerHash, KeyId signer) {
    byte[] body = new byte[8 + 4 + 4];
    ByteBuffer.wrap(body).putLong(height).putInt(epoch).putInt(ROUND);
    return Domain.VOTE.message(
        networkId.bytes(), Bytes.owning(body), headerHash.bytes(), signer.digest().bytes());
  }
}
