package io.consentledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.tx.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks that came from peers before the order told their positions. */
final class ImportedAheadTest {
  private static final long KEEP = -1;

  @TempDir Path root;
  private final TestNetwork network = new TestNetwork();
  private final TestNetwork.Customer customer = network.customer("0");
  private final List<List<Transaction>> batches = new ArrayList<>();

  /**
   * Batch 1 is rejected in part, for its process is declared in batch 2 only; it comes again in
   * batch 3. Executed on a state that has all of it, batch 1 would be recorded otherwise.
   */
  private TestLedger ordered() throws LedgerException {
    Transaction notice = network.notice();
    Transaction process = network.process();
    Transaction open = network.open(customer);
    Transaction grant = network.grant(customer);
    Transaction early = network.use(customer);
    batches.add(List.of(notice));
    batches.add(List.of(open, grant));
    batches.add(List.of(process));
    batches.add(List.of(grant, open));
    batches.add(List.of());
    batches.add(List.of(early, network.withdraw(customer)));
    batches.add(List.of(notice));
    batches.add(List.of(network.use(customer)));
    TestLedger made = new TestLedger(root.resolve("ordered"), network);
    for (int i = 0; i < batches.size(); i++) {
      made.applyAt(timeMs(i), batches.get(i));
    }
    assertThat(made.ledger.tip().height()).isBetween(5L, 6L);
    return made;
  }

  private static long timeMs(int batch) {
    return TestNetwork.CREATED_MS + 1_000L * (batch + 1);
  }

  @Test
  void theOrderIsMatchedWithWhatIsThereAndNotExecutedAgain() throws Exception {
    try (TestLedger made = ordered()) {
      long height = made.ledger.tip().height();
      for (long ahead = 1; ahead <= height; ahead++) {
        Path place = root.resolve("ahead-" + ahead);
        try (Ledger ledger = Ledger.open(place, network.genesis)) {
          for (long at = 1; at <= ahead; at++) {
            ledger.importBlock(block(made, at), 0, KEEP, Runnable::run, 1);
          }
          assertThat(ledger.applied().index()).isEqualTo(-1);
        }
        for (int i = 0; i < batches.size(); i++) {
          // A restart between any two batches forgets nothing.
          try (Ledger ledger = Ledger.open(place, network.genesis)) {
            ledger.apply(
                1, i, timeMs(i), ledger.verifier().verifyAll(batches.get(i), Runnable::run, 1));
            assertThat(ledger.applied()).isEqualTo(new Applied(1, i));
          }
        }
        try (Ledger ledger = Ledger.open(place, network.genesis)) {
          assertThat(ledger.tip()).as("ahead by %d", ahead).isEqualTo(made.ledger.tip());
          assertThat(Fsck.check(ledger, root.resolve("scratch"), Runnable::run, 1).isClean())
              .isTrue();
        }
      }
    }
  }

  @Test
  void anOlderPositionMayBeNamedAfterNewerBlocksCame() throws Exception {
    try (TestLedger made = ordered();
        Ledger ledger = Ledger.open(root.resolve("ahead"), network.genesis)) {
      for (long at = 1; at <= 3; at++) {
        ledger.importBlock(block(made, at), 0, KEEP, Runnable::run, 1);
      }
      ledger.place(1, 1, 0);
      assertThat(ledger.applied()).isEqualTo(new Applied(1, 0));
      assertThatThrownBy(() -> ledger.place(4, 1, 9)).isInstanceOf(IllegalArgumentException.class);
      for (int i = 1; i < batches.size(); i++) {
        ApplyResult result =
            ledger.apply(
                1, i, timeMs(i), ledger.verifier().verifyAll(batches.get(i), Runnable::run, 1));
        assertThat(ledger.tip().height()).isGreaterThanOrEqualTo(3);
        assertThat(result.block().map(Block::header))
            .isIn(Optional.empty(), made.ledger.header(ledger.tip().height()));
      }
      assertThat(ledger.tip()).isEqualTo(made.ledger.tip());
    }
  }

  private static Block block(TestLedger made, long height) {
    return made.ledger.block(height).orElseThrow();
  }
}
