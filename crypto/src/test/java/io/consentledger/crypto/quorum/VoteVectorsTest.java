package io.consentledger.crypto.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * docs/spec/vectors/votes.json: a vote, a certificate, and certificates that are refused with their
 * codes. {@code -Dconsentledger.vectors.write=true} writes it anew.
 */
final class VoteVectorsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Validators validators = new Validators();

  @Test
  void makesTheVeryBytesThatAreWritten() throws Exception {
    Path file = spec().resolve("vectors/votes.json");
    String made = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document()) + "\n";
    if (Boolean.getBoolean("consentledger.vectors.write")) {
      Files.writeString(file, made, StandardCharsets.UTF_8);
    }
    assertThat(made).isEqualTo(Files.readString(file));
  }

  @Test
  void judgesTheWrittenCertificatesAsWritten() throws Exception {
    for (JsonNode item :
        MAPPER.readTree(spec().resolve("vectors/votes.json").toFile()).get("certificates")) {
      assertThat(judge(Bytes.fromHex(item.get("certificate").textValue())))
          .as(item.get("name").textValue())
          .isEqualTo(item.get("code").textValue());
    }
  }

  @Test
  void quotesTheBytesInThePage() throws Exception {
    String page =
        Files.readString(spec().resolve("votes-and-certificates.md")).replaceAll("\\s+", "");
    Vote vote = validators.vote(0);
    assertThat(page)
        .contains(validators.set.hash().toHex())
        .contains(vote.signer().toHex())
        .contains(vote.signature().bytes().toHex())
        .contains(vote.encode().toHex());
  }

  private String judge(Bytes encoded) {
    try {
      Certificate.decode(encoded).verify(validators.set, Validators.NETWORK);
      return "";
    } catch (CryptoException refused) {
      return refused.code();
    }
  }

  private ObjectNode document() {
    ObjectNode document = MAPPER.createObjectNode();
    document.put("networkId", Validators.NETWORK.toHex());
    document.put("validatorSet", validators.set.encode().toHex());
    document.put("validatorSetHash", validators.set.hash().toHex());
    document.put("height", 7);
    document.put("epoch", 0);
    document.put("headerHash", Validators.HEADER.toHex());
    ArrayNode votes = document.putArray("votes");
    for (int validator = 0; validator < 4; validator++) {
      Vote vote = validators.vote(validator);
      votes
          .addObject()
          .put("keyId", vote.signer().toHex())
          .put("signature", vote.signature().bytes().toHex())
          .put("vote", vote.encode().toHex());
    }
    certificates(document.putArray("certificates"));
    return document;
  }

  private void certificates(ArrayNode cases) {
    Certificate good = certificate(validators.votes(0, 1, 2));
    Bytes wire = good.encode();
    add(cases, "three of four", wire);
    add(cases, "all four", certificate(validators.votes(0, 1, 2, 3)).encode());
    add(cases, "a byte short", wire.slice(0, wire.size() - 1));
    add(cases, "a byte more", Bytes.concat(wire, Bytes.fromHex("00")));
    add(cases, "a later version", with(wire, 0, 2));
    add(cases, "height 0", with(wire, 8, 0));
    add(cases, "an epoch beyond 2^31-1", with(wire, 9, 0x80));
    add(cases, "round 1", with(wire, 16, 1));
    add(cases, "two of four", certificate(validators.votes(0, 1)).encode());
    add(cases, "no votes", certificate(List.of()).encode());
    add(cases, "a signer twice", certificate(validators.votes(0, 1, 1)).encode());
    add(cases, "out of order", certificate(validators.votes(1, 0, 2)).encode());
    List<Vote> stranger = new ArrayList<>(validators.votes(0, 1, 1));
    stranger.add(Vote.sign(Validators.NETWORK, 7, 0, Validators.HEADER, Validators.key(9)));
    add(cases, "a stranger beside a signer twice", certificate(stranger).encode());
    add(cases, "a changed signature", with(wire, wire.size() - 1, wire.at(wire.size() - 1) ^ 1));
    add(cases, "two votes, one of them changed", changedAndShort());
    Digest other = Validators.digest(0xcc);
    add(cases, "another header", new Certificate(7, 0, other, good.votes()).encode());
    add(cases, "another height", new Certificate(8, 0, Validators.HEADER, good.votes()).encode());
    add(cases, "another epoch", new Certificate(7, 1, Validators.HEADER, good.votes()).encode());
  }

  private Bytes changedAndShort() {
    Bytes wire = certificate(validators.votes(0, 1)).encode();
    return with(wire, wire.size() - 1, wire.at(wire.size() - 1) ^ 1);
  }

  private void add(ArrayNode cases, String name, Bytes certificate) {
    cases
        .addObject()
        .put("name", name)
        .put("code", judge(certificate))
        .put("certificate", certificate.toHex());
  }

  private static Certificate certificate(List<Vote> votes) {
    return new Certificate(
        7,
        0,
        Validators.HEADER,
        votes.stream()
            .map(vote -> new Certificate.Signed(vote.signer(), vote.signature()))
            .toList());
  }

  private static Bytes with(Bytes source, int at, int value) {
    byte[] changed = source.toArray();
    changed[at] = (byte) value;
    return Bytes.owning(changed);
  }

  private static Path spec() {
    return Path.of(System.getProperty("consentledger.root"), "docs/spec");
  }
}
