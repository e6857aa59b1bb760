package io.consentledger.cli.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.cli.base.CliException;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.evidence.VerifiedRecord;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.DataUsed;
import io.consentledger.ledger.model.Destroyed;
import io.consentledger.ledger.model.ErasureCertificate;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.Residue;
import io.consentledger.ledger.model.RotateKey;
import io.consentledger.ledger.model.Salt;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.TxId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordedDetailsTest {
  private static final Salt SALT = new Salt(Bytes.fromHex("00".repeat(16)));
  private static final PartyId BANK = PartyId.fromHex("b0".repeat(32));
  private static final Digest COMMITMENT = Shares.DETAILS.commitment();
  private static final ShareFile.Shared SHARED = new ShareFile.Shared(id(1), COMMITMENT);

  @Test
  void findsARecordByItsIdOrItsCommitment() throws Exception {
    RecordedDetails recorded = history(used("loyalty", COMMITMENT));
    assertThat(recorded.require(SHARED).txId()).isEqualTo(id(1));
    assertThat(recorded.named(COMMITMENT.toHex()).txId()).isEqualTo(id(1));
    refused(() -> recorded.named("ab".repeat(32)), "record-unknown");
    refused(() -> recorded.require(new ShareFile.Shared(id(2), COMMITMENT)), "record-unknown");
  }

  @Test
  void refusesAnotherCommitmentThanTheLedgerHolds() {
    refused(() -> history(used("loyalty", Digest.ZERO)).require(SHARED), "commitment-mismatch");
    refused(() -> history(used("loyalty", null)).require(SHARED), "commitment-mismatch");
  }

  @Test
  void refusesWhatWasErasedSince() throws Exception {
    Payload used = used("loyalty", COMMITMENT);
    refused(() -> history(used, erased()).require(SHARED), "details-erased");
    refused(() -> history(used, erased("loyalty", "sale")).require(SHARED), "details-erased");
    assertThat(history(used, erased("sale")).require(SHARED).txId()).isEqualTo(id(1));
    ShareFile.Shared later = new ShareFile.Shared(id(2), COMMITMENT);
    assertThat(history(erased(), used).require(later).txId()).isEqualTo(id(2));
  }

  @Test
  void knowsTheCustomersNewestKey() {
    assertThat(history().newestKey()).isEmpty();
    Payload opened =
        OpenRelationship.prove(Shares.NETWORK, SALT, BANK, Shares.SENDER, Assurance.SUBJECT_HELD);
    assertThat(history(opened).newestKey()).contains(Shares.SENDER.verifyingKey());
    Payload rotated = RotateKey.prove(Shares.NETWORK, SALT, BANK, Shares.SUBJECT, Shares.HOLDER);
    assertThat(history(opened, rotated).newestKey()).contains(Shares.HOLDER.verifyingKey());
  }

  private static Payload used(String process, @Nullable Digest details) {
    return new DataUsed(
        SALT, BANK, Shares.SUBJECT, new ProcessRef(process, 1), List.of("Purchase"), null, details);
  }

  private static Payload erased(String... processes) {
    return new ErasureCertificate(
        SALT,
        BANK,
        Shares.SUBJECT,
        List.of(processes),
        List.of(Destroyed.DETAILS),
        Residue.LEDGER_ENTRIES,
        null);
  }

  private static RecordedDetails history(Payload... payloads) {
    StreamId stream = StreamId.ofSubject(Shares.NETWORK, Shares.SUBJECT);
    List<VerifiedRecord> records = new ArrayList<>();
    for (Payload payload : payloads) {
      int seq = records.size() + 1;
      Entry entry = new Entry(payload.kind(), stream, seq, Digest.ZERO, seq, 0, seq, Digest.ZERO);
      records.add(
          new VerifiedRecord(
              entry,
              id(seq),
              payload,
              Shares.SENDER.verifyingKey().id(),
              Optional.empty(),
              List.of()));
    }
    return new RecordedDetails(records);
  }

  private static TxId id(int number) {
    return TxId.fromHex(("0" + number).repeat(32));
  }

  private static void refused(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CliException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
