package io.consentledger.consensus.gate;

import org.apache.ratis.thirdparty.io.grpc.ServerCall;

/** Hears what the engine replies, before it leaves. Any thread. */
public interface CallWrapper {
  /** The call, listened to. */
  <Q, R> ServerCall<Q, R> around(ServerCall<Q, R> call);
}
