package io.consentledger.consensus;

/**
 * Is told once that ordering has stopped for good on this node, on a thread of its own: it may
 * close the orderer and end the process.
 */
@FunctionalInterface
public interface FailureListener {
  void failed(OrdererException failure);
}
