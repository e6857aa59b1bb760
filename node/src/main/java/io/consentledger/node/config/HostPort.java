package io.consentledger.node.config;

import java.util.Optional;

/** A host name or address literal (IPv6 without brackets) and a TCP port from 1 to 65535. */
public record HostPort(String host, int port) {
  /** Reads {@code host:port} or {@code [ipv6]:port}; empty where it is neither. */
  static Optional<HostPort> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0 || colon == text.length() - 1) {
      return Optional.empty();
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.contains(":")) {
      return Optional.empty();
    }
    String digits = text.substring(colon + 1);
    if (!isHost(host) || !digits.matches("[1-9][0-9]{0,4}")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(digits);
    return port <= 65_535 ? Optional.of(new HostPort(host, port)) : Optional.empty();
  }

  static boolean isHost(String text) {
    return text.matches("[A-Za-z0-9.-]{1,253}") || text.matches("[0-9A-Fa-f:.]{2,45}");
  }

  /** Whether the host can only be reached from this very machine. Names are not looked up. */
  public boolean isLoopback() {
    return host.equals("localhost")
        || host.equals("::1")
        || host.matches("127(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
