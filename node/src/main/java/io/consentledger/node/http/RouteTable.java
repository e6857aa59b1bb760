package io.consentledger.node.http;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Every route that the node serves; what the OpenAPI document must describe, no more, no less. */
final class RouteTable {
  private final List<Route> routes;

  RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  List<Route> routes() {
    return routes;
  }

  /** Where there is something to get, its head alone may be asked for. */
  static List<String> methods(Route route) {
    return route.method().equals("GET") ? List.of("GET", "HEAD") : List.of(route.method());
  }

  /** The methods that some route takes at this path. */
  Set<String> methodsAt(String path) {
    Set<String> methods = new TreeSet<>();
    for (Route route : routes) {
      String pattern = Pattern.quote(route.path()).replaceAll("\\{[A-Za-z]+}", "\\\\E[^/]+\\\\Q");
      if (path.matches(pattern)) {
        methods.addAll(methods(route));
      }
    }
    return methods;
  }
}
