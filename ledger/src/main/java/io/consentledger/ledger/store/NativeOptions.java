package io.consentledger.ledger.store;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.HyperClockCache;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;

/**
 * RocksDB's options with all that they hold natively. Why each is set as it is:
 * docs/decisions/0020-rocksdb-layout.md.
 */
final class NativeOptions implements AutoCloseable {
  private static final int BLOOM_BITS_PER_KEY = 10;
  private static final int BLOCK_BYTES = 8 * 1024;
  private static final int LOG_FILE_BYTES_MAX = 1 << 20;
  private static final int LOG_FILES_MAX = 2;
  private static final int BACKGROUND_JOBS_MAX = 2;
  private static final long SYNC_STEP_BYTES = 1L << 20;
  private static final double MEMTABLE_BLOOM_SHARE = 0.02;

  private final Deque<AbstractNativeReference> owned = new ArrayDeque<>();
  private final Options options;

  /**
   * @param create whether a database is made where there is none
   */
  NativeOptions(StoreConfig config, LogRecovery recovery, boolean create) {
    HyperClockCache cache = own(new HyperClockCache(config.blockCacheBytes(), 0, -1, false));
    BlockBasedTableConfig tables =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setBlockSize(BLOCK_BYTES)
            .setCacheIndexAndFilterBlocks(true)
            .setPinL0FilterAndIndexBlocksInCache(true)
            .setOptimizeFiltersForMemory(true)
            .setFilterPolicy(own(new BloomFilter(BLOOM_BITS_PER_KEY)));
    options =
        own(new Options())
            .setCreateIfMissing(create)
            .setParanoidChecks(true)
            .setWalRecoveryMode(recovery.mode())
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setWriteBufferSize(config.writeBufferBytes())
            .setMaxWriteBufferNumber(2)
            .setMaxTotalWalSize(2 * config.writeBufferBytes())
            .setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM_SHARE)
            .setMemtableWholeKeyFiltering(true)
            .setMaxOpenFiles(config.openFilesMax())
            .setMaxBackgroundJobs(BACKGROUND_JOBS_MAX)
            .setBytesPerSync(SYNC_STEP_BYTES)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setMaxLogFileSize(LOG_FILE_BYTES_MAX)
            .setKeepLogFileNum(LOG_FILES_MAX)
            .setStatsDumpPeriodSec(0)
            .setStatsPersistPeriodSec(0)
            .setTableFormatConfig(tables);
  }

  Options options() {
    return options;
  }

  @Override
  public void close() {
    while (!owned.isEmpty()) {
      owned.pop().close();
    }
  }

  private <T extends AbstractNativeReference> T own(T reference) {
    owned.push(reference);
    return reference;
  }
}
