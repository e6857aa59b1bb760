package io.consentledger.ledger.evidence;

import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MerkleLog;
import io.consentledger.crypto.ProofException;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Genesis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Steps 3 to 5 of docs/spec/evidence.md: the headers, the certificate, the anchor's history. */
final class ChainCheck {
  private final Genesis genesis;
  private final HeaderCheck headers;
  private final EvidenceBundle bundle;

  ChainCheck(Genesis genesis, EvidenceBundle bundle) {
    this.genesis = genesis;
    this.headers = new HeaderCheck(genesis);
    this.bundle = bundle;
  }

  /** The headers, decoded, not proved yet. */
  Chain decode() throws EvidenceException {
    Header anchor = headers.header(bundle.anchor(), Places.ANCHOR_HEADER);
    List<Header> others = others(headers, bundle.headers());
    Optional<Header> since = Optional.empty();
    if (bundle.since().isPresent()) {
      since = Optional.of(headers.header(bundle.since().get().header().header(), Places.SINCE));
    }
    requireRisingTimes(anchor, others, since);
    return new Chain(anchor, others, since);
  }

  static List<Header> others(HeaderCheck headers, List<BundledHeader> bundled)
      throws EvidenceException {
    List<Header> others = new ArrayList<>();
    long last = 0;
    for (int i = 0; i < bundled.size(); i++) {
      Header header = headers.header(bundled.get(i).header(), Places.header(i));
      if (header.height() <= last) {
        throw new EvidenceException(
            BundleFields.MALFORMED, "not in ascending order", Places.header(i));
      }
      last = header.height();
      others.add(header);
    }
    return others;
  }

  /** No block is earlier than one below it, whoever certified them. */
  static void requireRisingTimes(Header anchor, List<Header> others, Optional<Header> since)
      throws EvidenceException {
    List<Header> all = new ArrayList<>(others);
    all.add(anchor);
    since.ifPresent(all::add);
    all.sort(Comparator.comparingLong(Header::height).thenComparingLong(Header::timeMs));
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).timeMs() < all.get(i - 1).timeMs()) {
        throw new EvidenceException(
            "time-falls",
            "block " + all.get(i).height() + " is earlier than block " + all.get(i - 1).height(),
            "headers");
      }
    }
  }

  /** The certificate of the anchor, by a quorum of the genesis file's validators. */
  Certificate certificate(Header anchor) throws EvidenceException {
    try {
      Certificate certificate = Certificate.decode(bundle.certificate());
      if (certificate.height() != anchor.height()
          || certificate.epoch() != anchor.epoch()
          || !certificate.headerHash().equals(anchor.hash())) {
        throw new EvidenceException(
            "certificate-of-another-header",
            "the certificate is not about the anchor's header",
            Places.CERTIFICATE);
      }
      certificate.verify(genesis.validatorSet(), genesis.networkId().digest());
      return certificate;
    } catch (CryptoException refused) {
      throw EvidenceException.because(refused.code(), refused, Places.CERTIFICATE);
    }
  }

  /** That the anchor's history holds each header. */
  void history(Chain chain) throws EvidenceException {
    inHistory(chain, bundle.headers());
    if (bundle.since().isPresent() && chain.since().isPresent()) {
      since(chain.anchor(), chain.since().get(), bundle.since().get());
    }
  }

  static void inHistory(Chain chain, List<BundledHeader> bundled) throws EvidenceException {
    for (int i = 0; i < chain.others().size(); i++) {
      inHistory(chain.anchor(), chain.others().get(i), bundled.get(i).path(), Places.header(i));
    }
  }

  private static void inHistory(Header anchor, Header header, List<Digest> path, String place)
      throws EvidenceException {
    try {
      MerkleLog.verifyInclusion(
          header.height() - 1, anchor.height() - 1, header.hash(), path, anchor.historyRoot());
    } catch (ProofException refused) {
      throw EvidenceException.because("header-not-in-history", refused, place);
    }
  }

  private static void since(Header anchor, Header earlier, EarlierAnchor bundled)
      throws EvidenceException {
    inHistory(anchor, earlier, bundled.header().path(), Places.SINCE);
    try {
      if (earlier.height() == 1) {
        requireEmpty(earlier, bundled.consistency());
      } else {
        MerkleLog.verifyConsistency(
            earlier.height() - 1,
            anchor.height() - 1,
            bundled.consistency(),
            earlier.historyRoot(),
            anchor.historyRoot());
      }
    } catch (ProofException refused) {
      throw EvidenceException.because("since-inconsistent", refused, Places.SINCE);
    }
  }

  /** Every log extends the one of no headers: there is nothing to prove, and nothing to show. */
  private static void requireEmpty(Header first, List<Digest> consistency) throws ProofException {
    if (!consistency.isEmpty()) {
      throw new ProofException("the consistency proof has hashes to spare");
    }
    if (!first.historyRoot().equals(MerkleLog.root(List.of()))) {
      throw new ProofException("the first header has a history");
    }
  }
}
