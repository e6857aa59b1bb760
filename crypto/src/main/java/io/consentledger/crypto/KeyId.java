package io.consentledger.crypto;

/** Names a public key: {@code H(L("key") | u16 alg | raw public key)}. */
public record KeyId(Digest digest) implements Comparable<KeyId> {
  /** The name of this key; whether the key is acceptable is not checked here. */
  public static KeyId of(Algorithm algorithm, Bytes rawPublicKey) {
    return new KeyId(Domain.KEY.hash(algorithm.codeBytes(), rawPublicKey));
  }

  public static KeyId fromHex(String hex) {
    return new KeyId(Digest.fromHex(hex));
  }

  public String toHex() {
    return digest.toHex();
  }

  @Override
  public int compareTo(KeyId other) {
    return digest.compareTo(other.digest);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
