package io.consentledger.ledger.state;

import io.consentledger.ledger.model.PreferenceSource;
import io.consentledger.ledger.model.PreferenceValue;

/**
 * A customer's position on one right.
 *
 * @param sinceMs when this position was first taken: repeating an opt-out starts no new period
 */
record Preference(PreferenceValue value, PreferenceSource source, long sinceMs) {
  void encode(RecordWriter out) {
    out.code(value).code(source).u64(sinceMs);
  }

  static Preference decode(RecordReader in) {
    return new Preference(
        in.code(PreferenceValue.class), in.code(PreferenceSource.class), in.u64());
  }
}
