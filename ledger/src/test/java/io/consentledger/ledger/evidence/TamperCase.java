package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.util.Optional;

/**
 * A bundle that somebody tampered with, and the code that every verifier must refuse it with.
 *
 * @param code {@code verified} where nothing is wrong
 * @param derived the code of a verifier that derives and doesn't execute the rules
 * @param nonce that the verifier asks for
 * @param earlier the bundle that the verifier holds it against
 */
record TamperCase(
    String name,
    String code,
    String derived,
    Bytes file,
    Optional<Digest> nonce,
    Optional<Bytes> earlier) {
  static final String VERIFIED = "verified";

  static TamperCase of(String name, String code, EvidenceBundle bundle) {
    return of(name, code, bundle.encode());
  }

  static TamperCase of(String name, String code, Bytes file) {
    return new TamperCase(name, code, code, file, Optional.empty(), Optional.empty());
  }

  TamperCase asking(Digest wanted) {
    return new TamperCase(name, code, derived, file, Optional.of(wanted), earlier);
  }

  TamperCase after(Bytes before) {
    return new TamperCase(name, code, derived, file, nonce, Optional.of(before));
  }

  /** What only a verifier that executes the rules refuses. */
  TamperCase verifiedByDeriving() {
    return new TamperCase(name, code, VERIFIED, file, nonce, earlier);
  }

  /** The code that it gets; {@link #VERIFIED} where it is believed. */
  String judge(EvidenceVerifier verifier) {
    try {
      VerifyOptions options = new VerifyOptions(nonce, Optional.empty());
      if (earlier.isPresent()) {
        options = options.withEarlier(verifier.earlier(earlier.get()));
      }
      verifier.verify(file, options);
      return VERIFIED;
    } catch (EvidenceException refused) {
      return refused.code();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
