package io.consentledger.node.certify;

import io.consentledger.consensus.certify.Announcement;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.crypto.quorum.Vote;
import io.consentledger.ledger.chain.ChainException;
import io.consentledger.ledger.chain.SignedBatchHead;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.WireReader;
import io.consentledger.ledger.tx.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node says of its newest block and of certification, as often as it changes and again and
 * again: {@code u8 version | u64 height | headerHash 32 | certificates | alarms | votes | heads},
 * each of the four {@code u16 count | count x (u16 len | bytes)}
 * (docs/spec/votes-and-certificates.md).
 *
 * @param height of the newest block; 0, with a hash of zeros, where there is none
 * @param heads what leaders signed of the batches behind the newest blocks
 */
public record HeadAnnouncement(
    long height, Digest hash, Announcement certification, List<SignedBatchHead> heads) {
  private static final int VERSION = 2;
  private static final int FIXED_BYTES = 1 + 8 + 32 + 4 * 2;

  public HeadAnnouncement {
    heads = List.copyOf(heads);
  }

  /**
   * Decodes an announcement; no signature is checked here.
   *
   * @throws MalformedException where it is none of this version
   */
  public static HeadAnnouncement decode(Bytes wire) throws MalformedException {
    WireReader in = new WireReader(wire);
    in.version(VERSION);
    long height = in.u64();
    Digest hash = in.digest();
    if (height < 0 || (height == 0) != hash.equals(Digest.ZERO)) {
      throw new MalformedException("no block has this height and hash");
    }
    try {
      Announcement certification =
          new Announcement(
              list(in, Certificate::decode), list(in, Vote::decode), list(in, Vote::decode));
      List<SignedBatchHead> heads = list(in, SignedBatchHead::decode);
      in.end();
      return new HeadAnnouncement(height, hash, certification, heads);
    } catch (CryptoException | ChainException malformed) {
      throw new MalformedException(String.valueOf(malformed.getMessage()));
    }
  }

  private interface Decoder<T> {
    T decode(Bytes wire) throws CryptoException, ChainException;
  }

  private static <T> List<T> list(WireReader in, Decoder<T> decoder)
      throws MalformedException, CryptoException, ChainException {
    int count = in.u16();
    List<T> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(decoder.decode(in.bytes(in.u16())));
    }
    return items;
  }

  /**
   * The wire form in at most {@code bytesMax}. What doesn't fit is left out and comes later: alarms
   * and the newest certificate go first, then votes from the lowest height on, then heads.
   */
  public Bytes encode(int bytesMax) {
    Room room = new Room(bytesMax - FIXED_BYTES);
    List<Bytes> alarms = room.take(certification.alarms().stream().map(Vote::encode).toList());
    List<Certificate> newest = certification.certificates();
    List<Bytes> certificates =
        new ArrayList<>(room.take(newest.stream().limit(1).map(Certificate::encode).toList()));
    List<Bytes> votes = room.take(certification.votes().stream().map(Vote::encode).toList());
    List<Bytes> signed = room.take(heads.stream().map(SignedBatchHead::encode).toList());
    certificates.addAll(room.take(newest.stream().skip(1).map(Certificate::encode).toList()));
    WireWriter out = new WireWriter(bytesMax - room.left).u8(VERSION).u64(height).digest(hash);
    for (List<Bytes> part : List.of(certificates, alarms, votes, signed)) {
      out.u16(part.size());
      part.forEach(item -> out.u16(item.size()).bytes(item));
    }
    return out.toBytes();
  }

  private static final class Room {
    private int left;

    Room(int left) {
      this.left = left;
    }

    List<Bytes> take(List<Bytes> items) {
      List<Bytes> taken = new ArrayList<>();
      for (Bytes item : items) {
        int size = 2 + item.size();
        if (size > left) {
          break;
        }
        left -= size;
        taken.add(item);
      }
      return taken;
    }
  }
}
