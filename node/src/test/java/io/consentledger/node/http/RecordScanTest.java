package io.consentledger.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.Recorded;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.state.StateView;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.node.config.ConfigReader;
import io.consentledger.node.network.Author;
import io.consentledger.node.network.TestNetwork;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A walk for one controller's records ends where it must, and loses nothing. */
final class RecordScanTest {
  private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
  private static final RecordScan.Place START = new RecordScan.Place(1, 0);

  @TempDir private Path directory;
  private final List<Recorded> ledger = new ArrayList<>();
  private final SigningKey bankKey = SigningKey.generate(Algorithm.ED25519, new SecureRandom());
  private Author bank;
  private Author other;
  private Rendering rendering;
  private long largestAsk;

  @BeforeEach
  void fill() throws Exception {
    Path file = ConfigReader.read(TestNetwork.make(directory, 1).node(0).config()).genesis();
    Genesis genesis = Genesis.parse(Bytes.owning(Files.readAllBytes(file)));
    rendering = new Rendering(genesis, () -> 0);
    bank = new Author(genesis.networkId().toHex(), bankKey);
    other =
        new Author(
            genesis.networkId().toHex(),
            SigningKey.generate(Algorithm.ED25519, new SecureRandom()));
    // Blocks of two: the bank's notices stand at 1.0, 3.0 and 3.1, its process at 5.1.
    record(bank.notice(1), other.notice(1), other.notice(2), bank.challenge());
    record(bank.notice(2), bank.notice(3), other.notice(3), other.process());
    record(other.notice(4), bank.process());
  }

  @Test
  void findsAllOfOneControllerInOrder() {
    RecordScan.Page page = scan(ALL).read(START, 100, new RecordScan.Bounds(100, 4, 1 << 20));

    assertThat(places(page)).containsExactly("1.0", "3.0", "3.1", "5.1");
    assertThat(page.next()).isEmpty();
  }

  @Test
  void takesOnlyTheKindsThatAreWanted() {
    RecordScan.Page page =
        scan(EnumSet.of(Kind.DECLARE_PROCESS))
            .read(START, 100, new RecordScan.Bounds(100, 4, 1 << 20));

    assertThat(places(page)).containsExactly("5.1");
  }

  @Test
  void endsAtTheLimitAndGoesOnAfterTheLastOneGiven() {
    RecordScan.Bounds bounds = new RecordScan.Bounds(100, 4, 1 << 20);
    RecordScan.Page first = scan(ALL).read(START, 2, bounds);
    RecordScan.Page second = scan(ALL).read(first.next().orElseThrow(), 2, bounds);

    assertThat(places(first)).containsExactly("1.0", "3.0");
    assertThat(first.next().orElseThrow().toString()).isEqualTo("3.1");
    assertThat(places(second)).containsExactly("3.1", "5.1");
  }

  @Test
  void looksAtNoMoreThanItMayAndMayFindNothingInThat() {
    RecordScan.Bounds bounds = new RecordScan.Bounds(2, 2, 1 << 20);
    RecordScan.Page page = scan(ALL).read(new RecordScan.Place(4, 0), 100, bounds);

    assertThat(page.entries()).isEmpty();
    assertThat(page.next()).contains(new RecordScan.Place(4, 2));
    assertThat(places(scan(ALL).read(page.next().orElseThrow(), 100, bounds)))
        .containsExactly("5.1");
    assertThat(largestAsk).isEqualTo(2);
  }

  @Test
  void endsOnceItHasEnoughBytes() {
    RecordScan.Page page = scan(ALL).read(START, 100, new RecordScan.Bounds(100, 4, 1));

    assertThat(places(page)).containsExactly("1.0");
    assertThat(page.next()).contains(new RecordScan.Place(1, 1));
  }

  private static List<String> places(RecordScan.Page page) {
    return page.entries().stream()
        .map(it -> it.path("height").asText() + "." + it.path("index").asText())
        .toList();
  }

  private void record(Transaction... transactions) {
    for (Transaction transaction : transactions) {
      Entry entry =
          new Entry(
              transaction.statement().kind(),
              transaction.statement().streamId(),
              1,
              Digest.ZERO,
              ledger.size() / 2 + 1,
              ledger.size() % 2,
              1_790_000_000_000L,
              transaction.envelopeHash());
      ledger.add(new Recorded(transaction, entry, List.of()));
    }
  }

  private RecordScan scan(Set<Kind> kinds) {
    StateView nothing = key -> null;
    LedgerView view =
        (LedgerView)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {LedgerView.class},
                (proxy, method, args) ->
                    switch (method.getName()) {
                      case "records" ->
                          records((Long) args[0], (Integer) args[1], (Integer) args[2]);
                      case "history" -> List.of();
                      case "state" -> nothing;
                      default -> throw new AssertionError(method.getName());
                    });
    return new RecordScan(rendering, view, PartyId.of(bankKey.verifyingKey().id()), kinds);
  }

  private List<Recorded> records(long height, int index, int max) {
    largestAsk = Math.max(largestAsk, max);
    return ledger.stream()
        .filter(
            it ->
                it.entry().height() > height
                    || (it.entry().height() == height && it.entry().index() >= index))
        .limit(max)
        .toList();
  }
}
