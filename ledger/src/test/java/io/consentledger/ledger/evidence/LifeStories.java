package io.consentledger.ledger.evidence;

import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.LedgerException;
import io.consentledger.ledger.evidence.EvidenceNetwork.Customer;
import io.consentledger.ledger.model.Acknowledge;
import io.consentledger.ledger.model.DataCollected;
import io.consentledger.ledger.model.DataDisclosed;
import io.consentledger.ledger.model.DataUsed;
import io.consentledger.ledger.model.DecideConsent;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.DeclareProcess;
import io.consentledger.ledger.model.Delegate;
import io.consentledger.ledger.model.DelegationCapacity;
import io.consentledger.ledger.model.DelegationScope;
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
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.Regime;
import io.consentledger.ledger.model.RequestRight;
import io.consentledger.ledger.model.Residue;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.model.RotateKey;
import io.consentledger.ledger.model.SetPreference;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TxId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sound bundles about customers of a bank to whom more happens than a grant: a key that gave way, a
 * guardian, a legal hold, an erasure, an unanswered request, consents that aren't there, an
 * objection, a restriction, and a grant for one recipient alone.
 */
final class LifeStories {
  private static final ProcessRef FRAUD = new ProcessRef("fraud-prevention", 1);
  private static final ProcessRef PARTNERS = new ProcessRef("partners", 1);
  private static final long YEAR_MS = 365L * 24 * 3600 * 1000;

  private final EvidenceNetwork network;
  private final Path folder;

  /**
   * @param folder for the ledgers, which are gone afterwards
   */
  LifeStories(EvidenceNetwork network, Path folder) {
    this.network = network;
    this.folder = folder;
  }

  List<TamperCase> cases() throws LedgerException {
    List<TamperCase> cases = new ArrayList<>();
    rotationAndDelegation(cases);
    hold(cases);
    erasure(cases);
    absence(cases);
    objection(cases);
    forNobodyElse(cases);
    return cases;
  }

  private void rotationAndDelegation(List<TamperCase> cases) throws LedgerException {
    Customer dan = network.customer("dan", "bank");
    SigningKey guardian = EvidenceNetwork.key("guardian of dan");
    SigningKey next = EvidenceNetwork.key("the next key of dan");
    Transaction rotation =
        network.sign(
            RotateKey.prove(network.id(), network.salt(), dan.controllerId(), dan.ref(), next),
            dan.key());
    Transaction delegation =
        network.sign(
            Delegate.toPerson(
                network.id(),
                network.salt(),
                dan.controllerId(),
                dan.ref(),
                DelegationCapacity.GUARDIAN,
                guardian,
                List.of(DelegationScope.DECIDE),
                EvidenceNetwork.CREATED_MS + YEAR_MS),
            next);
    Transaction grant = network.sign(granting(dan), guardian);
    try (Story story = new Story(network, folder.resolve("dan"))) {
      story.commit(network.open(dan), rotation, delegation, grant);
      story.commit(network.use(dan));
      cases.add(good("a rotation, and a guardian's grant", story.histories(dan)));
      cases.add(good("a decision on a guardian's grant", story.answer(question(dan))));
      cases.add(
          good("a receipt that a rotation and a delegation lead to", story.receipt(grant.id())));
    }
  }

  private void hold(List<TamperCase> cases) throws LedgerException {
    Customer eve = network.customer("eve", "bank");
    try (Story story = new Story(network, folder.resolve("eve"))) {
      story.commit(network.open(eve), network.grant(eve), collected(eve));
      story.commit(hold(eve, HoldAction.PLACED));
      cases.add(good("a legal hold", story.histories(eve)));
      story.commit(hold(eve, HoldAction.LIFTED));
      cases.add(good("a legal hold that was lifted", story.histories(eve)));
    }
  }

  private void erasure(List<TamperCase> cases) throws LedgerException {
    Customer fay = network.customer("fay", "bank");
    Transaction certificate = network.sign(certificate(fay), EvidenceNetwork.key("bank"));
    try (Story story = new Story(network, folder.resolve("fay"))) {
      story.commit(network.open(fay), network.grant(fay), collected(fay), disclosed(fay));
      story.commit(certificate);
      cases.add(good("an erasure that a recipient hasn't acknowledged", story.histories(fay)));
      story.commit(acknowledged(fay, certificate.id()), network.use(fay));
      cases.add(good("an erasure, and a use after it", story.histories(fay)));
      cases.add(good("a decision about what was erased", story.answer(question(fay))));
    }
  }

  private void absence(List<TamperCase> cases) throws LedgerException {
    Customer gil = network.customer("gil", "bank");
    try (Story story = new Story(network, folder.resolve("gil"))) {
      story.commit(network.open(gil), asked(gil, Regime.CCPA), asked(gil, Regime.GDPR));
      cases.add(good("a decision where nobody consented", story.answer(question(gil))));
      story.commit(network.grant(gil), network.withdraw(gil));
      cases.add(good("a decision where consent was withdrawn", story.answer(question(gil))));
      cases.add(good("requests that nobody answered", story.histories(gil)));
    }
  }

  private void objection(List<TamperCase> cases) throws LedgerException {
    Customer hal = network.customer("hal", "bank");
    try (Story story = new Story(network, folder.resolve("hal"))) {
      story.commit(fraudPrevention(), network.open(hal), disclosed(hal));
      story.commit(network.sign(optOut(hal, Right.OBJECTION), hal.key()), usedFor(FRAUD, hal));
      cases.add(good("an objection, and a use after it", story.histories(hal)));
    }
    Customer ivy = network.customer("ivy", "bank");
    try (Story story = new Story(network, folder.resolve("ivy"))) {
      story.commit(network.open(ivy), byBank(optOut(ivy, Right.RESTRICTION)));
      cases.add(good("a decision under a restriction", story.answer(question(ivy))));
      story.commit(network.use(ivy), network.grant(ivy));
      story.commit(network.use(ivy));
      cases.add(good("a restriction, and a consent after it", story.histories(ivy)));
    }
  }

  private void forNobodyElse(List<TamperCase> cases) throws LedgerException {
    Customer kim = network.customer("kim", "bank");
    try (Story story = new Story(network, folder.resolve("kim"))) {
      story.commit(passedOn("adtech", "broker"), network.open(kim));
      story.commit(network.sign(granting(kim, PARTNERS, List.of("broker")), kim.key()));
      cases.add(good("a decision for a recipient of a grant", story.answer(about(kim, "broker"))));
      cases.add(good("a decision for no such recipient", story.answer(about(kim, "adtech"))));
      story.commit(disclosed(kim, PARTNERS, "broker"), disclosed(kim, PARTNERS, "adtech"));
      story.commit(network.sign(used(kim, PARTNERS), EvidenceNetwork.key("adtech")));
      cases.add(good("a grant for one recipient, and two that got data", story.histories(kim)));
    }
  }

  private static CheckQuery about(Customer customer, String recipient) {
    return new CheckQuery(
        customer.ref(),
        customer.controllerId(),
        PARTNERS.id(),
        null,
        List.of(),
        Operation.DISCLOSE,
        recipient,
        null,
        null);
  }

  private Transaction passedOn(String... recipients) {
    return byBank(
        new DeclareProcess(
            network.salt(),
            network.party("bank"),
            PARTNERS.id(),
            PARTNERS.version(),
            EvidenceNetwork.NOTICE,
            List.of("Marketing"),
            "Consent",
            List.of("EmailAddress"),
            List.of(recipients),
            List.of("EU"),
            365,
            "EU",
            List.of()));
  }

  private static TamperCase good(String what, EvidenceBundle bundle) {
    return TamperCase.of("good: " + what, TamperCase.VERIFIED, bundle);
  }

  private static CheckQuery question(Customer customer) {
    return new CheckQuery(
        customer.ref(),
        customer.controllerId(),
        EvidenceNetwork.PROCESS.id(),
        null,
        List.of("EmailAddress"),
        Operation.USE,
        null,
        null,
        null);
  }

  private Transaction fraudPrevention() {
    return byBank(
        new DeclareProcess(
            network.salt(),
            network.party("bank"),
            FRAUD.id(),
            FRAUD.version(),
            EvidenceNetwork.NOTICE,
            List.of("ServiceProvision"),
            "LegitimateInterest",
            List.of("EmailAddress"),
            List.of(),
            List.of("EU"),
            365,
            "EU",
            List.of()));
  }

  private SetPreference optOut(Customer customer, Right right) {
    return new SetPreference(
        network.salt(),
        customer.controllerId(),
        customer.ref(),
        right,
        PreferenceValue.OPTED_OUT,
        PreferenceSource.FORM);
  }

  private Transaction usedFor(ProcessRef process, Customer customer) {
    return byBank(used(customer, process));
  }

  private DataUsed used(Customer customer, ProcessRef process) {
    return new DataUsed(
        network.salt(),
        customer.controllerId(),
        customer.ref(),
        process,
        List.of("EmailAddress"),
        null);
  }

  private DecideConsent granting(Customer customer) {
    return granting(customer, EvidenceNetwork.PROCESS, List.of());
  }

  private DecideConsent granting(Customer customer, ProcessRef process, List<String> recipients) {
    return new DecideConsent(
        network.salt(),
        customer.controllerId(),
        customer.ref(),
        DecisionCode.GIVEN,
        process,
        EvidenceNetwork.NOTICE,
        "en",
        List.of("EmailAddress"),
        EvidenceNetwork.CREATED_MS + YEAR_MS,
        recipients,
        null);
  }

  private Transaction collected(Customer customer) {
    return byBank(
        new DataCollected(
            network.salt(),
            customer.controllerId(),
            customer.ref(),
            EvidenceNetwork.PROCESS,
            List.of("EmailAddress"),
            null));
  }

  private Transaction disclosed(Customer customer) {
    return disclosed(customer, EvidenceNetwork.PROCESS, "adtech");
  }

  private Transaction disclosed(Customer customer, ProcessRef process, String recipient) {
    return byBank(
        new DataDisclosed(
            network.salt(),
            customer.controllerId(),
            customer.ref(),
            process,
            List.of("EmailAddress"),
            recipient,
            Disclosure.PROCESSOR,
            null));
  }

  private Transaction hold(Customer customer, HoldAction action) {
    return network.sign(
        new LegalHold(
            network.salt(),
            customer.controllerId(),
            customer.ref(),
            null,
            action,
            HoldGround.ORDER),
        EvidenceNetwork.key("regulator"));
  }

  private ErasureCertificate certificate(Customer customer) {
    return new ErasureCertificate(
        network.salt(),
        customer.controllerId(),
        customer.ref(),
        List.of(EvidenceNetwork.PROCESS.id()),
        List.of(Destroyed.KEYS, Destroyed.DATA),
        Residue.LEDGER_ENTRIES,
        null);
  }

  private Transaction acknowledged(Customer customer, TxId id) {
    return network.sign(
        new Acknowledge(network.salt(), customer.controllerId(), customer.ref(), id),
        EvidenceNetwork.key("adtech"));
  }

  private Transaction asked(Customer customer, Regime regime) {
    return network.sign(
        new OpenRequest(
            network.salt(), customer.controllerId(), customer.ref(), regime, RequestRight.ACCESS),
        customer.key());
  }

  private Transaction byBank(Payload payload) {
    return network.sign(payload, EvidenceNetwork.key("bank"));
  }
}
