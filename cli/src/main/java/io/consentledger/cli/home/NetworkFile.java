package io.consentledger.cli.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.client.NodeAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code network.json}: the network's name and id, and where its nodes answer. */
public record NetworkFile(String network, String networkId, List<Node> nodes) {
  public NetworkFile {
    nodes = List.copyOf(nodes);
  }

  /**
   * One node.
   *
   * @param pidFile relative to the home; written by the node where it runs on this machine
   */
  public record Node(NodeAddress address, String pidFile) {}

  /**
   * Reads the file of {@code home}.
   *
   * @throws CliException {@code home-missing} or {@code network-file-malformed}
   */
  public static NetworkFile read(Home home) throws CliException {
    Path file = home.networkFile();
    ObjectNode json = HomeFiles.readJson(file, "network-file-malformed");
    List<Node> nodes = new ArrayList<>();
    for (JsonNode node : json.path("nodes")) {
      nodes.add(
          new Node(
              address(node.path("name").asText(), node.path("url").asText()),
              node.path("pidFile").asText()));
    }
    if (nodes.isEmpty()) {
      throw CliException.usage(
          "network-file-malformed",
          file + " names no node",
          "Restore the file that `consent network init` wrote.");
    }
    return new NetworkFile(json.path("network").asText(), json.path("networkId").asText(), nodes);
  }

  /**
   * An address from its parts.
   *
   * @throws CliException {@code url-malformed} where it isn't an http URL with a host
   */
  public static NodeAddress address(String name, String url) throws CliException {
    try {
      URI uri = new URI(url);
      if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
        return new NodeAddress(name, uri);
      }
    } catch (URISyntaxException e) {
      throw malformed(url);
    }
    throw malformed(url);
  }

  /** The node with this name. */
  public Optional<Node> node(String name) {
    return nodes.stream().filter(node -> node.address().name().equals(name)).findFirst();
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object().put("network", network).put("networkId", networkId);
    ArrayNode array = json.putArray("nodes");
    for (Node node : nodes) {
      array
          .addObject()
          .put("name", node.address().name())
          .put("url", node.address().url().toString())
          .put("pidFile", node.pidFile());
    }
    return json;
  }

  private static CliException malformed(String url) {
    return CliException.usage(
        "url-malformed",
        "'" + url + "' is not the URL of a node",
        "Give a URL such as http://127.0.0.1:8411, or the name of a node of the network.");
  }
}
