package io.consentledger.ledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.ProcessFlag;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.state.BlockContext;
import io.consentledger.ledger.state.Effect;
import io.consentledger.ledger.state.Limits;
import io.consentledger.ledger.state.Reason;
import io.consentledger.ledger.state.World;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckerTest {
  private final World world = World.furnished();

  @Test
  void permitsWhatWasGrantedAndSaysOnWhatBasis() {
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    TxId grant = world.newestTxId();
    Decision decision = use("loyalty", "Purchase");
    assertThat(decision.effect()).isEqualTo(Effect.PERMIT);
    assertThat(decision.reasons()).containsExactly(Reason.CONSENT_GIVEN);
    assertThat(decision.basis()).contains(grant);
    assertThat(decision.assurance()).contains(Assurance.SUBJECT_HELD);
    assertThat(decision.obligations())
        .containsExactly(
            new Obligation(
                Obligation.Code.EXPIRES_AT, Long.toString(world.timeMs + 365 * Limits.DAY_MS)),
            new Obligation(Obligation.Code.RETAIN_DAYS_MAX, "365"));
    assertThat(decision.height()).isEqualTo(world.block().height());
  }

  @Test
  void asksForAllDeclaredCategoriesWhereNoneIsNamed() {
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    assertThat(use("loyalty").reasons()).containsExactly(Reason.CATEGORY_NOT_GRANTED);
    world.recorded(world.grant(World.LOYALTY, "Preference", "Purchase"), world.aliceSigner);
    assertThat(use("loyalty").effect()).isEqualTo(Effect.PERMIT);
  }

  @Test
  void deniesFromTheVeryBlockOfTheWithdrawal() {
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    world.recorded(world.withdraw(World.LOYALTY), world.aliceSigner);
    Decision decision = use("loyalty", "Purchase");
    assertThat(decision.effect()).isEqualTo(Effect.DENY);
    assertThat(decision.reasons()).containsExactly(Reason.CONSENT_WITHDRAWN);
    assertThat(decision.basis()).isEmpty();
    assertThat(decision.obligations())
        .extracting(Obligation::code)
        .containsExactly(Obligation.Code.ERASE_UNLESS_OTHER_BASIS);
  }

  @Test
  void tellsWhatHeldThenAndWhatWasKnownThenAroundALateWithdrawal() {
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    BlockContext granted = world.block();
    world.advanceDays(30);
    world.recorded(world.withdraw(World.LOYALTY), world.retailerSigner);
    BlockContext withdrawn = world.block();
    world.advanceDays(1);
    world.recorded(world.collected(World.ORDERS, "Name"), world.retailerSigner);

    assertThat(asOf(withdrawn.timeMs() - 1).effect()).isEqualTo(Effect.PERMIT);
    assertThat(asOf(withdrawn.timeMs()).reasons()).containsExactly(Reason.CONSENT_WITHDRAWN);
    Decision before = known(granted, null);
    assertThat(before.effect()).isEqualTo(Effect.PERMIT);
    assertThat(before.height()).isEqualTo(granted.height());
    assertThat(before.timeMs()).isEqualTo(granted.timeMs());
    assertThat(known(withdrawn, null).reasons()).containsExactly(Reason.CONSENT_WITHDRAWN);
    assertThat(known(withdrawn, granted.timeMs()).effect()).isEqualTo(Effect.PERMIT);
    assertThat(known(granted, withdrawn.timeMs()).reasons())
        .as("what came later wasn't known")
        .containsExactly(Reason.TIME_IN_FUTURE);
  }

  private Decision asOf(long timeMs) {
    return check(query("loyalty", null, null, Operation.USE, timeMs, "Purchase"));
  }

  private Decision known(BlockContext block, @Nullable Long atMs) {
    CheckQuery query =
        new CheckQuery(
            world.alice,
            world.retailer,
            "loyalty",
            null,
            List.of("Purchase"),
            Operation.USE,
            null,
            atMs,
            block.height());
    return Checker.check(world.state, query, block);
  }

  @Test
  void deniesFromTheVeryBlockOfTheOptOutWithoutGrace() {
    world.recorded(world.grant(World.SALE, "AgeRange"), world.aliceSigner);
    assertThat(sell(World.SALE, "broker").effect()).isEqualTo(Effect.PERMIT);
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_OUT), world.retailerSigner);
    Decision decision = sell(World.SALE, "broker");
    assertThat(decision.effect()).isEqualTo(Effect.DENY);
    assertThat(decision.reasons()).containsExactly(Reason.OPTED_OUT_OF_SALE);
    assertThat(decision.obligations())
        .extracting(Obligation::code)
        .containsExactly(Obligation.Code.COMPLY_BEFORE, Obligation.Code.NOTIFY_RECIPIENT);
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_IN), world.aliceSigner);
    assertThat(sell(World.SALE, "broker").effect()).isEqualTo(Effect.PERMIT);
  }

  @Test
  void deniesASaleUnderAConsentToServiceProvision() {
    world.recorded(world.grant(World.LOYALTY, "Preference", "Purchase"), world.aliceSigner);
    assertThat(use("loyalty").effect()).isEqualTo(Effect.PERMIT);
    assertThat(sell(World.LOYALTY, "broker").reasons()).containsExactly(Reason.SALE_NOT_DECLARED);
  }

  @Test
  void deniesANewVersionThatWidensRecipients() {
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    world.recorded(
        world.process(
            new ProcessRef("loyalty", 2), "Consent", List.of("Purchase"), List.of("bank")),
        world.retailerSigner);
    assertThat(use("loyalty", "Purchase").reasons()).containsExactly(Reason.PROCESS_WIDENED);
    assertThat(check(query("loyalty", 1, null, Operation.USE, null, "Purchase")).effect())
        .isEqualTo(Effect.PERMIT);
  }

  @Test
  void permitsByAnotherLegalBasisWithoutConsent() {
    Decision decision = use("orders", "Name");
    assertThat(decision.effect()).isEqualTo(Effect.PERMIT);
    assertThat(decision.reasons()).containsExactly(Reason.LEGAL_BASIS_DECLARED);
    assertThat(decision.basis()).isPresent();
  }

  @Test
  void cannotDecideWhatItDoesNotKnow() {
    assertThat(use("no-such-process", "Name").reasons()).containsExactly(Reason.PROCESS_UNKNOWN);
    assertThat(use("not a process", "Name").reasons()).containsExactly(Reason.PROCESS_UNKNOWN);
    assertThat(sell(World.SALE, null).reasons()).contains(Reason.RECIPIENT_MISSING);
    SubjectRef nobody = new SubjectRef(World.txId(5).digest());
    assertThat(check(ask(nobody, world.retailer)).reasons())
        .containsExactly(Reason.RELATIONSHIP_UNKNOWN);
    for (String process : List.of("no-such-process", "not a process")) {
      assertThat(use(process, "Name").effect()).isEqualTo(Effect.INDETERMINATE);
    }
  }

  @Test
  void doesNotApplyToAControllerWithoutTheRelationship() {
    Decision decision = check(ask(world.alice, world.bank));
    assertThat(decision.effect()).isEqualTo(Effect.NOT_APPLICABLE);
    assertThat(decision.reasons()).containsExactly(Reason.NOT_THIS_CONTROLLER);
  }

  @Test
  void letsADenialWinOverWhatCannotBeDecided() {
    Decision decision = sell(World.SALE, null);
    assertThat(decision.reasons())
        .containsExactly(Reason.RECIPIENT_MISSING, Reason.CONSENT_UNKNOWN);
    assertThat(decision.effect()).isEqualTo(Effect.DENY);
  }

  @Test
  void answersWhatWasPermittedAtATimeInThePast() {
    long before = world.timeMs;
    world.advanceDays(1);
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    long granted = world.timeMs;
    world.advanceDays(1);
    world.recorded(world.withdraw(World.LOYALTY), world.retailerSigner);
    long withdrawn = world.timeMs;
    world.advanceDays(1);
    world.recorded(world.grant(World.LOYALTY, "Preference"), world.aliceSigner);

    assertThat(useAt(before).reasons()).containsExactly(Reason.CONSENT_UNKNOWN);
    assertThat(useAt(granted - 1).reasons()).containsExactly(Reason.CONSENT_UNKNOWN);
    assertThat(useAt(granted).effect()).isEqualTo(Effect.PERMIT);
    assertThat(useAt(withdrawn - 1).effect()).isEqualTo(Effect.PERMIT);
    assertThat(useAt(withdrawn).reasons()).containsExactly(Reason.CONSENT_WITHDRAWN);
    assertThat(useAt(world.timeMs).reasons()).containsExactly(Reason.CATEGORY_NOT_GRANTED);
    assertThat(useAt(world.timeMs + 1).reasons()).containsExactly(Reason.TIME_IN_FUTURE);
    assertThat(useAt(World.START_MS - 1).reasons()).containsExactly(Reason.RELATIONSHIP_UNKNOWN);
  }

  @Test
  void limitsSensitiveUseAndAutomatedDecisionsOnlyWhereTheyHappen() {
    ProcessRef scoring = new ProcessRef("scoring", 1);
    world.recorded(
        world.process(
            scoring, "Contract", List.of("Purchase"), List.of(), ProcessFlag.AUTOMATED_DECISIONS),
        world.retailerSigner);
    world.recorded(
        world.prefer(Right.AUTOMATED_DECISIONS, PreferenceValue.OPTED_OUT), world.aliceSigner);
    assertThat(use("scoring", "Purchase").reasons())
        .containsExactly(Reason.OPTED_OUT_OF_AUTOMATED_DECISIONS);
    assertThat(check(query("scoring", null, null, Operation.COLLECT, null, "Purchase")).effect())
        .isEqualTo(Effect.PERMIT);
    assertThat(use("orders", "Name").effect()).isEqualTo(Effect.PERMIT);
  }

  private Decision use(String process, String... categories) {
    return check(query(process, null, null, Operation.USE, null, categories));
  }

  private Decision useAt(long atMs) {
    return check(query("loyalty", null, null, Operation.USE, atMs, "Purchase"));
  }

  private Decision sell(ProcessRef process, @Nullable String recipient) {
    return check(query(process.id(), process.version(), recipient, Operation.SELL, null));
  }

  private CheckQuery ask(SubjectRef subject, PartyId controller) {
    return new CheckQuery(
        subject, controller, "loyalty", null, List.of(), Operation.USE, null, null, null);
  }

  private CheckQuery query(
      String process,
      @Nullable Integer version,
      @Nullable String recipient,
      Operation operation,
      @Nullable Long atMs,
      String... categories) {
    return new CheckQuery(
        world.alice,
        world.retailer,
        process,
        version,
        List.of(categories),
        operation,
        recipient,
        atMs,
        null);
  }

  private Decision check(CheckQuery query) {
    return Checker.check(world.state, query, world.block());
  }
}
