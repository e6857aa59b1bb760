package io.consentledger.node.pipeline;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives peers the blocks and headers that they lack (docs/spec/peer-protocol.md). Any thread. */
final class ServedBlocks {
  private final LedgerView ledger;

  ServedBlocks(LedgerView ledger) {
    this.ledger = ledger;
  }

  List<Bytes> blocks(long fromHeight, int max, int maxBytes) {
    List<Bytes> blocks = new ArrayList<>();
    long bytes = 0;
    for (long height = Math.max(1, fromHeight); blocks.size() < max; height++) {
      Optional<Block> block = ledger.block(height);
      if (block.isEmpty()) {
        break;
      }
      Bytes encoded = block.get().encode();
      bytes += encoded.size();
      if (bytes > maxBytes) {
        break;
      }
      blocks.add(encoded);
    }
    return blocks;
  }

  /** Up to the newest one with a certificate, which stands behind it, where one has any. */
  List<Bytes> headers(long fromHeight, int max, int maxBytes) {
    List<Bytes> headers = new ArrayList<>();
    long from = Math.max(1, fromHeight);
    long most = Math.min(max, maxBytes / Header.SIZE_BYTES);
    while (headers.size() < most) {
      Optional<Header> header = ledger.header(from + headers.size());
      if (header.isEmpty()) {
        break;
      }
      headers.add(header.get().encode());
    }
    for (int last = headers.size() - 1; last >= 0; last--) {
      Optional<Bytes> certificate = ledger.certificate(from + last).map(Certificate::encode);
      long bytes = (last + 1L) * Header.SIZE_BYTES + certificate.map(Bytes::size).orElse(0);
      if (certificate.isPresent() && bytes <= maxBytes) {
        headers.set(last, Bytes.concat(headers.get(last), certificate.get()));
        return List.copyOf(headers.subList(0, last + 1));
      }
    }
    return headers;
  }
}
