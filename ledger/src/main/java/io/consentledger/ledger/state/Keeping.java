package io.consentledger.ledger.state;

import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.model.FactPayload;
import io.consentledger.ledger.tx.PartyId;

/**
 * Where data is kept: by one organisation, under one process. What a recipient says of its own data
 * tells nothing of the controller's.
 *
 * @param holder the organisation's name; empty for the controller
 */
record Keeping(String processId, String holder) {
  /** The controller's place among holders: no name is empty. */
  static final String CONTROLLER = "";

  static Keeping byController(String processId) {
    return new Keeping(processId, CONTROLLER);
  }

  /** By whoever signed the fact. */
  static Keeping bySigner(Step step, FactPayload fact) {
    String name = step.signingParty().map(Organisation::name).orElse(CONTROLLER);
    return by(step, fact, name);
  }

  /** By the organisation with this name. */
  static Keeping by(Step step, FactPayload fact, String name) {
    boolean controller = name.equals(nameOf(step, fact.controllerId()));
    return new Keeping(fact.process().id(), controller ? CONTROLLER : name);
  }

  private static String nameOf(Step step, PartyId party) {
    return step.genesis().organisation(party).map(Organisation::name).orElse(CONTROLLER);
  }

  void encode(RecordWriter out) {
    out.text(processId).text(holder);
  }

  static Keeping decode(RecordReader in) {
    return new Keeping(in.text(), in.text());
  }
}
