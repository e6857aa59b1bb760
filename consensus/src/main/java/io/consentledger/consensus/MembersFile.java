package io.consentledger.consensus;

import io.consentledger.consensus.gate.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's file {@code raft-meta.conf}: the members as its newest configuration names them. The
 * engine believes it more than its settings, and it has no checksum: with another address in it a
 * node would dial that one for ever. The members of a network never change, so a file that says
 * anything else is damaged, and the engine makes it anew from its settings.
 */
final class MembersFile {
  private static final Logger LOG = LoggerFactory.getLogger(MembersFile.class);

  private MembersFile() {}

  /** Moves a file that doesn't name just these members out of the engine's way. */
  static void secure(Path file, Group group, Supplier<Path> newAside) throws IOException {
    if (!Files.exists(file) || isSound(file, group)) {
      return;
    }
    Path aside = Files.createDirectories(newAside.get());
    Path kept = aside.resolve(file.getFileName());
    Files.move(file, kept);
    EngineDirectory.sync(aside);
    EngineDirectory.syncParent(file);
    LOG.warn("event=raft-members-set-aside file={} kept={}", file, kept);
  }

  /** Whether the file names just these members. */
  static boolean isSound(Path file, Group group) throws IOException {
    try {
      LogEntryProto entry = LogEntryProto.parseFrom(Files.readAllBytes(file));
      return entry.hasConfigurationEntry() && group.isSame(entry.getConfigurationEntry());
    } catch (InvalidProtocolBufferException damaged) {
      return false;
    }
  }
}
