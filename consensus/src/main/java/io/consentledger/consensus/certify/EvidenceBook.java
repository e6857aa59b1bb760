package io.consentledger.consensus.certify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The evidence that stands, and what was settled. While any stands, nothing is certified. */
final class EvidenceBook {
  private final EvidenceFiles files;
  private final List<Evidence> standing;
  private final List<Evidence> settled;
  private final List<Evidence> unsaved = new ArrayList<>();

  private EvidenceBook(EvidenceFiles files, List<Evidence> standing, List<Evidence> settled) {
    this.files = files;
    this.standing = standing;
    this.settled = settled;
  }

  static EvidenceBook open(Path directory) throws IOException {
    EvidenceFiles files = EvidenceFiles.open(directory);
    return new EvidenceBook(
        files, new ArrayList<>(files.standing()), new ArrayList<>(files.settled()));
  }

  boolean isEmpty() {
    return standing.isEmpty();
  }

  List<Evidence> standing() {
    return List.copyOf(standing);
  }

  /**
   * Keeps it on disk, where it is news. It counts from here on, even where the disk refuses.
   *
   * @return whether it is news
   */
  boolean add(Evidence evidence) throws IOException {
    boolean known =
        standing.stream().anyMatch(evidence::sameAs) || settled.stream().anyMatch(evidence::sameAs);
    if (known || standing.size() >= Limits.EVIDENCE_MAX) {
      return false;
    }
    standing.add(evidence);
    unsaved.add(evidence);
    save();
    return true;
  }

  private void save() throws IOException {
    for (Evidence waiting : List.copyOf(unsaved)) {
      files.save(waiting);
      unsaved.remove(waiting);
    }
  }

  /**
   * Writes what the disk refused before, and looks at the folder again: what an operator took away
   * no longer stands, and isn't raised again.
   *
   * @return whether anything changed
   */
  boolean reread() throws IOException {
    save();
    List<Evidence> now = files.standing();
    boolean changed = false;
    for (Evidence before : List.copyOf(standing)) {
      if (now.stream().noneMatch(before::sameAs)) {
        standing.remove(before);
        if (settled.size() < Limits.EVIDENCE_MAX) {
          settled.add(before);
        }
        changed = true;
      }
    }
    return changed;
  }
}
