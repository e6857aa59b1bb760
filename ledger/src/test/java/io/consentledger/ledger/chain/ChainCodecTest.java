package io.consentledger.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.TestNetwork;
import io.consentledger.ledger.tx.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChainCodecTest {
  private final TestNetwork network = new TestNetwork();
  private final List<Transaction> transactions = List.of(network.notice(), network.process());

  @Test
  void encodesEntriesAndHeadersInFixedWidths() throws ChainException {
    Block block = block();
    Bytes entry = block.entries().get(1).encode();
    Bytes header = block.header().encode();
    assertThat(entry.size()).isEqualTo(126);
    assertThat(header.size()).isEqualTo(249);
    assertThat(Entry.decode(entry)).isEqualTo(block.entries().get(1));
    assertThat(Header.decode(header)).isEqualTo(block.header());
  }

  @Test
  void takesABatchBackAndChecksItsLeader() throws ChainException {
    Batch batch = batch();
    Batch decoded = Batch.decode(batch.encode());
    assertThat(decoded).isEqualTo(batch);
    decoded.verify(network.validatorKey.verifyingKey());

    assertCode(() -> decoded.verify(network.bankKey.verifyingKey()), "batch-signature-invalid");
    SignedBatchHead head = batch.head();
    SignedBatchHead later =
        new SignedBatchHead(
            head.networkId(),
            head.term(),
            head.number() + 1,
            head.timeMs(),
            head.count(),
            head.contentHash(),
            head.leader(),
            head.signature());
    assertCode(() -> later.verify(network.validatorKey.verifyingKey()), "batch-signature-invalid");
  }

  @Test
  void refusesABatchWhoseHeadIsOfOtherTransactions() {
    Batch swapped = new Batch(batch().head(), List.of(transactions.get(1), transactions.get(0)));
    assertCode(() -> Batch.decode(swapped.encode()), "batch-malformed");
  }

  @Test
  void knowsWhatNoHonestLeaderSignsTwice() throws ChainException {
    SignedBatchHead head = batch().head();
    SignedBatchHead decoded = SignedBatchHead.decode(head.encode());
    SignedBatchHead other = head(3, 1, network.validatorKey);
    assertThat(decoded.contradicts(head)).isFalse();
    assertThat(other.contradicts(head)).isTrue();
    assertThat(head(4, 1, network.validatorKey).contradicts(head)).as("another term").isFalse();
    assertThat(head(3, 2, network.validatorKey).contradicts(head)).as("another number").isFalse();
    assertThat(head(3, 1, network.bankKey).contradicts(head)).as("another leader").isFalse();
  }

  private SignedBatchHead head(long term, long number, SigningKey leader) {
    return SignedBatchHead.sign(network.id(), term, number, 2, transactions, leader);
  }

  @Test
  void takesABlockBack() throws ChainException {
    Block block = block();
    assertThat(Block.decode(block.encode())).isEqualTo(block);
  }

  @Test
  void refusesABatchOrBlockCutAtAnyByte() {
    Bytes batch = batch().encode();
    for (int size = 0; size < batch.size(); size++) {
      Bytes cut = batch.slice(0, size);
      assertCode(() -> Batch.decode(cut), "batch-malformed");
    }
    Bytes block = block().encode();
    for (int size = 0; size < block.size(); size++) {
      Bytes cut = block.slice(0, size);
      assertThatThrownBy(() -> Block.decode(cut)).isInstanceOf(ChainException.class);
    }
  }

  @Test
  void refusesTrailingBytes() {
    Bytes more = Bytes.fromHex("00");
    assertCode(() -> Batch.decode(Bytes.concat(batch().encode(), more)), "batch-malformed");
    assertCode(() -> Block.decode(Bytes.concat(block().encode(), more)), "block-malformed");
    assertCode(
        () -> Entry.decode(Bytes.concat(block().entries().get(0).encode(), more)),
        "entry-malformed");
    assertCode(
        () -> Header.decode(Bytes.concat(block().header().encode(), more)), "header-malformed");
  }

  @Test
  void refusesABatchBeyondTheLimit() {
    assertCode(
        () -> Batch.decode(Bytes.owning(new byte[Limits.BATCH_BYTES_MAX + 1])), "batch-malformed");
  }

  @Test
  void refusesABlockWithAnyBitOfItsHeaderlessPartsFlipped() {
    Bytes wire = block().encode();
    int countAt = 1 + Header.SIZE_BYTES;
    int firstPayloadEnd = countAt + 4 + Entry.SIZE_BYTES + 4 + transactions.get(0).sizeBytes();
    int payloadAt = firstPayloadEnd - transactions.get(0).payload().size();
    for (int at = countAt; at < payloadAt; at++) {
      byte[] flipped = wire.toArray();
      flipped[at] ^= 1;
      Bytes changed = Bytes.owning(flipped);
      assertThatThrownBy(() -> Block.decode(changed))
          .as("byte %d", at)
          .isInstanceOf(ChainException.class);
    }
  }

  private Batch batch() {
    return Batch.sign(network.id(), 3, 1, 1, transactions, network.validatorKey);
  }

  private Block block() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < transactions.size(); i++) {
      Transaction transaction = transactions.get(i);
      entries.add(
          new Entry(
              transaction.statement().kind(),
              transaction.statement().streamId(),
              i + 1L,
              Digest.ZERO,
              7,
              i,
              1000,
              transaction.envelopeHash()));
    }
    Digest validators = network.genesis.validatorSet().hash();
    Header header =
        new Header(
            network.id(),
            7,
            1000,
            Digest.ZERO,
            Digest.of(),
            Block.entriesRoot(entries),
            entries.size(),
            Digest.ZERO,
            0,
            validators,
            validators);
    return new Block(header, entries, transactions);
  }

  private interface Step {
    Object run() throws ChainException;
  }

  private interface Check {
    void run() throws ChainException;
  }

  private static void assertCode(Step step, String code) {
    assertThatThrownBy(step::run)
        .isInstanceOfSatisfying(
            ChainException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private static void assertCode(Check check, String code) {
    assertCode(
        () -> {
          check.run();
          return code;
        },
        code);
  }
}
