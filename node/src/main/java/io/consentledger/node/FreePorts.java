package io.consentledger.node;

import io.consentledger.node.config.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at all addresses that a node wants to listen on before it starts anything. */
final class FreePorts {
  private FreePorts() {}

  /** The addresses that can't be bound, each with its key and why. */
  static List<String> taken(Map<String, HostPort> wanted) {
    List<String> taken = new ArrayList<>();
    wanted.forEach(
        (key, address) -> {
          try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address.host(), address.port()));
          } catch (IOException refused) {
            taken.add(key + " " + address + " (" + refused.getMessage() + ")");
          }
        });
    return taken;
  }
}
