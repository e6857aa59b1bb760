package io.consentledger.crypto.quorum;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SecretBytes;
import io.consentledger.crypto.SigningKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Four validators whose seeds are 32 times 0x01 to 0x04, three of which are a quorum. */
final class Validators {
  static final Digest NETWORK = digest(0xaa);
  static final Digest HEADER = digest(0xbb);

  final List<SigningKey> keys = new ArrayList<>();
  final ValidatorSet set;

  Validators() {
    for (int seed = 1; seed <= 4; seed++) {
      keys.add(key(seed));
    }
    set =
        new ValidatorSet(
            3,
            IntStream.range(0, 4)
                .mapToObj(i -> new ValidatorSet.Member(i, keys.get(i).verifyingKey()))
                .toList());
  }

  static SigningKey key(int seed) {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) seed);
    return SigningKey.fromSecret(Algorithm.ED25519, SecretBytes.owning(secret));
  }

  static Digest digest(int filling) {
    byte[] bytes = new byte[Digest.SIZE_BYTES];
    Arrays.fill(bytes, (byte) filling);
    return new Digest(Bytes.owning(bytes));
  }

  Vote vote(int validator) {
    return Vote.sign(NETWORK, 7, 0, HEADER, keys.get(validator));
  }

  List<Vote> votes(int... validators) {
    return Arrays.stream(validators).mapToObj(this::vote).toList();
  }
}
