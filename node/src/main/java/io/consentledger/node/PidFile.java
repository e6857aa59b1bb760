package io.consentledger.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Says which process runs this node, for scripts. It isn't the lock: the ledger's directory has its
 * own, so an old file of a killed node is simply replaced.
 */
final class PidFile {
  private final Path file;
  private boolean written;

  PidFile(Path file) {
    this.file = file;
  }

  void write() throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, ProcessHandle.current().pid() + "\n", StandardCharsets.US_ASCII);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    written = true;
  }

  /** Removes what this object wrote: a node that couldn't start must not remove another's. */
  void remove() throws IOException {
    if (written) {
      Files.deleteIfExists(file);
    }
  }
}
