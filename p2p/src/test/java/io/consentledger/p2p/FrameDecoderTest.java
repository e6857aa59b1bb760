package io.consentledger.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameDecoderTest {
  private static final Frame HELLO = new Frame.Hello(1, Members.NETWORK, "alpha");
  private static final long SEED = 20_261_123L;

  /** One of each type, hello excepted. */
  static List<Frame> frames() {
    Digest id = Digest.of(Bytes.utf8("id"));
    return List.of(
        new Frame.Links(List.of("alpha", "bravo-1")),
        new Frame.Ping(-1),
        new Frame.Pong(7),
        new Frame.Items(List.of(Bytes.utf8("first"), Bytes.utf8("second"))),
        new Frame.Offer(List.of(id, Digest.ZERO)),
        new Frame.Want(List.of(id)),
        new Frame.Head(Bytes.utf8("head")),
        new Frame.Fetch(3, Wanted.BLOCKS, Long.MAX_VALUE, 256, 4_194_304),
        new Frame.Fetch(4, Wanted.HEADERS, 1, 2_048, 4_194_304),
        new Frame.Blocks(3, List.of(Bytes.utf8("block"))),
        new Frame.Blocks(4, List.of()));
  }

  private static EmbeddedChannel afterHello() {
    EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(System::nanoTime));
    channel.writeInbound(Unpooled.wrappedBuffer(RawPeer.bytes(HELLO)));
    assertThat(channel.<Frame>readInbound()).isEqualTo(HELLO);
    return channel;
  }

  @ParameterizedTest
  @MethodSource("frames")
  void readsBackWhatWasWrittenHoweverItIsCut(Frame frame) {
    byte[] bytes = RawPeer.bytes(frame);
    EmbeddedChannel channel = afterHello();
    for (byte next : bytes) {
      assertThat(channel.<Frame>readInbound()).isNull();
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {next}));
    }
    assertThat(channel.<Frame>readInbound()).isEqualTo(frame);
    channel.writeInbound(Unpooled.wrappedBuffer(bytes, bytes));
    assertThat(channel.<Frame>readInbound()).isEqualTo(frame);
    assertThat(channel.<Frame>readInbound()).isEqualTo(frame);
  }

  @ParameterizedTest
  @MethodSource("frames")
  void refusesEveryFrameBeforeHello(Frame frame) {
    EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(System::nanoTime));
    // Refused at the type, before the body could take memory.
    byte[] begin = Bytes.copyOf(RawPeer.bytes(frame), 0, FrameType.HEAD_BYTES).toArray();
    assertThatThrownBy(() -> channel.writeInbound(Unpooled.wrappedBuffer(begin)))
        .isInstanceOfSatisfying(
            FrameException.class,
            thrown -> assertThat(thrown.reason()).isEqualTo(CloseReason.FRAME_UNEXPECTED));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void onlyOneEncodingIsRead(Frame frame) {
    Random random = new Random(SEED);
    byte[] good = RawPeer.bytes(frame);
    for (int i = 0; i < 200; i++) {
      byte[] changed = good.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      List<Frame> read = readAll(changed);
      int size = 0;
      for (Frame each : read) {
        byte[] again = RawPeer.bytes(each);
        assertThat(again)
            .as("seed %s, turn %s", SEED, i)
            .isEqualTo(Bytes.copyOf(changed, size, again.length).toArray());
        size += again.length;
      }
    }
  }

  @Test
  void randomBytesAreRefusedOrIncompleteAndNothingElse() {
    Random random = new Random(SEED);
    for (int i = 0; i < 1_000; i++) {
      byte[] garbage = new byte[random.nextInt(200)];
      random.nextBytes(garbage);
      if (garbage.length > 4) {
        // A small length and a known type, so that bodies are read as well.
        garbage[0] = 0;
        garbage[1] = 0;
        garbage[2] = 0;
        garbage[3] = (byte) (1 + random.nextInt(60));
        garbage[4] = (byte) (2 + random.nextInt(9));
      }
      readAll(garbage);
    }
  }

  /** What is read until the bytes end or are refused; any other exception fails the test. */
  private static List<Frame> readAll(byte[] bytes) {
    EmbeddedChannel channel = afterHello();
    List<Frame> read = new ArrayList<>();
    try {
      channel.writeInbound(Unpooled.wrappedBuffer(bytes));
    } catch (FrameException refused) {
      assertThat(refused.reason().violation()).isTrue();
    }
    for (Frame next = channel.readInbound(); next != null; next = channel.readInbound()) {
      read.add(next);
    }
    return read;
  }
}
