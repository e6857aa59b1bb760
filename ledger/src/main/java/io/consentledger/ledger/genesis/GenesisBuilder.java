package io.consentledger.ledger.genesis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.crypto.quorum.ValidatorSet;
import io.consentledger.ledger.json.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Makes the genesis file of a new network. For one thread. */
public final class GenesisBuilder {
  /** Clocks of well-kept machines differ by far less; a lying leader gains no more than this. */
  public static final long DEFAULT_ALLOWED_DRIFT_MS = 10_000;

  private final String network;
  private final long createdMs;
  private final Vocabulary vocabulary;
  private final List<Organisation> organisations = new ArrayList<>();
  private final List<TimestampAuthority> timestampAuthorities = new ArrayList<>();
  private long allowedDriftMs = DEFAULT_ALLOWED_DRIFT_MS;
  private OptionalInt quorum = OptionalInt.empty();

  /**
   * @param createdMs UTC milliseconds
   */
  public GenesisBuilder(String network, long createdMs, Vocabulary vocabulary) {
    this.network = network;
    this.createdMs = createdMs;
    this.vocabulary = vocabulary;
  }

  public GenesisBuilder allowedDriftMs(long milliseconds) {
    this.allowedDriftMs = milliseconds;
    return this;
  }

  /** Without this call: the smallest safe quorum. */
  public GenesisBuilder quorum(int votes) {
    this.quorum = OptionalInt.of(votes);
    return this;
  }

  public GenesisBuilder organisation(Organisation organisation) {
    organisations.add(organisation);
    return this;
  }

  public GenesisBuilder timestampAuthority(TimestampAuthority authority) {
    timestampAuthorities.add(authority);
    return this;
  }

  /**
   * Encodes the file and decodes it again, so that what is written is what every node will accept.
   *
   * @throws GenesisException naming the first field that is wrong
   */
  public Genesis build() throws GenesisException {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", 1);
    root.put("network", network);
    root.put("createdMs", createdMs);
    root.put("allowedDriftMs", allowedDriftMs);
    root.put("quorum", quorum.orElse(ValidatorSet.smallestQuorum(validators())));
    ObjectNode terms = root.putObject("vocabulary");
    terms.put("name", vocabulary.name());
    terms.put("version", vocabulary.version());
    terms.put("sha256", vocabulary.sha256().toHex());
    ArrayNode members = root.putArray("organisations");
    organisations.forEach(organisation -> encode(members.addObject(), organisation));
    if (!timestampAuthorities.isEmpty()) {
      ArrayNode authorities = root.putArray("timestampAuthorities");
      for (TimestampAuthority authority : timestampAuthorities) {
        authorities
            .addObject()
            .put("name", authority.name())
            .put("certificate", authority.certificate().toBase64());
      }
    }
    return Genesis.parse(CanonicalJson.encode(root));
  }

  private int validators() {
    return (int) organisations.stream().filter(member -> member.node().isPresent()).count();
  }

  private static void encode(ObjectNode object, Organisation organisation) {
    object.put("name", organisation.name());
    object.put("title", organisation.title());
    ArrayNode roles = object.putArray("roles");
    organisation.roles().forEach(role -> roles.add(role.name()));
    object.put("jurisdiction", organisation.jurisdiction());
    encode(object.putObject("signingKey"), organisation.signingKey());
    object.put("caCertificate", organisation.caCertificate().toBase64());
    organisation
        .node()
        .ifPresent(
            node -> {
              ObjectNode child = object.putObject("node");
              child.put("id", node.id());
              encode(child.putObject("validatorKey"), node.validatorKey());
            });
  }

  private static void encode(ObjectNode object, VerifyingKey key) {
    object.put("alg", key.algorithm().code());
    object.put("key", key.raw().toHex());
  }
}
