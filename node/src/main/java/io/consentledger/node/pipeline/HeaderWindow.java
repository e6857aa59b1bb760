package io.consentledger.node.pipeline;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.chain.ChainException;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Genesis;
import java.util.List;

/**
 * Headers that one peer gave in one answer, each naming the one before.
 *
 * @param certified whether a quorum's votes for the last one came with it, and hold: then all of
 *     them are the network's
 */
record HeaderWindow(HeaderTrail trail, boolean certified) {
  /**
   * Checks what a peer gave as the headers above a block.
   *
   * @throws ChainException where they don't follow one another, or are none
   * @throws CryptoException where the certificate isn't one of a quorum
   */
  static HeaderWindow read(List<Bytes> items, long baseHeight, Digest baseHash, Genesis genesis)
      throws ChainException, CryptoException {
    HeaderTrail trail = new HeaderTrail(baseHeight, baseHash);
    for (Bytes item : items) {
      if (item.size() < Header.SIZE_BYTES) {
        throw new ChainException("header-malformed", "it is no header");
      }
      if (!trail.append(Header.decode(item.slice(0, Header.SIZE_BYTES)))) {
        throw new ChainException(
            "header-link-broken", "no header follows " + trail.newestHeight() + " and names it");
      }
    }
    boolean certified = false;
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).size() > Header.SIZE_BYTES) {
        if (i < items.size() - 1) {
          throw new ChainException("header-malformed", "only the last may have a certificate");
        }
        requireCertified(items.get(i), trail, genesis);
        certified = true;
      }
    }
    return new HeaderWindow(trail, certified);
  }

  private static void requireCertified(Bytes item, HeaderTrail trail, Genesis genesis)
      throws CryptoException {
    Certificate certificate = Certificate.decode(item.slice(Header.SIZE_BYTES, item.size()));
    if (certificate.height() != trail.newestHeight()
        || !certificate.headerHash().equals(trail.newestHash())) {
      throw new CryptoException(
          "certificate-of-another-header", "the certificate is of another header");
    }
    certificate.verify(genesis.validatorSet(), genesis.networkId().digest());
  }
}
