package io.consentledger.cli.client;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;

/** A node as the client knows it: a name for people and the base URL of its HTTP API. */
public record NodeAddress(String name, URI url) {
  private static final String LOOPBACK = "127.0.0.1";

  /**
   * Where to connect. A node listens on loopback alone: one that stands on this very machine, by
   * the machine's name or one of its addresses, is reached there. Looks a name up.
   */
  public URI reach() {
    return !isLoopback(url) && isThisMachine(url.getHost())
        ? URI.create("http://" + LOOPBACK + ":" + url.getPort())
        : url;
  }

  /** True where it is reached over this machine's loopback. */
  public boolean isLoopback() {
    return isLoopback(reach());
  }

  private static boolean isLoopback(URI url) {
    String host = url.getHost();
    return host != null
        && (host.startsWith("127.") || host.equals("localhost") || host.equals("[::1]"));
  }

  private static boolean isThisMachine(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (UnknownHostException | SocketException e) {
      return false; // Whoever connects hears of it.
    }
  }
}
