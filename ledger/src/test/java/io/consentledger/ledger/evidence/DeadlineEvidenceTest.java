package io.consentledger.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.LedgerException;
import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.model.HolidayCalendar;
import io.consentledger.ledger.model.OpenRequest;
import io.consentledger.ledger.model.PublishHolidays;
import io.consentledger.ledger.model.Regime;
import io.consentledger.ledger.model.RequestRight;
import io.consentledger.ledger.model.RequestStatus;
import io.consentledger.ledger.model.RequestStatusCode;
import io.consentledger.ledger.query.OverdueItem;
import io.consentledger.ledger.state.FindingCode;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deadline in business days, proved: whoever replays it must read the same holidays. */
final class DeadlineEvidenceTest {
  private final EvidenceNetwork network = new EvidenceNetwork("deadline");
  private final EvidenceNetwork.Customer ann = network.customer("ann", "bank");
  private Ledger ledger;
  private long index;

  @BeforeEach
  void open(@TempDir Path directory) throws LedgerException {
    ledger = Ledger.open(directory, network.genesis);
    commit(1, network.notice("bank"));
    commit(1, network.process("bank"));
    commit(1, network.open(ann));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void holdsWithTheHolidaysThatTheBundleCarries() throws Exception {
    assertThat(findingsOfAnAnswerAfter(15, holidays())).isEmpty();
  }

  @Test
  void isMissedWhereNoHolidayIsProvedToBeListed() throws Exception {
    assertThat(findingsOfAnAnswerAfter(15)).containsExactly(FindingCode.REQUEST_DEADLINE_MISSED);
    assertThatThrownBy(() -> verify(withoutAuthority(bundle())))
        .isInstanceOfSatisfying(
            EvidenceException.class,
            refused -> assertThat(refused.code()).isEqualTo("stream-missing"));
  }

  @Test
  void provesWhatNobodyAnswered() throws Exception {
    findingsOfAnAnswerAfter(15);
    VerifiedSubject proved = verify(bundle()).subjects().get(0);
    long due = EvidenceNetwork.CREATED_MS + Duration.ofDays(46).toMillis();
    assertThat(proved.overdue(due - 1)).isEmpty();
    assertThat(proved.overdue(due))
        .extracting(OverdueItem::code, OverdueItem::dueMs)
        .containsExactly(tuple(FindingCode.REQUEST_DEADLINE_MISSED, due));
  }

  /** Asked on Thursday 2026-01-01: the tenth business day is the 15th, or the 16th. */
  private List<FindingCode> findingsOfAnAnswerAfter(int days, Transaction... lists)
      throws EvidenceException {
    for (Transaction list : lists) {
      commit(1, list);
    }
    OpenRequest asked =
        new OpenRequest(
            network.salt(), ann.controllerId(), ann.ref(), Regime.CCPA, RequestRight.ACCESS);
    Transaction request = network.sign(asked, ann.key());
    commit(1, request);
    RequestStatus said =
        new RequestStatus(
            network.salt(),
            ann.controllerId(),
            ann.ref(),
            request.id(),
            RequestStatusCode.ACKNOWLEDGED,
            null);
    commit(Duration.ofDays(days).toMinutes(), network.sign(said, EvidenceNetwork.key("bank")));
    List<VerifiedRecord> records = verify(bundle()).subjects().get(0).records();
    return records.get(records.size() - 1).findings().stream().map(it -> it.code()).toList();
  }

  private Transaction holidays() {
    return network.sign(
        new PublishHolidays(
            network.salt(),
            network.party("regulator"),
            HolidayCalendar.US_CA,
            2026,
            1,
            List.of("2026-01-05")),
        EvidenceNetwork.key("regulator"));
  }

  private void commit(long minutesLater, Transaction transaction) {
    index++;
    ledger.apply(
        1,
        index,
        ledger.tip().timeMs() + Duration.ofMinutes(minutesLater).toMillis(),
        ledger.verifier().verifyAll(List.of(transaction), Runnable::run, 1));
  }

  private EvidenceBundle bundle() {
    try (LedgerSnapshot moment = ledger.snapshot()) {
      Header newest = ledger.header(moment.tip().height()).orElseThrow();
      return new EvidenceBuilder(network.genesis, moment, network.certificate(newest), List.of())
          .histories(HistoryRequest.of(List.of(ann.ref())));
    } catch (UnprovableException refused) {
      throw new AssertionError(refused);
    }
  }

  private EvidenceBundle withoutAuthority(EvidenceBundle sound) {
    StreamId authority = StreamId.ofParty(network.id(), network.party("regulator"));
    return new EvidenceBundle(
        sound.networkId(),
        sound.claim(),
        sound.certificate(),
        sound.anchor(),
        sound.headers(),
        sound.since(),
        sound.streams().stream().filter(it -> !it.streamId().equals(authority)).toList(),
        sound.timestamps());
  }

  private VerifiedEvidence verify(EvidenceBundle bundle) throws EvidenceException {
    return new EvidenceVerifier(network.genesis).verify(bundle.encode(), VerifyOptions.NONE);
  }
}
