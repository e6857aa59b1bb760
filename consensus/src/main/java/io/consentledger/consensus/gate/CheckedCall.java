package io.consentledger.consensus.gate;

import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCallListener;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.Status;

/** Ends a call at its first message that is refused; the engine sees nothing of it. */
final class CheckedCall<Q>
    extends ForwardingServerCallListener.SimpleForwardingServerCallListener<Q> {
  private final GrantedVotes<Q, ?> call;
  private final String nodeId;
  private final GateRules rules;
  private final PeerRefusals refusals;
  private boolean refused;

  CheckedCall(
      ServerCall.Listener<Q> delegate,
      GrantedVotes<Q, ?> call,
      String nodeId,
      GateRules rules,
      PeerRefusals refusals) {
    super(delegate);
    this.call = call;
    this.nodeId = nodeId;
    this.rules = rules;
    this.refusals = refusals;
  }

  @Override
  public void onMessage(Q message) {
    if (refused) {
      return;
    }
    try {
      rules.check(nodeId, message);
    } catch (RefusedException why) {
      refuse(why);
      return;
    }
    call.asked(message);
    super.onMessage(message);
  }

  private void refuse(RefusedException why) {
    refused = true;
    refusals.refused(nodeId, why);
    call.close(
        Status.PERMISSION_DENIED.withDescription(why.refusal().code() + ": " + why.getMessage()),
        new Metadata());
    super.onCancel();
  }

  @Override
  public void onHalfClose() {
    if (!refused) {
      super.onHalfClose();
    }
  }

  @Override
  public void onCancel() {
    if (!refused) {
      super.onCancel();
    }
  }

  @Override
  public void onComplete() {
    if (!refused) {
      super.onComplete();
    }
  }

  @Override
  public void onReady() {
    if (!refused) {
      super.onReady();
    }
  }
}
