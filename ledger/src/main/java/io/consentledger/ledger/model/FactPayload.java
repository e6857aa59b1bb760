package io.consentledger.ledger.model;

import java.util.List;

/** A declaration that something was done with a customer's data: never refused as unlawful. */
public sealed interface FactPayload extends SubjectPayload
    permits DataCollected, DataUsed, DataDisclosed, DataReceived, DataErased {
  /** The process under which it was done. */
  ProcessRef process();

  /** What data: terms of the vocabulary, ascending, at least one. */
  List<String> dataCategories();
}
