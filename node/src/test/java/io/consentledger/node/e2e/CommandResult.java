package io.consentledger.node.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a command left behind: its exit code and both its streams. */
record CommandResult(String command, int exit, String out, String err) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The standard output as JSON. */
  JsonNode json() {
    try {
      return JSON.readTree(out);
    } catch (JsonProcessingException notJson) {
      throw new AssertionError("no JSON came of: " + this, notJson);
    }
  }

  /** This result, once it is seen that the command ended as expected. */
  CommandResult exits(int expected) {
    if (exit != expected) {
      throw new AssertionError("expected exit " + expected + " of: " + this);
    }
    return this;
  }

  /** This result, once it is seen that it tells the user this code. */
  CommandResult mentions(String code) {
    if (!out.contains(code) && !err.contains(code)) {
      throw new AssertionError("no word of " + code + " in: " + this);
    }
    return this;
  }

  @Override
  public String toString() {
    return "consent " + command + "\nexit " + exit + "\n--- out\n" + out + "\n--- err\n" + err;
  }
}
