package io.consentledger.node.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads a node's YAML file: unknown and duplicate keys, wrong types and ranges, missing files and
 * clashing addresses are all reported together. What only the genesis file can tell is checked
 * later, at the node's start.
 */
public final class ConfigReader {
  private static final Predicate<String> NODE_ID =
      Pattern.compile("[a-z][a-z0-9-]{0,30}").asMatchPredicate();
  private static final String NODE_ID_RULE =
      "a node id: a small letter, then up to 30 small letters, digits or hyphens";

  private final List<Mistake> mistakes = new ArrayList<>();
  private final Map<String, String> addresses = new LinkedHashMap<>();

  private ConfigReader() {}

  /**
   * Reads and checks the file; its paths are taken relative to its own directory.
   *
   * @throws ConfigException with every mistake found
   */
  public static NodeConfig read(Path file) throws ConfigException {
    ObjectNode root = parse(file);
    ConfigReader reader = new ConfigReader();
    Path directory = file.toAbsolutePath().normalize().getParent();
    NodeConfig config =
        reader.config(new Section("", root, reader.mistakes), directory == null ? file : directory);
    if (!reader.mistakes.isEmpty()) {
      throw new ConfigException(reader.mistakes);
    }
    return config;
  }

  private static ObjectNode parse(Path file) throws ConfigException {
    String text;
    try {
      if (Files.size(file) > Limits.CONFIG_FILE_BYTES_MAX) {
        throw new ConfigException(
            "config-too-large",
            "",
            file + " has more than " + Limits.CONFIG_FILE_BYTES_MAX + " bytes");
      }
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new ConfigException(
          "config-unreadable",
          "",
          "can't read "
              + file
              + " ("
              + unreadable.getClass().getSimpleName()
              + "); give the path of the node's YAML file");
    }
    try {
      JsonNode root =
          JsonMapper.builder(new YAMLFactory())
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .build()
              .readTree(text);
      if (root instanceof ObjectNode object) {
        return object;
      }
      throw new ConfigException(
          "config-malformed", "", file + " must hold keys and values, see the reference");
    } catch (JsonProcessingException malformed) {
      throw new ConfigException(
          "config-malformed",
          "",
          file + " is not well-formed YAML: " + malformed.getOriginalMessage() + where(malformed));
    }
  }

  private static String where(JsonProcessingException malformed) {
    return malformed.getLocation() == null
        ? ""
        : " (line " + malformed.getLocation().getLineNr() + ")";
  }

  private NodeConfig config(Section root, Path directory) {
    String nodeId = root.text("nodeId", NODE_ID, NODE_ID_RULE);
    Path genesis = existing(root, "genesis", directory);
    Path dataDir = root.file("dataDir", directory);
    Path tlsKey = existing(root, "tlsKey", directory);
    Path tlsChain = existing(root, "tlsChain", directory);
    Path validatorKey = existing(root, "validatorKey", directory);
    Path pidFile = root.file("pidFile", directory);
    requireDirectory(root, "dataDir", dataDir);
    requireDirectory(root, "pidFile", pidFile);
    HostPort http = http(root.section("http"));
    RaftSettings raft = raft(root.section("raft"));
    Section p2pSection = root.section("p2p");
    HostPort p2p = p2pSection.hostAndPort();
    p2pSection.refuseOthers();
    claim(root, "raft", raft.address());
    claim(root, "p2p", p2p);
    claim(root, "http", http);
    List<PeerSettings> peers = peers(root, nodeId);
    Section limitsSection = root.optionalSection("limits");
    LimitSettings limits = LimitSettings.read(limitsSection);
    limitsSection.refuseOthers();
    Optional<TimestampSettings> timestamping =
        root.has("timestamping")
            ? Optional.of(TimestampSettings.read(root.section("timestamping")))
            : Optional.empty();
    Optional<DetailSettings> details =
        root.has("details")
            ? Optional.of(DetailSettings.read(root.section("details"), dataDir, directory))
            : Optional.empty();
    root.refuseOthers();
    return new NodeConfig(
        nodeId,
        genesis,
        dataDir,
        tlsKey,
        tlsChain,
        validatorKey,
        pidFile,
        http,
        raft,
        p2p,
        peers,
        limits,
        timestamping,
        details);
  }

  private static HostPort http(Section section) {
    HostPort address = section.hostAndPort();
    section.refuseOthers();
    if (!address.host().isEmpty() && !address.isLoopback()) {
      section.mistake(
          "http-loopback-only",
          "host",
          "must be a loopback address such as 127.0.0.1, not "
              + address.host()
              + ": there are no access rights yet, so whoever reached the port could read every"
              + " record");
    }
    return address;
  }

  private static RaftSettings raft(Section section) {
    HostPort address = section.hostAndPort();
    int min = section.integer("electionTimeoutMinMs", 100, 60_000, 600);
    int max = section.integer("electionTimeoutMaxMs", 100, 120_000, Math.max(1200, 2 * min));
    section.refuseOthers();
    if (max <= min) {
      section.mistake(
          "value-out-of-range",
          "electionTimeoutMaxMs",
          "must be larger than electionTimeoutMinMs (" + min + "); twice as much is a good choice");
    }
    return new RaftSettings(address, Duration.ofMillis(min), Duration.ofMillis(max));
  }

  private List<PeerSettings> peers(Section root, String nodeId) {
    List<PeerSettings> peers = new ArrayList<>();
    Map<String, Integer> places = new LinkedHashMap<>();
    List<Section> sections = root.sections("peers", Limits.PEERS_MAX);
    for (int i = 0; i < sections.size(); i++) {
      Section section = sections.get(i);
      String id = section.text("nodeId", NODE_ID, NODE_ID_RULE);
      HostPort raft = section.address("raft");
      HostPort p2p = section.address("p2p");
      section.refuseOthers();
      claim(root, "peers[" + i + "].raft", raft);
      claim(root, "peers[" + i + "].p2p", p2p);
      if (!id.isEmpty() && id.equals(nodeId)) {
        section.mistake("peer-is-self", "nodeId", "is this node itself; list only the others");
      }
      Integer before = id.isEmpty() ? null : places.putIfAbsent(id, i);
      if (before != null) {
        section.mistake("peer-twice", "nodeId", "is listed already as peers[" + before + "]");
      }
      peers.add(new PeerSettings(id, raft, p2p));
    }
    return peers;
  }

  private void claim(Section root, String key, HostPort address) {
    if (address.host().isEmpty() || address.host().equals("missing")) {
      return;
    }
    String before = addresses.putIfAbsent(address.toString(), key);
    if (before != null) {
      root.mistake(
          "address-clash", key, address + " is taken by " + before + "; give each its own port");
    }
  }

  private static Path existing(Section root, String key, Path directory) {
    Path file = root.file(key, directory);
    if (!file.equals(directory) && !Files.isRegularFile(file)) {
      root.mistake("file-missing", key, "there is no file " + file);
    }
    return file;
  }

  private static void requireDirectory(Section root, String key, Path file) {
    Path parent = file.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      root.mistake("directory-missing", key, "there is no directory " + parent + "; make it first");
    } else if (parent != null && !Files.isWritable(Files.isDirectory(file) ? file : parent)) {
      root.mistake(
          "directory-not-writable", key, "this user may not write to " + parent + "; change that");
    }
  }
}
