package io.consentledger.ledger.evidence;

/** How places in a bundle are written: as the fields of the file, counted from 0. */
final class Places {
  static final String ANCHOR_HEADER = "anchor.header";
  static final String CERTIFICATE = "anchor.certificate";
  static final String RECORD = "records";
  static final String SINCE = "since";

  private Places() {}

  static String header(int index) {
    return "headers[" + index + "]";
  }

  static String stream(int index) {
    return "streams[" + index + "]";
  }

  static String record(int stream, int record) {
    return stream(stream) + ".records[" + record + "]";
  }
}
