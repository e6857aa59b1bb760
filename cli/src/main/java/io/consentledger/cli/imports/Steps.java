package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.PreferenceSource;
import io.consentledger.ledger.model.Right;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Instructions about one person, as {@code consent submit} takes them. A person who isn't known yet
 * gets a relationship first, whose key the importer holds and says so.
 */
final class Steps {
  private final String controller;
  private final Customers.Customer customer;
  private final List<ObjectNode> list = new ArrayList<>();

  Steps(String controller, Customers.Customer customer) {
    this.controller = controller;
    this.customer = customer;
    if (customer.takeNew()) {
      list.add(step("open").put("assurance", Assurance.IMPORTED_UNSIGNED.name()));
    }
  }

  /** Opts out, relayed by the controller, in a fixed order. */
  Steps optOut(Set<Right> rights, PreferenceSource source) {
    for (Right right : rights.isEmpty() ? rights : EnumSet.copyOf(rights)) {
      list.add(
          step("opt-out")
              .put("right", right.name())
              .put("source", source.name())
              .put("by", controller));
    }
    return this;
  }

  /** Withdraws, relayed by the controller: the process may be written with its version. */
  Steps withdraw(String process) {
    list.add(step("withdraw").put("process", process).put("by", controller));
    return this;
  }

  Steps refuse(String process) {
    list.add(step("refuse").put("process", process));
    return this;
  }

  Steps grant(String process, String validUntil) {
    list.add(step("grant").put("process", process).put("validUntil", validUntil));
    return this;
  }

  List<ObjectNode> done() {
    return List.copyOf(list);
  }

  private ObjectNode step(String verb) {
    return Json.object()
        .put("do", verb)
        .put(customer.isWallet() ? "wallet" : "subject", customer.name())
        .put("controller", controller);
  }
}
