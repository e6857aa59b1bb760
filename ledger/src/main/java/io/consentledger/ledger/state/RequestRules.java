package io.consentledger.ledger.state;

import io.consentledger.ledger.model.OpenRequest;
import io.consentledger.ledger.model.RequestStatus;
import io.consentledger.ledger.model.RequestStatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Requests and what becomes of them. A status that comes too late is recorded with the finding: the
 * deadline was missed whether or not anybody says so.
 */
final class RequestRules {
  private RequestRules() {}

  static void open(Step step, OpenRequest request) throws Refusal {
    step.requireSignedBySubjectOrController(request);
    Cells.request(request.subjectRef(), step.txId())
        .put(step, Request.opened(request.regime(), request.right(), step.block().timeMs()));
    Cells.requests(request.subjectRef()).put(step, step.txId());
  }

  static List<Finding> status(Step step, RequestStatus said) throws Refusal {
    if (said.status() == RequestStatusCode.CANCELLED) {
      step.requireSignedBySubject(said.subjectRef());
    } else {
      step.requireSignedByController(said.controllerId());
    }
    Cell<Request> cell = Cells.request(said.subjectRef(), said.requestId());
    Optional<Request> standing = cell.newest(step.state()).map(Cell.Entry::value);
    Refusal.when(
        standing.isEmpty(),
        RejectionCode.REQUEST_UNKNOWN,
        "this customer made no request " + said.requestId());
    Request request = standing.get();
    requireOrder(request, said.status());
    List<String> missed = missed(step, request, said.status());
    boolean lateExtension =
        said.status() == RequestStatusCode.EXTENDED && missed.contains(Duty.ANSWER);
    if (!lateExtension) {
      cell.put(step, request.with(said.status()));
    }
    return missed.isEmpty()
        ? List.of()
        : List.of(new Finding(FindingCode.REQUEST_DEADLINE_MISSED, Severity.VIOLATION, missed));
  }

  private static void requireOrder(Request request, RequestStatusCode status) throws Refusal {
    Refusal.when(
        !request.isOpen(), RejectionCode.REQUEST_CLOSED, "the request is " + request.reached());
    boolean outOfOrder =
        (status == RequestStatusCode.ACKNOWLEDGED && request.isAcknowledged())
            || (status == RequestStatusCode.EXTENDED && request.isExtended());
    Refusal.when(
        outOfOrder,
        RejectionCode.REQUEST_STATUS_ORDER,
        status + " where the request is " + request.reached());
  }

  private static List<String> missed(Step step, Request request, RequestStatusCode status) {
    List<String> missed = new ArrayList<>();
    if (status == RequestStatusCode.CANCELLED) {
      return missed;
    }
    long timeMs = step.block().timeMs();
    boolean late =
        request.acknowledgeEndMs(step.state(), timeMs).stream().anyMatch(end -> timeMs >= end);
    if (late && !request.isAcknowledged()) {
      missed.add(Duty.ACKNOWLEDGE);
    }
    if (status != RequestStatusCode.ACKNOWLEDGED && timeMs >= request.answerEndMs()) {
      missed.add(Duty.ANSWER);
    }
    return missed;
  }
}
