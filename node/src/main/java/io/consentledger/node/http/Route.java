package io.consentledger.node.http;

import java.util.Set;

/**
 * One line of the route table.
 *
 * @param path as OpenAPI writes it: {@code /v1/transactions/{txId}}
 * @param query the query parameters it takes
 */
record Route(String method, String path, Set<String> query, Endpoint endpoint) {
  Route {
    query = Set.copyOf(query);
  }

  static Route get(String path, Set<String> query, Endpoint endpoint) {
    return new Route("GET", path, query, endpoint);
  }

  /** The path as Vert.x Web writes it: {@code /v1/transactions/:txId}. */
  String vertxPath() {
    return path.replaceAll("\\{([A-Za-z]+)}", ":$1");
  }
}
