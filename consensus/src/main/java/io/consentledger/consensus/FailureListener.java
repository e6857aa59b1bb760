package io.consentledger.consensus;

/**
 * Is told once that ordering has stopped for good on this node, on a thread of its own: it may
 * close the orderer and end the process. The engine may still be closing.
 */
@FunctionalInterface
public interface FailureListener {
  void failed(OrdererException failure);
}
