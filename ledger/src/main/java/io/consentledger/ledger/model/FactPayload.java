package io.consentledger.ledger.model;

import io.consentledger.crypto.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A declaration that something was done with a customer's data: never refused as unlawful. */
public sealed interface FactPayload extends SubjectPayload
    permits DataCollected, DataUsed, DataDisclosed, DataReceived, DataErased {
  /** The process under which it was done. */
  ProcessRef process();

  /** What data: terms of the vocabulary, ascending, at least one. */
  List<String> dataCategories();

  /** The commitment to private details, where there are any: docs/spec/commitments.md. */
  @Nullable Digest details();
}
