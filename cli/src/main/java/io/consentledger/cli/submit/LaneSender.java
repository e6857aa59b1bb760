package io.consentledger.cli.submit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.client.Problem;
import java.util.Set;

/** Sends one lane's transactions, and notes what became of them. One thread. */
final class LaneSender implements Lanes.Sender {
  /** Statuses by which a node says that this transaction won't be recorded. */
  private static final Set<Integer> REFUSALS = Set.of(400, 409, 413, 422);

  private static final String EXPIRED = "transaction-expired";

  private final LedgerClient client;
  private final SigningDesk desk;
  private final Journal journal;
  private final Tally tally;

  LaneSender(LedgerClient client, SigningDesk desk, Journal journal, Tally tally) {
    this.client = client;
    this.desk = desk;
    this.journal = journal;
    this.tally = tally;
  }

  @Override
  public void send(Work work) throws CliException {
    Answer answer = client.submit(work.wire(), work.txId());
    if (answer.ok()) {
      committed(work, answer.json());
      return;
    }
    if (!REFUSALS.contains(answer.status())) {
      throw answer.refusal();
    }
    Problem problem = answer.problem();
    if (work.earlier() && problem.code().equals(EXPIRED) && work.task().toSign().isPresent()) {
      send(desk.again(work.task()));
      return;
    }
    journal.refused(work.task().line(), problem.code());
    tally.refused(
        new Tally.Refused(work.task().line(), work.txId(), problem.code(), problem.detail()));
  }

  private void committed(Work work, ObjectNode receipt) throws CliException {
    desk.recorded(work);
    journal.committed(work.task().line(), receipt.path("height").asLong());
    boolean ours = !work.earlier() && work.task().toSign().isPresent();
    if (receipt.path("duplicate").asBoolean() && !ours) {
      tally.already();
    } else {
      tally.committed(receipt);
    }
  }
}
