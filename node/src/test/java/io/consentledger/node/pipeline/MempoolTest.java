package io.consentledger.node.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.node.pipeline.Mempool.Offer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MempoolTest {
  private final TestTransactions transactions = new TestTransactions();

  private List<Pending> fill(Mempool mempool, int count, String source) {
    List<Pending> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Pending pending = transactions.next(source);
      assertThat(mempool.offer(pending)).isEqualTo(Offer.ADDED);
      added.add(pending);
    }
    return added;
  }

  @Test
  void givesTheOldestFirst() {
    Mempool mempool = new Mempool(100, 1_000_000);
    List<Pending> added = fill(mempool, 10, "peer-a");

    assertThat(mempool.take(4, 1_000_000)).isEqualTo(added.subList(0, 4));
    assertThat(mempool.take(100, 1_000_000)).isEqualTo(added.subList(4, 10));
    assertThat(mempool.take(100, 1_000_000)).isEmpty();
  }

  @Test
  void cutsABatchByBytesButNeverToNothing() {
    Mempool mempool = new Mempool(100, 1_000_000);
    List<Pending> added = fill(mempool, 5, "peer-a");
    int size = added.get(0).wire().size();

    assertThat(mempool.take(100, 2L * size + 10)).hasSize(2);
    assertThat(mempool.take(100, 1)).hasSize(1);
  }

  @Test
  void knowsWhatWaitsAlready() {
    Mempool mempool = new Mempool(100, 1_000_000);
    Pending pending = fill(mempool, 1, "peer-a").get(0);

    assertThat(mempool.offer(pending)).isEqualTo(Offer.KNOWN);
    assertThat(mempool.transactions()).isEqualTo(1);
    assertThat(mempool.get(pending.id())).contains(pending);
    assertThat(mempool.item(pending.itemId())).contains(pending);
  }

  @Test
  void proposesNothingTwiceWhileItIsInFlight() {
    Mempool mempool = new Mempool(100, 1_000_000);
    List<Pending> added = fill(mempool, 3, "peer-a");
    mempool.take(2, 1_000_000);

    assertThat(mempool.take(100, 1_000_000)).containsExactly(added.get(2));
    assertThat(mempool.waiting().transactions()).isZero();
    assertThat(mempool.transactions()).isEqualTo(3);
  }

  @Test
  void putsWhatABatchHeldBackIntoItsOldPlace() {
    Mempool mempool = new Mempool(100, 1_000_000);
    List<Pending> added = fill(mempool, 5, "peer-a");
    List<Pending> taken = mempool.take(3, 1_000_000);
    mempool.remove(taken.get(1).id());

    mempool.release(taken);

    assertThat(mempool.take(100, 1_000_000))
        .containsExactly(added.get(0), added.get(2), added.get(3), added.get(4));
  }

  @Test
  void countsEveryByteInAndOut() {
    Mempool mempool = new Mempool(100, 1_000_000);
    List<Pending> added = fill(mempool, 6, "peer-a");
    mempool.release(mempool.take(4, 1_000_000));
    mempool.take(2, 1_000_000);

    added.forEach(pending -> mempool.remove(pending.id()));

    assertThat(mempool.bytes()).isZero();
    assertThat(mempool.transactions()).isZero();
    assertThat(mempool.waiting()).isEqualTo(new Mempool.Waiting(0, 0, 0));
  }

  @Test
  void oneSourceCannotShutTheOthersOut() {
    Mempool mempool = new Mempool(10, 1_000_000);
    fill(mempool, 6, "peer-a");

    assertThat(mempool.offer(transactions.next("peer-a"))).isEqualTo(Offer.FULL);
    assertThat(mempool.hasRoom("peer-a", 100)).isFalse();
    assertThat(mempool.hasRoom(Pending.CLIENT, 100)).isTrue();
    fill(mempool, 4, Pending.CLIENT);
    assertThat(mempool.offer(transactions.next("peer-b"))).isEqualTo(Offer.FULL);
  }

  @Test
  void isBoundedInBytesAsWell() {
    int size = transactions.next("peer-a").wire().size();
    Mempool mempool = new Mempool(1000, 10L * size);
    fill(mempool, 5, "peer-a");
    fill(mempool, 4, "peer-b");

    assertThat(mempool.offer(transactions.next("peer-c"))).isEqualTo(Offer.FULL);
    assertThat(mempool.bytes()).isLessThanOrEqualTo(10L * size);
  }

  @Test
  void aRefusedOneLeavesNoTrace() {
    Mempool mempool = new Mempool(10, 1_000_000);
    fill(mempool, 6, "peer-a");
    Pending refused = transactions.next("peer-a");
    mempool.offer(refused);

    assertThat(mempool.get(refused.id())).isEmpty();
    assertThat(mempool.item(refused.itemId())).isEmpty();
    assertThat(mempool.itemIds(100)).hasSize(6);
  }

  @Test
  void letsGoOfWhatNobodyOrderedInTimeButNotOfWhatIsInFlight() {
    Mempool mempool = new Mempool(10, 1_000_000);
    Pending inFlight = transactions.next("peer-a", 1000, 0);
    mempool.offer(inFlight);
    mempool.take(1, 1_000_000);
    Pending expired = transactions.next("peer-a", 1000, 0);
    Pending live = transactions.next("peer-a", 10_000, 0);
    mempool.offer(expired);
    mempool.offer(live);

    assertThat(mempool.expire(2000)).isEqualTo(1);

    assertThat(mempool.get(expired.id())).isEmpty();
    assertThat(mempool.get(inFlight.id())).contains(inFlight);
    assertThat(mempool.get(live.id())).contains(live);
    assertThat(mempool.expire(9_000_000)).isEqualTo(1);
  }
}
