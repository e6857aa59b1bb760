package io.consentledger.p2p;

import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What a link tells and asks its owner, on the loop. */
interface LinkEvents {
  /** A connection exists; nothing about it is proven. */
  void opened(Link link);

  /**
   * The peer that the certificates of this TLS session prove, where it may stand at the other end
   * of the link.
   *
   * @param dialled the peer that was dialled, null on an accepted connection
   * @throws LinkRefusedException where it may not
   */
  Peer prove(SSLSession session, @Nullable Peer dialled) throws LinkRefusedException;

  /** What this node says first. */
  Frame.Hello hello();

  /** Why a peer with this hello is refused, if it is. */
  Optional<CloseReason> objection(Peer peer, Frame.Hello hello);

  /** The hello came and was good. */
  void up(Link link, Peer peer);

  /** A frame other than hello, ping and pong, on a link that is up. */
  void frame(Link link, Peer peer, Frame frame);

  /** There is room again for items to the peer. */
  void drained(Link link, Peer peer);

  /** The link is closed; called once. */
  void down(Link link, CloseReason reason, String detail);
}
