package io.consentledger.node.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands on all nodes, beside what clients were told. */
final class Audit {
  private static final int NAMED_MAX = 5;

  private Audit() {}

  /** In words, what isn't as it must be; nothing where all is well. */
  static List<String> of(RealNetwork network, Map<String, Long> acknowledged) {
    List<String> wrong = new ArrayList<>();
    network.awaitSameHeight(RealNetwork.NODES);
    List<String> headers = network.headerHashes(RealNetwork.NODES.get(0));
    for (String node : RealNetwork.NODES) {
      if (!network.headerHashes(node).equals(headers)) {
        wrong.add(node + " has other blocks than " + RealNetwork.NODES.get(0));
      }
    }
    Map<String, Long> places = new HashMap<>();
    for (long height = 1; height <= headers.size(); height++) {
      String url = network.url(RealNetwork.NODES.get(0)) + "/v1/blocks/" + height;
      for (JsonNode entry : NodeHttp.json(url).get("entries")) {
        Long before = places.put(entry.get("txId").asText(), height);
        if (before != null) {
          wrong.add("a record stands at " + before + " and at " + height);
        }
      }
    }
    acknowledged.forEach(
        (id, height) -> {
          if (!height.equals(places.get(id)) && wrong.size() < NAMED_MAX) {
            wrong.add(id + " was acknowledged at " + height + ", stands at " + places.get(id));
          }
        });
    return wrong;
  }
}
