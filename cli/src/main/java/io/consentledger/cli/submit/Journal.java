package io.consentledger.cli.submit;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.home.HomeFiles;
import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What was signed for a file, and what became of it: lets an interrupted submission go on with the
 * very same bytes. What {@link #signed} wrote is on disk after {@link #sync}, and only then may it
 * be sent. The other marks only save work: losing them is harmless. Any thread.
 *
 * <p>One text line a record: letter, line number, content, CRC-32. An end that was cut short was
 * never synced, so never sent: it is cut off. A bad record before a good one is damage.
 */
final class Journal implements AutoCloseable {
  private static final String TITLE = "consent-journal-1";
  private static final char SIGNED = 'S';
  private static final char COMMITTED = 'C';
  private static final char REFUSED = 'R';

  /** What is known of a line from an earlier run. */
  record Known(char state, String content) {
    boolean committed() {
      return state == COMMITTED;
    }

    /** The code, where the line was refused. */
    Optional<String> refusal() {
      return state == REFUSED ? Optional.of(content) : Optional.empty();
    }

    /** The transaction, where it was signed and its outcome isn't known. */
    Optional<Bytes> wire() {
      return state == SIGNED ? Optional.of(Bytes.fromBase64(content)) : Optional.empty();
    }
  }

  private final Path file;
  private final FileChannel channel;
  private final Map<Integer, Known> known = new HashMap<>();

  private Journal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens or makes the journal of a file.
   *
   * @param networkId the network that it was, or will be, signed for
   * @throws CliException {@code journal-damaged}, {@code submission-running}
   */
  static Journal open(Path file, String networkId) throws CliException {
    try {
      HomeFiles.privateDirectory(directory(file));
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      Journal journal = new Journal(file, channel);
      try {
        journal.lock();
        journal.load(networkId);
      } catch (IOException | CliException e) {
        channel.close();
        throw e;
      }
      return journal;
    } catch (IOException e) {
      throw HomeFiles.cannot("write", file, e);
    }
  }

  /** What an earlier run knows of a line. */
  synchronized Optional<Known> known(int line) {
    return Optional.ofNullable(known.get(line));
  }

  /** Notes signed bytes; durable after {@link #sync}. */
  synchronized void signed(int line, Bytes wire) throws CliException {
    append(SIGNED, line, wire.toBase64());
  }

  /** Makes everything noted so far durable. */
  void sync() throws CliException {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw HomeFiles.cannot("sync", file, e);
    }
  }

  synchronized void committed(int line, long height) throws CliException {
    append(COMMITTED, line, Long.toString(height));
  }

  synchronized void refused(int line, String code) throws CliException {
    append(REFUSED, line, code);
  }

  @Override
  public void close() throws CliException {
    try {
      channel.close();
    } catch (IOException e) {
      throw HomeFiles.cannot("close", file, e);
    }
  }

  private void append(char state, int line, String content) throws CliException {
    try {
      write(state + " " + line + " " + content);
    } catch (IOException e) {
      throw HomeFiles.cannot("write", file, e);
    }
  }

  private void write(String text) throws IOException {
    String record = text + " " + crc(text) + "\n";
    ByteBuffer buffer = ByteBuffer.wrap(record.getBytes(StandardCharsets.US_ASCII));
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private void lock() throws IOException, CliException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      throw running();
    }
    throw running();
  }

  private void load(String networkId) throws IOException, CliException {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    int read = 0;
    while (all.hasRemaining() && read >= 0) {
      read = channel.read(all);
    }
    String text = new String(all.array(), StandardCharsets.US_ASCII);
    int end = text.lastIndexOf('\n') + 1;
    List<String> records = text.substring(0, end).lines().toList();
    int good = 0;
    while (good < records.size() && isWhole(records.get(good))) {
      good++;
    }
    if (records.stream().skip(good).anyMatch(Journal::isWhole)) {
      throw damaged("record " + (good + 1) + " of " + records.size());
    }
    for (String record : records.subList(0, good)) {
      parse(record.substring(0, record.lastIndexOf(' ')), networkId);
    }
    long keep = records.stream().limit(good).mapToLong(line -> line.length() + 1L).sum();
    channel.truncate(keep);
    channel.position(keep);
    if (good == 0) {
      write(TITLE + " " + networkId);
      // What is synced later would be lost with a name that isn't.
      channel.force(true);
      HomeFiles.syncNames(directory(file));
    }
  }

  private static Path directory(Path file) {
    return Optional.ofNullable(file.getParent()).orElse(Path.of("."));
  }

  private static boolean isWhole(String record) {
    int blank = record.lastIndexOf(' ');
    return blank > 0 && crc(record.substring(0, blank)).equals(record.substring(blank + 1));
  }

  private void parse(String text, String networkId) throws CliException {
    if (text.startsWith(TITLE)) {
      if (!text.equals(TITLE + " " + networkId)) {
        throw damaged("it belongs to another network");
      }
      return;
    }
    String[] parts = text.split(" ", 3);
    if (parts.length != 3 || parts[0].length() != 1) {
      throw damaged("a record of another version");
    }
    known.put(Integer.parseInt(parts[1]), new Known(parts[0].charAt(0), parts[2]));
  }

  private static String crc(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    return Long.toHexString(crc.getValue());
  }

  private CliException damaged(String where) {
    return CliException.usage(
        "journal-damaged",
        "the journal " + file + " can't be trusted: " + where,
        "Restore it from a backup. Without it a new run would record everything a second time.");
  }

  private CliException running() {
    return CliException.usage(
        "submission-running",
        "another command submits this very file",
        "Wait for it to end, or stop it; then run this again.");
  }
}
