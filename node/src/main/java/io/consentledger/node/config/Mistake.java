package io.consentledger.node.config;

/**
 * One thing wrong with a node's configuration or with the files it names: a stable code, the path
 * of the key ({@code peers[1].raft}; empty for the file as a whole), and what is wrong and to be
 * done.
 */
public record Mistake(String code, String path, String message) {
  @Override
  public String toString() {
    return path.isEmpty() ? message + " [" + code + "]" : path + ": " + message + " [" + code + "]";
  }
}
