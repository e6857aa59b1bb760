package io.consentledger.cli.submit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.home.InputFile;
import io.consentledger.cli.instruction.Instruction;
import io.consentledger.cli.instruction.InstructionException;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file of instructions, one JSON object a line, held in memory so that what was checked is what
 * is sent. Empty lines and lines that start with # are skipped. Immutable.
 */
final class SubmissionFile {
  private final byte[] content;
  private final String sha256;

  SubmissionFile(byte[] content) {
    this.content = content;
    this.sha256 = Digest.of(Bytes.copyOf(content)).toHex();
  }

  static SubmissionFile read(Path file) throws CliException {
    return new SubmissionFile(
        InputFile.read(
            file, Limits.SUBMISSION_BYTES_MAX, "Split it; a part builds on those before it."));
  }

  /** The SHA-256 of its bytes: names its journal. */
  String sha256() {
    return sha256;
  }

  /** What takes the lines one by one. */
  interface Reader {
    /** A line that is well formed by itself. */
    void task(Task task) throws CliException;

    /** A line that isn't. */
    void mistake(Mistake mistake) throws CliException;
  }

  /** Reads all lines in order. */
  void forEach(Reader reader) throws CliException {
    int line = 0;
    int from = 0;
    while (from < content.length) {
      line++;
      int end = from;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      parse(line, from, end, reader);
      from = end + 1;
    }
  }

  private void parse(int line, int from, int end, Reader reader) throws CliException {
    int start = from;
    while (start < end && (content[start] == ' ' || content[start] == '\t')) {
      start++;
    }
    if (start == end || content[start] == '#' || (end - start == 1 && content[start] == '\r')) {
      return;
    }
    Task task;
    try {
      task = task(line, Arrays.copyOfRange(content, start, end));
    } catch (InstructionException e) {
      reader.mistake(new Mistake(line, e.code(), String.valueOf(e.getMessage())));
      return;
    } catch (TransactionException e) {
      reader.mistake(new Mistake(line, e.code(), String.valueOf(e.getMessage())));
      return;
    } catch (IOException e) {
      reader.mistake(new Mistake(line, "line-malformed", String.valueOf(e.getMessage())));
      return;
    }
    reader.task(task);
  }

  private static Task task(int line, byte[] text)
      throws IOException, InstructionException, TransactionException {
    if (text.length > Limits.INSTRUCTION_BYTES_MAX) {
      throw new InstructionException(
          "line-too-long", "longer than " + Limits.INSTRUCTION_BYTES_MAX + " bytes");
    }
    ObjectNode json = Json.parseObject(text);
    if (!json.has("transaction")) {
      return Task.of(line, Instruction.of(json));
    }
    if (json.size() != 1 || !json.path("transaction").isTextual()) {
      throw new InstructionException(
          "field-unknown", "'transaction' stands alone, a text in base64");
    }
    try {
      Bytes wire = Bytes.fromBase64(json.path("transaction").asText());
      return Task.of(line, Transaction.decode(wire));
    } catch (IllegalArgumentException e) {
      throw new InstructionException("field-malformed", "'transaction' must be base64");
    }
  }
}
