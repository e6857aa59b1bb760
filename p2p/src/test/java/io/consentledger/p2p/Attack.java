package io.consentledger.p2p;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Bytes that a hostile member sends, and how this must end.
 *
 * @param afterHello whether the link is up when they come
 */
record Attack(String name, boolean afterHello, Bytes bytes, CloseReason reason) {
  private static final CloseReason MALFORMED = CloseReason.FRAME_MALFORMED;
  private static final CloseReason TOO_LARGE = CloseReason.FRAME_TOO_LARGE;
  private static final CloseReason UNEXPECTED = CloseReason.FRAME_UNEXPECTED;
  private static final String ID = "ab".repeat(32);

  @Override
  public String toString() {
    return name;
  }

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    lengths(all);
    lists(all);
    texts(all);
    outOfTurn(all);
    blocks(all);
    return all;
  }

  private static void lengths(List<Attack> all) {
    all.add(up("length 0", "00000000", MALFORMED));
    all.add(up("length -1", "ffffffff", TOO_LARGE));
    all.add(up("length of two gigabytes", "7fffffff", TOO_LARGE));
    for (int code : new int[] {0, 11, 127, 255}) {
      all.add(up("unknown type " + code, "00000001" + hex(code, 1), MALFORMED));
    }
    for (FrameType type : FrameType.values()) {
      String code = hex(type.code(), 1);
      if (type != FrameType.HELLO) {
        String over = hex(type.bodyBytesMax() + 2, 4) + code;
        all.add(up(type + " over its length", over, TOO_LARGE));
        String under = hex(type.bodyBytesMin(), 4) + code;
        all.add(up(type + " under its length", under, MALFORMED));
      }
    }
    all.add(before("hello over its length", hex(68, 4) + "01", TOO_LARGE));
    all.add(before("hello under its length", hex(10, 4) + "01", MALFORMED));
  }

  private static void lists(List<Attack> all) {
    all.add(up("no item", frame(5, "0000" + "0000000000"), MALFORMED));
    all.add(up("too many items", frame(5, "0401" + "00000001aa"), TOO_LARGE));
    all.add(up("empty item", frame(5, "0001" + "00000000" + "aa"), MALFORMED));
    all.add(up("item over its length", frame(5, "0001" + "00010001" + "aa"), TOO_LARGE));
    all.add(up("item of length -1", frame(5, "0001" + "ffffffff" + "aa"), TOO_LARGE));
    all.add(up("item beyond the frame", frame(5, "0001" + "00000002" + "aa"), MALFORMED));
    all.add(up("second item missing", frame(5, "0002" + "00000001" + "aa"), MALFORMED));
    all.add(up("bytes after the items", frame(5, "0001" + "00000001" + "aabb"), MALFORMED));
    for (int type : new int[] {6, 7}) {
      String which = type == 6 ? "offered" : "wanted";
      all.add(up("no id " + which, frame(type, "0000" + ID), MALFORMED));
      all.add(up("too many ids " + which, frame(type, "0401" + ID), TOO_LARGE));
      all.add(up("ids missing, " + which, frame(type, "0002" + ID), MALFORMED));
      all.add(up("half an id " + which, frame(type, "0002" + ID + "abab"), MALFORMED));
      all.add(up("bytes after the ids " + which, frame(type, "0001" + ID + "00"), MALFORMED));
    }
  }

  private static void texts(List<Attack> all) {
    String a = "01" + text("a");
    String b = "01" + text("b");
    all.add(up("links out of order", frame(2, "0002" + b + a), MALFORMED));
    all.add(up("a link twice", frame(2, "0002" + a + a), MALFORMED));
    all.add(up("a link to nobody", frame(2, "0001" + "00"), MALFORMED));
    all.add(up("a link in capitals", frame(2, "0001" + "01" + text("A")), MALFORMED));
    all.add(up("a link with a line feed", frame(2, "0001" + "02" + text("a\n")), MALFORMED));
    all.add(up("a link beyond ASCII", frame(2, "0001" + "02" + "61ff"), MALFORMED));
    all.add(up("a link too long", frame(2, "0001" + "20" + text("a".repeat(32))), MALFORMED));
    all.add(up("too many links", frame(2, "0041" + a), TOO_LARGE));
    all.add(up("links missing", frame(2, "0002" + a), MALFORMED));
    String network = Members.NETWORK.toHex();
    all.add(before("hello of nobody", frame(1, "0001" + network + "0061"), MALFORMED));
    all.add(before("hello cut short", frame(1, "0001" + network + "0565"), MALFORMED));
    all.add(before("hello with more", frame(1, "0001" + network + "0161" + "62"), MALFORMED));
  }

  private static void outOfTurn(List<Attack> all) {
    all.add(of("hello twice", true, new Frame.Hello(1, Members.NETWORK, "evil"), UNEXPECTED));
    all.add(of("a pong to no ping", true, new Frame.Pong(0), UNEXPECTED));
    for (Frame frame : FrameDecoderTest.frames()) {
      all.add(of(frame.type() + " before hello", false, frame, UNEXPECTED));
    }
    all.add(
        of(
            "more pings than anybody needs",
            true,
            Limits.CONTROL_FRAMES_BURST_MAX * 2,
            new Frame.Ping(1),
            CloseReason.TOO_FAST));
    all.add(
        of(
            "heads without end",
            true,
            Limits.CONTROL_FRAMES_BURST_MAX * 2,
            new Frame.Head(Bytes.utf8("h")),
            CloseReason.TOO_FAST));
    all.add(
        of(
            "offers without end",
            true,
            Limits.CONTROL_FRAMES_BURST_MAX * 2,
            new Frame.Offer(List.of(Digest.ZERO)),
            CloseReason.TOO_FAST));
  }

  private static void blocks(List<Attack> all) {
    Bytes block = Bytes.utf8("block");
    for (long request : new long[] {0, 1, -1}) {
      Frame reply = new Frame.Blocks(request, List.of(block));
      all.add(of("blocks nobody asked for, " + request, true, reply, UNEXPECTED));
    }
    String request = "0000000000000001";
    String height = "0000000000000001";
    String blocks = request + "01" + height;
    String headers = request + "02" + height;
    all.add(
        up(
            "blocks below 0",
            frame(9, request + "01" + "ff" + "00".repeat(7) + "000100000001"),
            MALFORMED));
    all.add(
        up(
            "neither blocks nor headers",
            frame(9, request + "03" + height + "000100000001"),
            MALFORMED));
    all.add(up("no block", frame(9, blocks + "0000" + "00000001"), MALFORMED));
    all.add(up("too many blocks", frame(9, blocks + "0101" + "00000001"), MALFORMED));
    all.add(up("too many headers", frame(9, headers + "0801" + "00000001"), MALFORMED));
    all.add(up("no bytes of blocks", frame(9, blocks + "0001" + "00000000"), MALFORMED));
    all.add(up("bytes below 0", frame(9, blocks + "0001" + "ffffffff"), MALFORMED));
    all.add(up("too many bytes", frame(9, blocks + "0001" + "00400001"), MALFORMED));
    all.add(up("too many in a reply", frame(10, request + "0801" + "00000001aa"), TOO_LARGE));
    all.add(up("an empty block", frame(10, request + "0001" + "00000000"), MALFORMED));
    all.add(up("a block beyond the frame", frame(10, request + "0001" + "000000ff"), MALFORMED));
  }

  private static Attack up(String name, String hex, CloseReason reason) {
    return new Attack(name, true, Bytes.fromHex(hex), reason);
  }

  private static Attack before(String name, String hex, CloseReason reason) {
    return new Attack(name, false, Bytes.fromHex(hex), reason);
  }

  private static Attack of(String name, boolean afterHello, Frame frame, CloseReason reason) {
    return of(name, afterHello, 1, frame, reason);
  }

  private static Attack of(
      String name, boolean afterHello, int times, Frame frame, CloseReason reason) {
    Bytes once = Bytes.owning(RawPeer.bytes(frame));
    Bytes[] parts = new Bytes[times];
    Arrays.fill(parts, once);
    return new Attack(name, afterHello, Bytes.concat(parts), reason);
  }

  private static String frame(int type, String bodyHex) {
    return hex(1 + bodyHex.length() / 2, 4) + hex(type, 1) + bodyHex;
  }

  private static String text(String ascii) {
    return Bytes.utf8(ascii).toHex();
  }

  private static String hex(int value, int bytes) {
    return String.format(Locale.ROOT, "%0" + 2 * bytes + "x", value);
  }
}
