package io.consentledger.cli.client;

import java.net.URI;

/** A node as the client knows it: a name for people and the base URL of its HTTP API. */
public record NodeAddress(String name, URI url) {
  /** True where the URL names this machine's loopback. */
  public boolean isLoopback() {
    String host = url.getHost();
    return host != null
        && (host.startsWith("127.") || host.equals("localhost") || host.equals("[::1]"));
  }
}
