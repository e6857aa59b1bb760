package io.consentledger.ledger.state;

/**
 * How many certificates of erasure covered a process so far. What was obtained again remembers how
 * many there were then: those after it cover it.
 *
 * @param everything certificates of everything
 * @param process certificates that named the process
 */
record Certified(int everything, int process) {
  static final Certified NEVER = new Certified(0, 0);

  /** Whether a certificate came after what was obtained when {@code then} counted. */
  boolean isSince(Certified then) {
    return everything > then.everything || process > then.process;
  }

  void encode(RecordWriter out) {
    out.u32(everything).u32(process);
  }

  static Certified decode(RecordReader in) {
    return new Certified(in.u32(), in.u32());
  }
}
