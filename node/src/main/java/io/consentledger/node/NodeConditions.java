package io.consentledger.node;

import io.consentledger.consensus.OrdererStatus;
import io.consentledger.consensus.certify.CertifierStatus;
import io.consentledger.consensus.certify.Halt;
import io.consentledger.node.config.Limits;
import io.consentledger.node.health.Condition;
import io.consentledger.node.health.Lag;
import io.consentledger.node.health.Readiness;
import io.consentledger.node.pipeline.CatchUp;
import io.consentledger.node.pipeline.PipelineAssembly;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What the parts of a node say about themselves, as conditions of its readiness. */
final class NodeConditions {
  private NodeConditions() {}

  static void ordering(
      Readiness readiness, Supplier<OrdererStatus> ordering, PipelineAssembly pipeline) {
    readiness.probe(
        Condition.ORDERING_FAILED,
        () -> Optional.ofNullable(ordering.get().failure()).map(Throwable::getMessage));
    readiness.probe(
        Condition.NO_LEADER,
        () ->
            ordering.get().leaderId() == null
                ? Optional.of("this node is " + ordering.get().role() + " and knows no leader")
                : Optional.empty());
    readiness.probe(Condition.NO_QUORUM, pipeline.quorum()::unreached);
    readiness.probe(Condition.STORAGE_FAILING, pipeline::diskTrouble);
    readiness.probe(Condition.PROPOSING_FAILS, pipeline::proposingFails);
    Lag applying =
        new Lag(
            () -> ordering.get().commitIndex(),
            () -> ordering.get().appliedIndex(),
            Limits.APPLY_PATIENCE,
            System::nanoTime);
    readiness.probe(
        Condition.THREAD_ENDED,
        () -> {
          List<String> stuck = new ArrayList<>(pipeline.ended());
          if (pipeline.catchUp().isEmpty()) {
            // While it catches up that thread waits for it.
            applying.look().ifPresent(committed -> stuck.add("the engine's applying thread"));
          }
          return stuck.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", stuck));
        });
  }

  static void catchingUp(Readiness readiness, Supplier<Optional<CatchUp>> catchUp) {
    readiness.probe(Condition.CATCHING_UP, () -> catchUp.get().map(CatchUp::toString));
  }

  /**
   * @param height of this node's newest block
   * @param majority members that order needs, this node among them
   */
  static void certification(
      Readiness readiness,
      Supplier<CertifierStatus> certification,
      LongSupplier height,
      int majority) {
    readiness.probe(
        Condition.NOT_COMPARED,
        () ->
            certification.get().peersHeard() + 1 < majority
                ? Optional.of(
                    certification.get().peersHeard()
                        + " peers heard of, "
                        + (majority - 1)
                        + " needed")
                : Optional.empty());
    Lag lag =
        new Lag(
            () -> certification.get().provenHeight(),
            height,
            Limits.CERTIFIED_PATIENCE,
            System::nanoTime);
    readiness.probe(
        Condition.BEHIND_CERTIFIED,
        () ->
            lag.look()
                .map(
                    certified ->
                        "a quorum certified block "
                            + certified
                            + ", the newest here is "
                            + height.getAsLong()));
    readiness.probe(
        Condition.STATE_DIFFERS, () -> halted(certification.get(), Halt.Kind.STATE_DIFFERS));
    readiness.probe(
        Condition.CERTIFICATION_HALTED,
        () -> halted(certification.get(), Halt.Kind.OWN_VOTE_DIFFERS, Halt.Kind.CERTIFIER_FAILED));
    readiness.probe(Condition.EVIDENCE, () -> evidence(certification.get()));
  }

  private static Optional<String> halted(CertifierStatus status, Halt.Kind... kinds) {
    return status.halted().filter(halt -> List.of(kinds).contains(halt.kind())).map(Halt::reason);
  }

  private static Optional<String> evidence(CertifierStatus status) {
    return status.evidence().stream()
        .findFirst()
        .map(
            first ->
                first.kind().code()
                    + " at "
                    + first.place()
                    + "; read docs/how-to/act-on-evidence.md");
  }
}
