package io.consentledger.cli.home;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
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
   * @throws CliException {@code erasures-permissions}, {@code erasures-malformed}
   */
  public static ErasuresUnderWay open(Home home, String controller) throws CliException {
    Path file = home.erasures(controller);
    return new ErasuresUnderWay(
        file, PrivateJson.read(file, "erasures-permissions", "erasures-malformed"));
  }

  /** What was noted of a customer. */
  public SortedSet<String> of(String subjectRef) {
    return new TreeSet<>(Json.texts(bySubject.path(subjectRef)));
  }

  /** Notes codes in place of those before; on return they are on disk. */
  public void begin(String subjectRef, SortedSet<String> codes) throws CliException {
    if (!codes.equals(of(subjectRef))) {
      bySubject.set(subjectRef, Json.array(List.copyOf(codes)));
      PrivateJson.write(file, bySubject);
    }
  }

  /** Notes that it was certified. */
  public void end(String subjectRef) throws CliException {
    if (bySubject.remove(subjectRef) != null) {
      PrivateJson.write(file, bySubject);
    }
  }
}
