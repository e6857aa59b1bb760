package io.consentledger.p2p;

/** Every bound of this module: those of the wire format, and defaults of those that can be set. */
public final class Limits {
  /** Members that one node links to: a set of them is kept as the bits of one long. */
  public static final int PEERS_MAX = 64;

  /** Characters of a node id. */
  public static final int NODE_ID_CHARS_MAX = 31;

  /** One gossiped item. */
  public static final int ITEM_BYTES_MAX = 64 * 1024;

  /** Items in one frame. */
  public static final int ITEMS_PER_FRAME_MAX = 1_024;

  /** Body of one frame of items. */
  public static final int ITEMS_FRAME_BYTES_MAX = 256 * 1024;

  /** Size at which a sender closes a frame of items, so that other frames get their turn. */
  public static final int ITEMS_FRAME_BYTES_TARGET = 64 * 1024;

  /** Ids in one frame that offers or asks for items. */
  public static final int IDS_PER_FRAME_MAX = 1_024;

  /** Ids offered to a peer in one round of reconciliation. */
  public static final int IDS_PER_ROUND_MAX = 20_480;

  /** Items asked of peers and not yet come, over all peers. */
  public static final int ASKED_ITEMS_MAX = 65_536;

  /** Items looked up at once for a peer that asked for them. */
  public static final int WANTED_LOOK_UP_MAX = 64;

  /** How long a peer has to send what it was asked for before another is asked. */
  public static final int ASKED_PATIENCE_MILLIS = 2_000;

  /** The same for a peer that goes on sending what it was asked for. */
  public static final int ASKED_PATIENCE_WITH_PROGRESS_MILLIS = 20_000;

  /** One head: the newest blocks and what is known of their certification. */
  public static final int HEAD_BYTES_MAX = 32 * 1024;

  /** Blocks in one reply. */
  public static final int BLOCKS_PER_REPLY_MAX = 256;

  /** Headers in one reply. */
  public static final int HEADERS_PER_REPLY_MAX = 2_048;

  /** All blocks, or headers, of one reply together. */
  public static final int BLOCKS_REPLY_BYTES_MAX = 4 * 1024 * 1024;

  /** Block requests to one peer without an answer. */
  public static final int BLOCK_REQUESTS_PER_PEER_MAX = 4;

  /** Frames other than items and block replies that a peer may send a second in the long run. */
  public static final int CONTROL_FRAMES_PER_SECOND = 512;

  /**
   * The same at once. Generous, since what an honest peer sent while it was not read comes all
   * together.
   */
  public static final int CONTROL_FRAMES_BURST_MAX = 8_192;

  /** Items a second, new or not, beyond which a peer is read more slowly. */
  public static final int ITEMS_PER_SECOND = 200_000;

  /** The same at once. */
  public static final int ITEMS_BURST_MAX = 400_000;

  /** How long a peer that sends items too fast is not read. */
  public static final int ITEMS_PAUSE_MILLIS = 20;

  /** Heads are sent to a peer no more often than this; the newest always gets through. */
  public static final int HEAD_SPACING_MILLIS = 20;

  /** Bytes of items handed to {@link PeerNetwork#broadcast} and not yet queued to peers. */
  public static final int BROADCAST_QUEUE_BYTES_MAX = 16 * 1024 * 1024;

  /** Bytes of control frames (offers, requests, answers to pings) waiting for one peer. */
  public static final int CONTROL_QUEUE_BYTES_MAX = 2 * 1024 * 1024;

  /** Bytes that stand encoded in one socket's write buffer before items wait in the queue. */
  public static final int WRITE_BUFFER_BYTES_MAX = 256 * 1024;

  /** Connections that have not yet proved who they are, over all addresses. */
  public static final int UNPROVEN_CONNECTIONS_MAX = 128;

  /** Connections accepted from one address within one second. */
  public static final int ACCEPTS_PER_ADDRESS_PER_SECOND_MAX = 64;

  /** Addresses whose accepts are counted within one second; more are refused. */
  public static final int COUNTED_ADDRESSES_MAX = 4_096;

  private Limits() {}
}
