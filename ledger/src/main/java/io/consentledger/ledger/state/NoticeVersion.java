package io.consentledger.ledger.state;

import java.util.List;

/** What rules need to know of a published notice version. */
record NoticeVersion(List<String> languages) {
  void encode(RecordWriter out) {
    out.texts(languages);
  }

  static NoticeVersion decode(RecordReader in) {
    return new NoticeVersion(in.texts());
  }
}
