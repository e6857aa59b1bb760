package io.consentledger.ledger.evidence;

import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.LedgerException;
import io.consentledger.ledger.evidence.EvidenceNetwork.Customer;
import io.consentledger.ledger.model.Acknowledge;
import io.consentledger.ledger.model.DataCollected;
import io.consentledger.ledger.model.DataDisclosed;
import io.consentledger.ledger.model.DataErased;
import io.consentledger.ledger.model.DataUsed;
import io.consentledger.ledger.model.DecideConsent;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.DeclareProcess;
import io.consentledger.ledger.model.Destroyed;
import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.ErasureCertificate;
import io.consentledger.ledger.model.HoldAction;
import io.consentledger.ledger.model.HoldGround;
import io.consentledger.ledger.model.LegalHold;
import io.consentledger.ledger.model.OpenRequest;
import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.PreferenceSource;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.ProcessFlag;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.Regime;
import io.consentledger.ledger.model.RequestRight;
import io.consentledger.ledger.model.RequestStatus;
import io.consentledger.ledger.model.RequestStatusCode;
import io.consentledger.ledger.model.Residue;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.model.SetPreference;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TxId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sound bundles in which the ledger finds something wrong: one at least of every kind. */
final class FindingStories {
  private static final ProcessRef ADS = new ProcessRef("ads", 1);
  private static final ProcessRef CLINIC = new ProcessRef("clinic", 1);
  private static final ProcessRef ORDERS = new ProcessRef("orders", 1);
  private static final long YEARS_MS = Duration.ofDays(800).toMillis();
  private static final String EMAIL = "EmailAddress";

  private final EvidenceNetwork network;
  private final Path folder;
  private final List<TamperCase> cases = new ArrayList<>();

  /**
   * @param folder for the ledgers
   */
  FindingStories(EvidenceNetwork network, Path folder) {
    this.network = network;
    this.folder = folder;
  }

  List<TamperCase> cases() throws LedgerException {
    saleAndSharing();
    sensitive();
    outside();
    reliesOn();
    retention();
    hold();
    late();
    questions();
    return cases;
  }

  private void good(String what, EvidenceBundle bundle) {
    cases.add(TamperCase.of("good: " + what, TamperCase.VERIFIED, bundle));
  }

  /** An opt-out of sales recalls from those alone whom data was sold to, and so with sharing. */
  private void saleAndSharing() throws LedgerException {
    Customer jo = network.customer("jo", "bank");
    try (Story story = new Story(network, folder.resolve("jo"))) {
      story.commit(
          declare(ADS, "Consent", List.of(EMAIL), 365, ProcessFlag.SALE, ProcessFlag.SHARE),
          network.open(jo),
          grant(jo, ADS, EMAIL));
      story.commit(
          disclose(jo, ADS, EMAIL, "adtech", Disclosure.SALE, null),
          disclose(jo, ADS, EMAIL, "retailer", Disclosure.SHARE, null));
      story.commit(optOut(jo, Right.SALE));
      good("an opt-out of sales: who got data by sharing owes nothing", story.histories(jo));
      story.commit(disclose(jo, ADS, EMAIL, "adtech", Disclosure.SALE, null));
      good("a sale in the time to comply", story.histories(jo));
      story.commitAfter(
          Duration.ofDays(30), disclose(jo, ADS, EMAIL, "adtech", Disclosure.SALE, null));
      good("a sale after the time to comply", story.histories(jo));
    }
    Customer kit = network.customer("kit", "bank");
    try (Story story = new Story(network, folder.resolve("kit"))) {
      story.commit(
          declare(ADS, "Consent", List.of(EMAIL), 365, ProcessFlag.SALE, ProcessFlag.SHARE),
          network.open(kit),
          grant(kit, ADS, EMAIL));
      story.commit(
          disclose(kit, ADS, EMAIL, "adtech", Disclosure.SALE, null),
          disclose(kit, ADS, EMAIL, "retailer", Disclosure.SHARE, null));
      story.commit(optOut(kit, Right.SHARE));
      story.commitAfter(
          Duration.ofDays(30), disclose(kit, ADS, EMAIL, "retailer", Disclosure.SHARE, null));
      good("an opt-out of sharing: who bought data owes nothing", story.histories(kit));
    }
  }

  private void sensitive() throws LedgerException {
    Customer lee = network.customer("lee", "bank");
    try (Story story = new Story(network, folder.resolve("lee"))) {
      story.commit(
          declare(CLINIC, "A9-2-a", List.of("MedicalHealth"), 365),
          network.open(lee),
          grant(lee, CLINIC, "MedicalHealth"));
      story.commit(optOut(lee, Right.SENSITIVE), use(lee, CLINIC, "MedicalHealth", null));
      good("sensitive data, in the time to comply with an opt-out", story.histories(lee));
      good("a decision about sensitive data", story.answer(question(lee, "MedicalHealth")));
      story.commitAfter(Duration.ofDays(30), use(lee, CLINIC, "MedicalHealth", null));
      good("sensitive data after an opt-out", story.histories(lee));
    }
  }

  private void outside() throws LedgerException {
    Customer mia = network.customer("mia", "bank");
    try (Story story = new Story(network, folder.resolve("mia"))) {
      story.commit(network.open(mia), network.grant(mia));
      story.commit(
          use(mia, new ProcessRef("marketing", 2), EMAIL, null),
          use(mia, EvidenceNetwork.PROCESS, "Name", null),
          disclose(mia, EvidenceNetwork.PROCESS, EMAIL, "retailer", Disclosure.SALE, null));
      good("what no process declares", story.histories(mia));
    }
  }

  /** What a use relied on is told where it isn't what stands, though the use was denied or not. */
  private void reliesOn() throws LedgerException {
    Customer ned = network.customer("ned", "bank");
    try (Story story = new Story(network, folder.resolve("ned"))) {
      Transaction first = network.grant(ned);
      Transaction second = network.grant(ned);
      story.commit(network.open(ned), first);
      story.commit(second, use(ned, EvidenceNetwork.PROCESS, EMAIL, first.id()));
      story.commit(
          use(ned, EvidenceNetwork.PROCESS, "Name", second.id()),
          use(ned, EvidenceNetwork.PROCESS, "Name", first.id()));
      story.commit(network.withdraw(ned), use(ned, EvidenceNetwork.PROCESS, EMAIL, second.id()));
      good("uses that rely on grants, some on another one", story.histories(ned));
    }
  }

  private void retention() throws LedgerException {
    Customer ola = network.customer("ola", "bank");
    try (Story story = new Story(network, folder.resolve("ola"))) {
      story.commit(
          declare(ORDERS, "Contract", List.of(EMAIL), 10),
          network.open(ola),
          sign(
              new DataCollected(
                  network.salt(), ola.controllerId(), ola.ref(), ORDERS, List.of(EMAIL), null)));
      story.commitAfter(Duration.ofDays(20), use(ola, ORDERS, EMAIL, null));
      good("a use after the end of the retention", story.histories(ola));
    }
  }

  private void hold() throws LedgerException {
    Customer pia = network.customer("pia", "bank");
    try (Story story = new Story(network, folder.resolve("pia"))) {
      story.commit(network.open(pia), network.grant(pia));
      story.commit(
          network.sign(
              new LegalHold(
                  network.salt(),
                  pia.controllerId(),
                  pia.ref(),
                  EvidenceNetwork.PROCESS.id(),
                  HoldAction.PLACED,
                  HoldGround.ORDER),
              EvidenceNetwork.key("regulator")));
      story.commit(
          sign(
              new DataErased(
                  network.salt(),
                  pia.controllerId(),
                  pia.ref(),
                  EvidenceNetwork.PROCESS,
                  List.of(EMAIL))),
          sign(
              new ErasureCertificate(
                  network.salt(),
                  pia.controllerId(),
                  pia.ref(),
                  List.of(EvidenceNetwork.PROCESS.id()),
                  List.of(Destroyed.DATA),
                  Residue.LEDGER_ENTRIES,
                  null)));
      good("erasures against a legal hold", story.histories(pia));
    }
  }

  private void late() throws LedgerException {
    Customer quin = network.customer("quin", "bank");
    try (Story story = new Story(network, folder.resolve("quin"))) {
      Transaction request =
          network.sign(
              new OpenRequest(
                  network.salt(),
                  quin.controllerId(),
                  quin.ref(),
                  Regime.CCPA,
                  RequestRight.ACCESS),
              quin.key());
      story.commit(network.open(quin), request);
      story.commitAfter(
          Duration.ofDays(60),
          sign(
              new RequestStatus(
                  network.salt(),
                  quin.controllerId(),
                  quin.ref(),
                  request.id(),
                  RequestStatusCode.COMPLETED,
                  null)));
      good("an answer that comes too late", story.histories(quin));
    }
    Customer rob = network.customer("rob", "bank");
    try (Story story = new Story(network, folder.resolve("rob"))) {
      Transaction withdrawal = network.withdraw(rob);
      story.commit(
          network.open(rob),
          network.grant(rob),
          disclose(rob, EvidenceNetwork.PROCESS, EMAIL, "adtech", Disclosure.PROCESSOR, null));
      story.commit(withdrawal);
      story.commitAfter(
          Duration.ofDays(60),
          network.sign(
              new Acknowledge(network.salt(), rob.controllerId(), rob.ref(), withdrawal.id()),
              EvidenceNetwork.key("adtech")));
      good("an acknowledgement that comes too late", story.histories(rob));
    }
  }

  /** The categories of a question may stand in any order, and more than once. */
  private void questions() throws LedgerException {
    Customer sue = network.customer("sue", "bank");
    try (Story story = new Story(network, folder.resolve("sue"))) {
      story.commit(network.open(sue), network.grant(sue));
      good(
          "a decision about categories in no order, one of them twice",
          story.answer(question(sue, "Preference", EMAIL, EMAIL)));
      good(
          "a decision about a version beyond every bound",
          story.answer(
              new CheckQuery(
                  sue.ref(),
                  sue.controllerId(),
                  EvidenceNetwork.PROCESS.id(),
                  Integer.MAX_VALUE,
                  List.of(EMAIL),
                  Operation.USE,
                  null,
                  null,
                  null)));
    }
  }

  private CheckQuery question(Customer customer, String... categories) {
    boolean health = List.of(categories).contains("MedicalHealth");
    return new CheckQuery(
        customer.ref(),
        customer.controllerId(),
        health ? CLINIC.id() : EvidenceNetwork.PROCESS.id(),
        null,
        List.of(categories),
        Operation.USE,
        null,
        null,
        null);
  }

  private Transaction declare(
      ProcessRef process, String basis, List<String> categories, int days, ProcessFlag... flags) {
    return sign(
        new DeclareProcess(
            network.salt(),
            network.party("bank"),
            process.id(),
            process.version(),
            EvidenceNetwork.NOTICE,
            List.of("ServiceProvision"),
            basis,
            categories,
            List.of("adtech", "retailer"),
            List.of("EU"),
            days,
            "EU",
            List.of(flags)));
  }

  private Transaction grant(Customer customer, ProcessRef process, String category) {
    return network.sign(
        new DecideConsent(
            network.salt(),
            customer.controllerId(),
            customer.ref(),
            DecisionCode.GIVEN,
            process,
            EvidenceNetwork.NOTICE,
            "en",
            List.of(category),
            EvidenceNetwork.CREATED_MS + YEARS_MS),
        customer.key());
  }

  private Transaction optOut(Customer customer, Right right) {
    return network.sign(
        new SetPreference(
            network.salt(),
            customer.controllerId(),
            customer.ref(),
            right,
            PreferenceValue.OPTED_OUT,
            PreferenceSource.GPC),
        customer.key());
  }

  private Transaction use(
      Customer customer, ProcessRef process, String category, @Nullable TxId reliesOn) {
    return sign(
        new DataUsed(
            network.salt(),
            customer.controllerId(),
            customer.ref(),
            process,
            List.of(category),
            reliesOn));
  }

  private Transaction disclose(
      Customer customer,
      ProcessRef process,
      String category,
      String recipient,
      Disclosure disclosure,
      @Nullable TxId reliesOn) {
    return sign(
        new DataDisclosed(
            network.salt(),
            customer.controllerId(),
            customer.ref(),
            process,
            List.of(category),
            recipient,
            disclosure,
            reliesOn));
  }

  private Transaction sign(Payload payload) {
    SigningKey bank = EvidenceNetwork.key("bank");
    return network.sign(payload, bank);
  }
}
