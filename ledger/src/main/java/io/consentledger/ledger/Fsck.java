package io.consentledger.ledger;

import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.store.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Checks a whole ledger: files against their checksums, the chain of headers, each block's tree,
 * the rows that proofs are made from, the certificates; then executes every block again into a
 * second ledger, signatures and rules included, and compares all rows of the two. Nothing is
 * repaired. Needs as much disk again as the ledger takes.
 */
public final class Fsck {
  private final Ledger ledger;
  private final Executor executor;
  private final int parallelism;
  private final FsckFindings findings = new FsckFindings();
  private final Consumer<String> progress;
  private long rowsCompared;

  private Fsck(Ledger ledger, Executor executor, int parallelism, Consumer<String> progress) {
    this.ledger = ledger;
    this.executor = executor;
    this.parallelism = parallelism;
    this.progress = progress;
  }

  /**
   * Checks {@code ledger}, which nobody may write to meanwhile. On the calling thread, with
   * signatures verified on {@code executor} too.
   *
   * @param scratch must not exist; gone again when this returns
   * @throws LedgerException where the second ledger can't be made
   * @throws IOException where the second ledger can't be removed
   */
  public static FsckReport check(Ledger ledger, Path scratch, Executor executor, int parallelism)
      throws LedgerException, IOException {
    return check(ledger, scratch, executor, parallelism, doing -> {});
  }

  /**
   * As above.
   *
   * @param progress hears often what is being done, in words
   */
  public static FsckReport check(
      Ledger ledger, Path scratch, Executor executor, int parallelism, Consumer<String> progress)
      throws LedgerException, IOException {
    if (Files.exists(scratch)) {
      throw new LedgerException(
          "scratch-exists", scratch + " is there already: name a directory that isn't");
    }
    try {
      return new Fsck(ledger, executor, parallelism, progress).run(scratch);
    } finally {
      remove(scratch);
    }
  }

  private FsckReport run(Path scratch) throws LedgerException {
    progress.accept("reading the ledger's files");
    findings.reading("table files", ledger.store()::verifyChecksums);
    long height = ledger.tip().height();
    if (ledger.syncedIndex() > ledger.applied().index()) {
      findings.add(
          "rows-lost",
          "height " + height,
          "the ledger was synced up to index "
              + ledger.syncedIndex()
              + " once and is at "
              + ledger.applied().index());
    }
    progress.accept("walking the chain of " + height + " blocks");
    new ChainWalk(ledger, findings).walk(height);
    progress.accept("looking at what proofs are made from");
    new ProofRows(ledger, findings).check(height);
    progress.accept("verifying certificates");
    checkCertificates(height);
    try (Ledger second = Ledger.open(scratch, ledger.genesis(), StoreConfig.DEFAULT)) {
      if (replay(second, height)) {
        compareTips(second);
        progress.accept("comparing rows");
        RowComparison comparison = new RowComparison(ledger.store(), second.store(), findings);
        comparison.compareAll();
        rowsCompared = comparison.rows();
      }
    }
    return new FsckReport(height, rowsCompared, findings.all());
  }

  private void checkCertificates(long height) {
    for (long at = 1; at <= height && !findings.isFull(); at++) {
      long certified = at;
      findings.reading("certificate " + at, () -> checkCertificate(certified));
    }
  }

  private void checkCertificate(long height) {
    Optional<Certificate> certificate = ledger.certificate(height);
    if (certificate.isEmpty()) {
      return;
    }
    try {
      certificate
          .get()
          .verify(ledger.genesis().validatorSet(), ledger.genesis().networkId().digest());
    } catch (CryptoException refused) {
      findings.add(refused.code(), "height " + height, String.valueOf(refused.getMessage()));
    }
    boolean ours =
        ledger.header(height).map(Header::hash).equals(Optional.of(certificate.get().headerHash()));
    if (!ours) {
      findings.add(
          "certificate-of-another-header", "height " + height, "it certifies another header");
    }
  }

  /** Whether every block could be executed again. */
  private boolean replay(Ledger second, long height) {
    for (long at = 1; at <= height; at++) {
      progress.accept("executing block " + at + " of " + height + " again");
      Optional<Block> block;
      try {
        block = ledger.block(at);
      } catch (StorageFailure reported) {
        return false; // The walk has told of it.
      }
      if (block.isEmpty()) {
        return false;
      }
      try {
        second.importBlock(block.get(), 0, at, executor, parallelism);
      } catch (LedgerException refused) {
        findings.add("replay-refused", "height " + at, String.valueOf(refused.getMessage()));
        return false;
      }
    }
    return true;
  }

  private void compareTips(Ledger second) {
    ChainState mine = ledger.chain();
    ChainState derived = second.chain();
    boolean same =
        mine.tip().equals(derived.tip())
            && mine.history().encode().equals(derived.history().encode());
    if (!same) {
      findings.add("tip-wrong", "height " + mine.tip().height(), "the blocks give another tip");
    }
  }

  private static void remove(Path directory) throws IOException {
    if (Files.exists(directory)) {
      List<Path> deepestFirst;
      try (Stream<Path> paths = Files.walk(directory)) {
        deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }
}
