package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.genesis.Genesis;
import java.util.List;
import java.util.Optional;

/**
 * A proof in pages, and the code that a verifier must give it.
 *
 * @param code {@code verified} where nothing is wrong
 * @param nonce that the verifier asks for
 * @param earlier the proof that it is held against: none, one file, or a cover and its pages
 */
record PageCase(
    String name, String code, ProofFiles proof, Optional<Digest> nonce, List<Bytes> earlier) {
  PageCase {
    earlier = List.copyOf(earlier);
  }

  static PageCase of(String name, String code, ProofFiles proof) {
    return new PageCase(name, code, proof, Optional.empty(), List.of());
  }

  PageCase asking(Digest wanted) {
    return new PageCase(name, code, proof, Optional.of(wanted), earlier);
  }

  PageCase after(Bytes bundle) {
    return new PageCase(name, code, proof, nonce, List.of(bundle));
  }

  PageCase after(ProofFiles pages) {
    return new PageCase(name, code, proof, nonce, pages.all());
  }

  /** The code, and of what is verified how many records there are, and how many with findings. */
  String judge(Genesis genesis) {
    VerifyOptions options = new VerifyOptions(nonce, Optional.empty());
    try {
      if (earlier.size() == 1) {
        options = options.withEarlier(new EvidenceVerifier(genesis).earlier(earlier.get(0)));
      } else if (!earlier.isEmpty()) {
        ProofFiles pages = new ProofFiles(earlier.get(0), earlier.subList(1, earlier.size()));
        options = options.withEarlier(pages.earlier(genesis));
      }
    } catch (EvidenceException refused) {
      return refused.code();
    }
    return proof.judge(genesis, options);
  }
}
