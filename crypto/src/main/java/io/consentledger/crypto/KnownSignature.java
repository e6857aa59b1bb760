package io.consentledger.crypto;

import java.util.List;

/**
 * A signature with the answer that the policy gives to it. The valid ones are those of RFC 8032
 * section 7.1 (test 2) and RFC 6979 appendix A.2.5 (message "test"); each of the others breaks one
 * rule of the policy and would pass without it.
 */
record KnownSignature(
    String name, Algorithm algorithm, Bytes key, Bytes message, Bytes signature, boolean accepted) {
  private static final String ED_KEY =
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
  private static final String ED_R =
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da";
  private static final String ED_S =
      "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
  private static final String EC_KEY =
      "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
          + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
  private static final String EC_R =
      "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367";
  private static final String EC_S =
      "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083";
  private static final String IDENTITY =
      "0100000000000000000000000000000000000000000000000000000000000000";
  private static final String ZERO =
      "0000000000000000000000000000000000000000000000000000000000000000";

  /** The set that {@link SignatureSelfCheck} asks. */
  static List<KnownSignature> all() {
    return List.of(
        ed25519("Ed25519 signature", ED_KEY, "72", ED_R + ED_S, true),
        ed25519("another message", ED_KEY, "73", ED_R + ED_S, false),
        ed25519("appended zero byte", ED_KEY, "72", ED_R + ED_S + "00", false),
        ed25519(
            "S not below the group order",
            ED_KEY,
            "72",
            ED_R + "f52db7415978abc61b2c2eb6aeebfca0387b2eaeb4302aeeb00d291612bb0c10",
            false),
        ed25519(
            "R with a component of order 8",
            ED_KEY,
            "72",
            "4745d9afce5559af48f13ca97dab2a485929600500056abdac830205c0261d7c"
                + "3f25e475104019ffe316b43fe23eefecf61b053b4c62b898e8970b4e58dc5501",
            false),
        ed25519(
            "R the identity",
            ED_KEY,
            "72",
            IDENTITY + "675d054595fa17cb6a44e3ada6ca385e55667e41a63fdab0ac22d10000354002",
            false),
        ed25519(
            "R not canonical",
            ED_KEY,
            "72",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
                + "0a0403c78756704394a791302d07acbdf846e02e6371010b73f9c021313bde01",
            false),
        ed25519("key the identity", IDENTITY, "72", IDENTITY + ZERO, false),
        ed25519(
            "key with a component of order 8",
            "0169d3c02f3edd121cafbe1dfd45c4cf4aac216a79e36e6326419f2a654d2d46",
            "72",
            ED_R + ED_S,
            false),
        p256("P-256 signature", EC_KEY, "74657374", EC_R + EC_S, true),
        p256("another P-256 message", EC_KEY, "74657375", EC_R + EC_S, false),
        p256(
            "s in the upper half",
            EC_KEY,
            "74657374",
            EC_R + "fe60beeb8bd5d4ec42da6d94b639b6ea5dc07c4cd3965338e6f1887217f424ce",
            false),
        p256("r and s zero", EC_KEY, "74657374", ZERO + ZERO, false),
        p256("P-256 appended zero byte", EC_KEY, "74657374", EC_R + EC_S + "00", false),
        p256("compressed key", "03" + EC_KEY.substring(2, 66), "74657374", EC_R + EC_S, false),
        p256("key off the curve", EC_KEY.substring(0, 128) + "98", "74657374", EC_R + EC_S, false));
  }

  private static KnownSignature ed25519(
      String name, String key, String message, String signature, boolean accepted) {
    return of(name, Algorithm.ED25519, key, message, signature, accepted);
  }

  private static KnownSignature p256(
      String name, String key, String message, String signature, boolean accepted) {
    return of(name, Algorithm.ECDSA_P256, key, message, signature, accepted);
  }

  private static KnownSignature of(
      String name,
      Algorithm algorithm,
      String key,
      String message,
      String signature,
      boolean accepted) {
    return new KnownSignature(
        name,
        algorithm,
        Bytes.fromHex(key),
        Bytes.fromHex(message),
        Bytes.fromHex(signature),
        accepted);
  }
}
