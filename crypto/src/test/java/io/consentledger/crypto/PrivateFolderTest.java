package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFolderTest {
  @TempDir Path directory;

  @Test
  void makesFoldersThatOnlyTheirOwnerMayEnter() throws IOException {
    PrivateFolder.make(directory.resolve("a/b"));

    assertThat(mode(directory.resolve("a"))).isEqualTo("rwx------");
    assertThat(mode(directory.resolve("a/b"))).isEqualTo("rwx------");
  }

  @Test
  void closesWhatStoodOpen() throws IOException {
    Path folder = directory.resolve("data");
    Files.createDirectories(folder.resolve("ledger"));
    Path file = Files.writeString(folder.resolve("ledger/CURRENT"), "x");
    open(folder, "rwxr-xr-x");
    open(folder.resolve("ledger"), "rwxrwxrwx");
    open(file, "rw-r--r--");

    PrivateFolder.close(folder);

    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("ledger"))).isEqualTo("rwx------");
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void leavesWhatIsStricterAndWhatLinksLeadTo() throws IOException {
    Path outside = Files.writeString(directory.resolve("outside"), "x");
    open(outside, "rw-r--r--");
    Path folder = Files.createDirectory(directory.resolve("data"));
    Files.createSymbolicLink(folder.resolve("link"), outside);
    Path strict = Files.writeString(folder.resolve("strict"), "x");
    open(strict, "r--------");

    PrivateFolder.close(folder);

    assertThat(mode(outside)).isEqualTo("rw-r--r--");
    assertThat(mode(strict)).isEqualTo("r--------");
  }

  private static void open(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }
}
