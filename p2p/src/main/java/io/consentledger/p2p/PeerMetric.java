package io.consentledger.p2p;

import java.util.Locale;

/** What is counted of each peer, from the start of this network on. */
public enum PeerMetric {
  FRAMES_IN,
  FRAMES_OUT,
  BYTES_IN,
  BYTES_OUT,
  /** Items that came, whatever became of them. */
  ITEMS_IN,
  /** Items written to the peer, pushed or asked for. */
  ITEMS_OUT,
  /** Items that came and had been seen before. */
  ITEMS_DUPLICATE,
  ITEMS_ACCEPTED,
  ITEMS_KNOWN,
  ITEMS_REJECTED,
  ITEMS_BUSY,
  /** Items not pushed because the peer's queue was full; reconciliation repairs this. */
  ITEMS_DROPPED,
  /** Ids offered to the peer by reconciliation. */
  IDS_OFFERED,
  /** Items asked of the peer after it offered them. */
  ITEMS_ASKED,
  HEADS_IN,
  HEADS_OUT,
  BLOCKS_IN,
  BLOCKS_OUT,
  LINKS_OPENED,
  LINKS_CLOSED,
  /** Links closed because the peer broke the protocol or a limit. */
  VIOLATIONS,
  /** Times that the peer was not read because too much of it waited for the node. */
  READS_PAUSED,
  /** Runtime exceptions thrown by {@link PeerHandlers}. */
  HANDLER_FAILURES;

  /** A stable name such as {@code items_in}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
