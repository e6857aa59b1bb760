package io.consentledger.p2p;

/**
 * Bounds that an operator may set. What is over them waits, is dropped and counted, or is refused;
 * memory never grows with what a peer does.
 *
 * @param outboundBytesMax items waiting for one slow peer; newer ones are dropped, and
 *     reconciliation repairs that
 * @param unprocessedItemsMax items and ids of one peer waiting for the node; over it the peer is
 *     read no further
 * @param unprocessedBytesMax the same in bytes
 * @param seenItemsMax items remembered as seen, the oldest forgotten first
 * @param rejectedItemsMax rejected items of one peer within a minute; more cost it the link
 * @param connectionsPerAddressMax open connections accepted from one address
 */
public record PeerQuotas(
    int outboundBytesMax,
    int unprocessedItemsMax,
    int unprocessedBytesMax,
    int seenItemsMax,
    int rejectedItemsMax,
    int connectionsPerAddressMax) {

  public PeerQuotas {
    requirePositive("outboundBytesMax", outboundBytesMax);
    requirePositive("unprocessedItemsMax", unprocessedItemsMax);
    requirePositive("unprocessedBytesMax", unprocessedBytesMax);
    requirePositive("seenItemsMax", seenItemsMax);
    requirePositive("rejectedItemsMax", rejectedItemsMax);
    requirePositive("connectionsPerAddressMax", connectionsPerAddressMax);
  }

  /** For networks of up to a few dozen members. */
  public static PeerQuotas defaults() {
    return new PeerQuotas(8 * 1024 * 1024, 8_192, 8 * 1024 * 1024, 65_536, 100, 64);
  }

  private static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}
