package io.consentledger.node;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.node.Inspection.Finding;
import java.io.PrintStream;
import java.util.List;

/**
 * What {@code fsck} and {@code repair} say: lines as they come, or with {@code --json} one object
 * at the end and nothing else on standard output. For one thread.
 */
final class Report {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean isJson;
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  Report(PrintStream out, PrintStream err, boolean isJson) {
    this.out = out;
    this.err = err;
    this.isJson = isJson;
  }

  /** For a reader; the object has it in fields of its own. */
  void say(String line) {
    if (!isJson) {
      out.println(line);
    }
  }

  /** Where progress goes. */
  PrintStream err() {
    return err;
  }

  /** The object, to put fields into. */
  ObjectNode json() {
    return json;
  }

  void findings(String checked, List<Finding> findings) {
    json.put("checked", checked);
    json.putArray("findings");
    for (Finding finding : findings) {
      json.withArray("findings")
          .addObject()
          .put("part", finding.part().file())
          .put("code", finding.code())
          .put("detail", finding.detail())
          .put("healsAtStart", finding.heals());
    }
  }

  /** Ends with the exit code that was given. */
  int end(int exitCode) {
    if (isJson) {
      out.println(json.toPrettyString());
    }
    return exitCode;
  }

  /** Ends because it couldn't do its work. */
  int refused(String code, String message) {
    if (isJson) {
      json.removeAll();
      json.putObject("error").put("code", code).put("message", message);
    } else {
      err.println(message + " [" + code + "]");
    }
    return end(ConsentNode.FAILED);
  }
}
