package io.consentledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.home.InputFile;
import io.consentledger.cli.instruction.Keys;
import io.consentledger.cli.share.OpenedDetails;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Private details: kept by the controller's node, and shown from there. */
final class PrivateDetails {
  /** Where an instruction under way names the file; never sent or submitted. */
  static final String FILE = "detailsFile";

  private static final String DETAILS = "details";

  private final ObjectNode content;

  private PrivateDetails(ObjectNode content) {
    this.content = content;
  }

  /**
   * The content of the file that an instruction names, if it does. The instruction then holds a
   * commitment to nothing in its place, so that it can be checked before {@link #keep}.
   */
  static Optional<PrivateDetails> of(ObjectNode instruction) throws CliException {
    JsonNode file = instruction.remove(FILE);
    if (file == null) {
      return Optional.empty();
    }
    instruction.put(DETAILS, Digest.ZERO.toHex());
    return Optional.of(new PrivateDetails(read(Path.of(file.asText()))));
  }

  /** Has the node keep the content, and puts the commitment to it into the instruction. */
  void keep(Session session, ObjectNode instruction) throws CliException {
    String process = instruction.path("process").asText();
    int at = process.indexOf('@');
    String holder = instruction.path("by").asText(instruction.path("controller").asText());
    instruction.put(
        DETAILS,
        keep(
            session,
            holder,
            subject(session, instruction),
            at < 0 ? process : process.substring(0, at),
            content));
  }

  /** Has an organisation's node keep details of a process; returns the commitment to them. */
  static String keep(
      Session session, String organisation, String subjectRef, String processId, ObjectNode details)
      throws CliException {
    ObjectNode body = Json.object().put("process", processId);
    body.set(DETAILS, details);
    return OwnNode.of(session, organisation)
        .post(path(subjectRef), body)
        .path("commitment")
        .asText();
  }

  /** What an organisation's node holds about a customer, by commitment; each opens its own. */
  static Map<String, JsonNode> held(Session session, String organisation, String subjectRef)
      throws CliException {
    Map<String, JsonNode> held = new HashMap<>();
    opened(session, organisation, subjectRef)
        .forEach((commitment, details) -> held.put(commitment, details.details()));
    return held;
  }

  /** The same with the openings, which are secrets. */
  static Map<String, OpenedDetails> opened(Session session, String organisation, String subjectRef)
      throws CliException {
    Map<String, OpenedDetails> opened = new HashMap<>();
    for (JsonNode one : OwnNode.of(session, organisation).get(path(subjectRef)).path(DETAILS)) {
      String commitment = one.path("commitment").asText();
      Optional<OpenedDetails> details = parse(one).filter(OpenedDetails::opens);
      if (details.isEmpty()) {
        throw CliException.refused(
            "details-altered",
            "the node's details aren't those that were committed to in " + commitment,
            "Ask whoever runs the node what became of them.");
      }
      opened.put(commitment, details.get());
    }
    return opened;
  }

  private static Optional<OpenedDetails> parse(JsonNode one) {
    try {
      return one.path(DETAILS) instanceof ObjectNode details
          ? Optional.of(
              new OpenedDetails(
                  Digest.fromHex(one.path("commitment").asText()),
                  Bytes.fromHex(one.path("opening").asText()),
                  details))
          : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static ObjectNode read(Path file) throws CliException {
    try {
      return Json.parseObject(InputFile.read(file, Limits.FILE_BYTES_MAX, "Give less."));
    } catch (IOException e) {
      throw CliException.usage(
          "details-unreadable",
          "can't read the details in " + file,
          "Give a file with one JSON object.");
    }
  }

  private static String subject(Session session, ObjectNode instruction) throws CliException {
    if (instruction.has("subject")) {
      return instruction.path("subject").asText();
    }
    return new Keys(session.wallets(), session.parties(), false)
        .of(
            instruction.path("wallet").asText(),
            session.parties().idOf(instruction.path("controller").asText()))
        .subjectRef()
        .toHex();
  }

  private static String path(String subjectRef) {
    return "/v1/subjects/" + subjectRef + "/details";
  }
}
