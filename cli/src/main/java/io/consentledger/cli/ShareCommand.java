package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.home.HomeFiles;
import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** {@code consent share}. */
@Command(
    name = "share",
    description = {
      "Passes private details on to an organisation or to the customer, sealed so that nobody else"
          + " reads them, and shows that they are what the ledger holds a commitment to. Nothing"
          + " of it is recorded: a disclosure is recorded with `consent record disclosed`."
    },
    subcommands = {ShareKeyCommand.class, ShareSealCommand.class, ShareOpenCommand.class})
final class ShareCommand extends Group {
  /** The content of a file that is small by nature. */
  static Bytes read(Path file) throws CliException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(Limits.FILE_BYTES_MAX + 1);
      if (content.length > Limits.FILE_BYTES_MAX) {
        throw CliException.usage("file-too-large", file + " is too large", "Check the path.");
      }
      return Bytes.owning(content);
    } catch (IOException e) {
      throw HomeFiles.cannot("read", file, e);
    }
  }
}
