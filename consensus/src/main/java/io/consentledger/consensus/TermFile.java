package io.consentledger.consensus;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's file {@code raft-meta}: its term, and whom it voted for in it. It has no checksum,
 * so a start doesn't rely on it: it takes the later of this term and the one of the {@link
 * AckMark}, and gives the vote of that term to itself, so that it votes for nobody else in a term
 * in which it may have voted. Nobody has to wait for that: elections are held in new terms.
 */
final class TermFile {
  private static final Logger LOG = LoggerFactory.getLogger(TermFile.class);
  private static final String TERM = "term";
  private static final String VOTED_FOR = "votedFor";

  private TermFile() {}

  /** Durable on return. */
  static void secure(Path file, String selfId, AckMark acks) throws IOException {
    OptionalLong stored = term(file);
    if ((stored.isEmpty() || stored.getAsLong() < acks.term()) && !acks.found()) {
      throw new OrdererStartException(
          "raft-meta-damaged",
          file + " can't be read, and nothing else says the term. " + Advice.REPAIR);
    }
    if (stored.isEmpty() || stored.getAsLong() < acks.term()) {
      LOG.warn("event=raft-meta-made-anew file={} term={}", file, acks.term());
    }
    write(file, Math.max(stored.orElse(0), acks.term()), selfId);
  }

  /** The term in the file; none where it can't be read. */
  static OptionalLong term(Path file) throws IOException {
    Properties read = new Properties();
    try {
      read.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
      long term = Long.parseLong(read.getProperty(TERM, ""));
      return term < 0 ? OptionalLong.empty() : OptionalLong.of(term);
    } catch (IllegalArgumentException | CharacterCodingException | NoSuchFileException damaged) {
      return OptionalLong.empty();
    }
  }

  private static void write(Path file, long term, String votedFor) throws IOException {
    Properties properties = new Properties();
    properties.setProperty(TERM, Long.toString(term));
    properties.setProperty(VOTED_FOR, votedFor);
    StringWriter text = new StringWriter();
    properties.store(text, null);
    Path fresh = file.resolveSibling(file.getFileName() + ".fresh");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer content = StandardCharsets.UTF_8.encode(text.toString());
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    EngineDirectory.syncParent(file);
  }
}
