package io.consentledger.ledger.store;

/**
 * How much the store may take.
 *
 * @param blockCacheBytes for data, index and filter blocks together
 * @param writeBufferBytes of each of the two write buffers
 * @param openFilesMax descriptors for table files
 */
public record StoreConfig(long blockCacheBytes, long writeBufferBytes, int openFilesMax) {
  /** For a node that should stay small: 32 MiB of cache, 16 MiB a write buffer, 256 files. */
  public static final StoreConfig DEFAULT = new StoreConfig(32L << 20, 16L << 20, 256);
}
