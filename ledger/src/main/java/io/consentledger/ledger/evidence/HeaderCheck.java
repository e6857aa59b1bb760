package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.chain.ChainException;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Genesis;

/** Step 3 of docs/spec/evidence.md: are these headers of this network and its validators? */
final class HeaderCheck {
  private static final String MALFORMED = "header-malformed";

  private final Genesis genesis;
  private final Digest validators;

  HeaderCheck(Genesis genesis) {
    this.genesis = genesis;
    this.validators = genesis.validatorSet().hash();
  }

  Header header(Bytes encoded, String place) throws EvidenceException {
    Header header;
    try {
      header = Header.decode(encoded);
    } catch (ChainException malformed) {
      throw EvidenceException.because(MALFORMED, malformed, place);
    }
    require(header.height() > 0, MALFORMED, "no block has this height", place);
    require(header.entryCount() > 0, MALFORMED, "no block is empty", place);
    require(
        header.timeMs() >= genesis.createdMs() && header.timeMs() <= Limits.BLOCK_TIME_MS_MAX,
        MALFORMED,
        "no block of this network has this time",
        place);
    require(
        header.networkId().equals(genesis.networkId()),
        MALFORMED,
        "the header is of another network",
        place);
    require(
        header.epoch() == 0
            && header.validatorSetHash().equals(validators)
            && header.nextValidatorSetHash().equals(validators),
        "validator-set-unknown",
        "the header names validators that the genesis file doesn't",
        place);
    return header;
  }

  private static void require(boolean holds, String code, String otherwise, String place)
      throws EvidenceException {
    if (!holds) {
      throw new EvidenceException(code, otherwise, place);
    }
  }
}
