package io.consentledger.consensus;

/** What to tell an operator more than once. */
final class Advice {
  static final String RESTORE_OR_REPLACE =
      "Nothing was changed. Restore this node's data directory from a backup, or remove the node"
          + " from the network and add it again under a new node id: its peers hold all data.";

  private Advice() {}
}
