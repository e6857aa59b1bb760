package io.consentledger.cli.submit;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.client.LedgerClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings the lines of a checked file onto the ledger, each exactly once: signed bytes go to the
 * journal before they are sent, a second run sends the same bytes, and the ledger takes a
 * transaction once. The order is kept within a customer's stream and among the versions of one
 * notice or process; catalogue lines are barriers.
 */
final class Submission implements SubmissionFile.Reader {
  private final SigningDesk desk;
  private final Journal journal;
  private final Lanes lanes;
  private final Tally tally;
  private final boolean retryRefused;
  private final List<Task> group = new ArrayList<>();

  /**
   * Relationships whose key a line since the last barrier ends: the next needs the key after it.
   */
  private final Set<String> ended = new HashSet<>();

  private Task.Phase phase = Task.Phase.NOTICES;

  Submission(SigningDesk desk, Journal journal, Lanes lanes, Tally tally, boolean retryRefused) {
    this.desk = desk;
    this.journal = journal;
    this.lanes = lanes;
    this.tally = tally;
    this.retryRefused = retryRefused;
  }

  /** The senders of {@code count} lanes, spread over the nodes. */
  static List<Lanes.Sender> senders(
      int count, LedgerClient client, SigningDesk desk, Journal journal, Tally tally) {
    List<Lanes.Sender> senders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      senders.add(new LaneSender(client.startingAt(i), desk, journal, tally));
    }
    return senders;
  }

  @Override
  public void task(Task task) throws CliException {
    if (settledEarlier(task)) {
      return;
    }
    if (task.phase() != phase || task.endsKeyOf().filter(ended::contains).isPresent()) {
      flush();
      lanes.drain();
      phase = task.phase();
      ended.clear();
    }
    task.endsKeyOf().ifPresent(ended::add);
    group.add(task);
    if (group.size() >= Limits.JOURNAL_GROUP_MAX) {
      flush();
    }
  }

  @Override
  public void mistake(Mistake mistake) {
    throw new AssertionError("the file was checked before: " + mistake);
  }

  /** Sends what is left and waits for all outcomes. */
  void finish() throws CliException {
    flush();
    lanes.drain();
  }

  private void flush() throws CliException {
    List<Work> signed = new ArrayList<>();
    for (Task task : group) {
      signed.add(desk.take(task));
    }
    group.clear();
    journal.sync();
    for (Work work : signed) {
      lanes.put(work);
    }
  }

  private boolean settledEarlier(Task task) {
    Optional<Journal.Known> known = journal.known(task.line());
    if (known.isEmpty()) {
      return false;
    }
    if (known.get().committed()) {
      tally.already();
      return true;
    }
    Optional<String> refusal = known.get().refusal();
    if (refusal.isPresent() && !retryRefused) {
      tally.refused(
          new Tally.Refused(task.line(), "", refusal.get(), "was refused in an earlier run"));
      return true;
    }
    return false;
  }
}
