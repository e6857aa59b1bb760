package io.consentledger.node.http;

import io.consentledger.node.config.HostPort;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The Host header must name this machine. Else a web page in the operator's browser could reach the
 * node through a name of its own that is made to resolve to 127.0.0.1 (DNS rebinding).
 */
final class HostHeader {
  private HostHeader() {}

  static boolean namesThisMachine(@Nullable String header) {
    if (header == null) {
      return false;
    }
    String host = header.toLowerCase(Locale.ROOT);
    int colon = host.lastIndexOf(':');
    if (colon > host.lastIndexOf(']')) {
      if (!host.substring(colon + 1).matches("[0-9]{1,5}")) {
        return false;
      }
      host = host.substring(0, colon);
    }
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    return new HostPort(host, 1).isLoopback();
  }
}
