package io.consentledger.node;

import io.consentledger.consensus.OrdererStatus;
import io.consentledger.consensus.certify.CertifierStatus;
import io.consentledger.node.health.Condition;
import io.consentledger.node.health.Readiness;
import java.util.Optional;
import java.util.function.Supplier;

/** What the parts of a node say about themselves, as conditions of its readiness. */
final class NodeConditions {
  private NodeConditions() {}

  static void ordering(Readiness readiness, Supplier<OrdererStatus> ordering) {
    readiness.probe(
        Condition.ORDERING_FAILED,
        () -> Optional.ofNullable(ordering.get().failure()).map(Throwable::getMessage));
    readiness.probe(
        Condition.NO_LEADER,
        () ->
            ordering.get().leaderId() == null
                ? Optional.of("this node is " + ordering.get().role() + " and knows no leader")
                : Optional.empty());
  }

  static void certification(Readiness readiness, Supplier<CertifierStatus> certification) {
    readiness.probe(Condition.CERTIFICATION_HALTED, () -> certification.get().halted());
    readiness.probe(
        Condition.EVIDENCE,
        () ->
            certification.get().evidence().stream()
                .findFirst()
                .map(
                    first ->
                        first.kind().code()
                            + " at "
                            + first.place()
                            + "; read docs/how-to/act-on-evidence.md"));
  }
}
