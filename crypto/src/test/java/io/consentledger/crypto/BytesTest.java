package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class BytesTest {
  @Test
  void seesNoLaterChangeOfWhatWasCopied() {
    byte[] source = {1, 2, 3};
    Bytes whole = Bytes.copyOf(source);
    Bytes part = Bytes.copyOf(source, 1, 2);
    source[1] = 9;
    assertThat(whole.toHex()).isEqualTo("010203");
    assertThat(part.toHex()).isEqualTo("0203");
    whole.toArray()[0] = 9;
    assertThat(whole.at(0)).isEqualTo((byte) 1);
    assertThat(Bytes.copyOf(new byte[0])).isSameAs(Bytes.EMPTY);
  }

  @Test
  void comparesAsUnsigned() {
    assertThat(Bytes.fromHex("80")).isGreaterThan(Bytes.fromHex("7f"));
    assertThat(Bytes.fromHex("0100")).isGreaterThan(Bytes.fromHex("01"));
    assertThat(Bytes.fromHex("01")).isEqualTo(Bytes.copyOf(new byte[] {1}));
    assertThat(Bytes.fromHex("01")).hasSameHashCodeAs(Bytes.fromHex("01"));
    assertThat(Digest.fromHex("80" + "00".repeat(31))).isGreaterThan(Digest.ZERO);
  }

  @Test
  void readsAndWritesItsTextForms() {
    Bytes bytes = Bytes.utf8("é");
    assertThat(bytes.toHex()).isEqualTo("c3a9");
    assertThat(bytes.utf8()).isEqualTo("é");
    assertThat(bytes.toBase64()).isEqualTo("w6k=");
    assertThat(Bytes.fromBase64("w6k=")).isEqualTo(bytes);
    assertThat(Bytes.fromHex("C3A9")).isEqualTo(bytes);
    assertThatIllegalArgumentException().isThrownBy(() -> Bytes.fromHex("c3a"));
    assertThatIllegalArgumentException().isThrownBy(() -> Bytes.fromHex("zz"));
    assertThatIllegalArgumentException().isThrownBy(() -> Bytes.fromBase64("w6k-"));
  }

  @Test
  void slicesWithinItsBounds() {
    Bytes bytes = Bytes.fromHex("00010203");
    assertThat(bytes.slice(1, 3).toHex()).isEqualTo("0102");
    assertThat(bytes.slice(4, 4).size()).isZero();
    for (int[] range : new int[][] {{-1, 2}, {0, 5}, {3, 2}}) {
      assertThatThrownBy(() -> bytes.slice(range[0], range[1]))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void joinsAndCopiesIntoBuffers() {
    Bytes joined = Bytes.concat(Bytes.fromHex("01"), Bytes.EMPTY, Bytes.fromHex("0203"));
    assertThat(joined.toHex()).isEqualTo("010203");
    ByteBuffer target = ByteBuffer.allocate(3);
    joined.putTo(target);
    assertThat(target.array()).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> joined.asBuffer().put((byte) 0))
        .isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void printsLongBytesShortened() {
    assertThat(Bytes.fromHex("00".repeat(64)).toString()).isEqualTo("00".repeat(64));
    assertThat(Bytes.fromHex("00".repeat(65)).toString()).endsWith("... (65 bytes)");
  }

  @Test
  void takesDigestsOf32BytesOnly() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Digest(Bytes.fromHex("00")));
    assertThat(Digest.of(Bytes.utf8("a"), Bytes.utf8("bc")))
        .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void keepsPurposesApart() {
    assertThat(Domain.BATCH.prefix().utf8()).isEqualTo("consent-ledger/batch/v1\0");
    Bytes part = Bytes.utf8("x");
    assertThat(Domain.BATCH.message(part, part).utf8()).isEqualTo("consent-ledger/batch/v1\0xx");
    assertThat(Domain.BATCH.hash(part)).isEqualTo(Digest.of(Domain.BATCH.message(part)));
    assertThat(Domain.VOTE.hash(part)).isNotEqualTo(Domain.BATCH.hash(part));
    assertThat(Domain.values()).extracting(Domain::prefix).doesNotHaveDuplicates();
  }
}
