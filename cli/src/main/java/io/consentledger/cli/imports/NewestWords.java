package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.home.Home;
import io.consentledger.cli.home.PrivateJson;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * When customers said what was imported, by wallet and process: the ledger knows when a word was
 * recorded, not when it was said. One file of mode 0600 for each organisation, in its home. Where
 * it is lost, a word counts as said when it was recorded. One thread.
 */
public final class NewestWords {
  private static final String TX = "txId";
  private static final String SAID = "saidMs";
  private static final String ENDED = "endedMs";

  private final Path file;
  private final ObjectNode wallets;
  private boolean changed;

  private NewestWords(Path file, ObjectNode wallets) {
    this.file = file;
    this.wallets = wallets;
  }

  /**
   * Reads what is known so far.
   *
   * @throws CliException {@code identities-permissions}, {@code identities-malformed}
   */
  public static NewestWords open(Home home, String controller) throws CliException {
    Path file = home.said(controller);
    return new NewestWords(
        file, PrivateJson.read(file, "identities-permissions", "identities-malformed"));
  }

  /** When the word was said that a transaction recorded; empty where an import didn't note it. */
  Optional<Instant> said(String wallet, String process, String txId) {
    ObjectNode known = wallets.path(wallet).path(process) instanceof ObjectNode one ? one : null;
    return known != null && known.path(TX).asText().equals(txId)
        ? Optional.of(Instant.ofEpochMilli(known.path(SAID).asLong()))
        : Optional.empty();
  }

  /** The newest word that ended, narrowed or forbade, whether it had to be recorded or not. */
  Optional<Instant> ended(String wallet, String process) {
    return wallets.path(wallet).path(process).has(ENDED)
        ? Optional.of(Instant.ofEpochMilli(wallets.path(wallet).path(process).path(ENDED).asLong()))
        : Optional.empty();
  }

  /** Notes when a recorded word was said; of several times of one record the newest counts. */
  void noteRecorded(String wallet, String process, String txId, Instant said) {
    if (said(wallet, process, txId).filter(known -> !known.isBefore(said)).isEmpty()) {
      entry(wallet, process).put(TX, txId).put(SAID, said.toEpochMilli());
      changed = true;
    }
  }

  /** Notes a word that ended, narrowed or forbade. */
  void noteEnded(String wallet, String process, Instant said) {
    if (ended(wallet, process).filter(known -> !known.isBefore(said)).isEmpty()) {
      entry(wallet, process).put(ENDED, said.toEpochMilli());
      changed = true;
    }
  }

  /** Destroys what is known of some wallets: on return it is gone from disk. */
  public void forget(Set<String> gone) throws CliException {
    if (gone.stream().anyMatch(wallets::has)) {
      wallets.remove(gone);
      PrivateJson.overwrite(file, wallets);
    }
  }

  /** Puts what was noted on disk, synced. */
  void save() throws CliException {
    if (changed) {
      PrivateJson.write(file, wallets);
      changed = false;
    }
  }

  private ObjectNode entry(String wallet, String process) {
    return wallets.withObjectProperty(wallet).withObjectProperty(process);
  }
}
