package io.consentledger.crypto;

import java.util.List;

/**
 * Asks the code that will judge signatures for answers that are known. Nodes that answered
 * differently would fork, so a node calls this before anything else and stops where it fails.
 */
public final class SignatureSelfCheck {
  /** RFC 8032 section 7.1, test 2. */
  private static final String ED25519_SEED =
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";

  /** RFC 6979 appendix A.2.5. */
  private static final String P256_SCALAR =
      "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";

  private SignatureSelfCheck() {}

  /**
   * Takes some tens of milliseconds in a process that has just begun.
   *
   * @throws CryptoException {@code self-check-failed}, naming the answer that was wrong: the Java
   *     platform or the library isn't the one this version was built for, so reinstall it
   */
  public static void run() throws CryptoException {
    List<KnownSignature> known = KnownSignature.all();
    for (KnownSignature one : known) {
      if (accepts(one) != one.accepted()) {
        throw failed(one.name());
      }
    }
    requireSame(Algorithm.ED25519, ED25519_SEED, known);
    requireSame(Algorithm.ECDSA_P256, P256_SCALAR, known);
  }

  private static boolean accepts(KnownSignature one) {
    try {
      VerifyingKey.of(one.algorithm(), one.key())
          .verify(one.message(), new Signature(one.signature()));
      return true;
    } catch (CryptoException refused) {
      return false;
    }
  }

  private static void requireSame(Algorithm algorithm, String secretHex, List<KnownSignature> known)
      throws CryptoException {
    SecretBytes secret = SecretBytes.owning(Bytes.fromHex(secretHex).toArray());
    try (SigningKey key = SigningKey.fromSecret(algorithm, secret)) {
      for (KnownSignature one : known) {
        if (one.accepted()
            && one.algorithm() == algorithm
            && !key.sign(one.message()).bytes().equals(one.signature())) {
          throw failed("signing with " + algorithm);
        }
      }
    }
  }

  private static CryptoException failed(String what) {
    return new CryptoException(
        "self-check-failed",
        "this installation judges signatures wrongly (" + what + "): reinstall it");
  }
}
