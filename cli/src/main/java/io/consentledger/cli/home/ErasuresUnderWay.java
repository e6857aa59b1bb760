package io.consentledger.cli.home;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an organisation is about to destroy and must certify, by the customer's reference: written
 * before it is destroyed, so that a command that was cut short can be run again and still certifies
 * all of it. Holds codes only. One thread.
 */
public final class ErasuresUnderWay {
  private final Path file;
  private final ObjectNode bySubject;

  private ErasuresUnderWay(Path file, ObjectNode bySubject) {
    this.file = file;
    this.bySubject = bySubject;
  }

  /**
   * Reads what is under way.
   *
   * @throws CliException {@code erasures-malformed}
   */
  public static ErasuresUnderWay open(Home home, String controller) throws CliException {
    Path file = home.erasures(controller);
    return new ErasuresUnderWay(
        file, Files.exists(file) ? HomeFiles.readJson(file, "erasures-malformed") : Json.object());
  }

  /** What was noted of a customer. */
  public SortedSet<String> of(String subjectRef) {
    return new TreeSet<>(Json.texts(bySubject.path(subjectRef)));
  }

  /** Notes codes besides those before; on return they are on disk. */
  public void begin(String subjectRef, SortedSet<String> codes) throws CliException {
    SortedSet<String> all = of(subjectRef);
    if (all.addAll(codes)) {
      bySubject.set(subjectRef, Json.array(List.copyOf(all)));
      save();
    }
  }

  /** Notes that it was certified. */
  public void end(String subjectRef) throws CliException {
    if (bySubject.remove(subjectRef) != null) {
      save();
    }
  }

  private void save() throws CliException {
    try {
      HomeFiles.replaceSecret(file, Json.pretty(bySubject).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw HomeFiles.cannot("write", file, e);
    }
  }
}
