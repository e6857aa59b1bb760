package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Step 3: the times of headers, whoever certified them. */
final class TimeTampers {
  private static final int TIME_AT = 41;
  private static final long CREATED_MS = EvidenceNetwork.CREATED_MS;

  /** 9999-12-31T23:59:59.999Z. */
  private static final long LAST_MS = 253_402_300_799_999L;

  private static final String MALFORMED = "header-malformed";
  private static final String FALLS = "time-falls";

  private final EvidenceBundle bundle;
  private final List<TamperCase> cases = new ArrayList<>();

  /**
   * @param bundle with an earlier moment in it
   */
  TimeTampers(EvidenceBundle bundle) {
    this.bundle = bundle;
  }

  List<TamperCase> cases() {
    anchor("time: an anchor before the genesis", MALFORMED, CREATED_MS - 1);
    anchor("time: an anchor before the others", FALLS, CREATED_MS);
    anchor("time: the last time there is", "certificate-of-another-header", LAST_MS);
    anchor("time: an anchor after the year 9999", MALFORMED, LAST_MS + 1);
    anchor("time: an anchor beyond 2^63", MALFORMED, Long.MIN_VALUE);
    header("time: one of the others before the genesis", MALFORMED, CREATED_MS - 1);
    header("time: one of the others before the one below it", FALLS, CREATED_MS);
    header("time: one of the others later than the anchor", FALLS, LAST_MS);
    header("time: one of the others after the year 9999", MALFORMED, LAST_MS + 1);
    EarlierAnchor since = bundle.since().orElseThrow();
    cases.add(
        TamperCase.of(
            "time: since later than the anchor",
            FALLS,
            Edits.since(
                bundle,
                Optional.of(
                    new EarlierAnchor(timed(since.header(), LAST_MS), since.consistency())))));
    return cases;
  }

  private void anchor(String name, String code, long timeMs) {
    cases.add(TamperCase.of(name, code, Edits.anchor(bundle, timed(bundle.anchor(), timeMs))));
  }

  private void header(String name, String code, long timeMs) {
    List<BundledHeader> headers = Edits.replace(bundle.headers(), 1, it -> timed(it, timeMs));
    cases.add(TamperCase.of(name, code, Edits.headers(bundle, headers)));
  }

  private static BundledHeader timed(BundledHeader header, long timeMs) {
    return new BundledHeader(timed(header.header(), timeMs), header.path());
  }

  private static Bytes timed(Bytes header, long timeMs) {
    byte[] changed = header.toArray();
    ByteBuffer.wrap(changed).putLong(TIME_AT, timeMs);
    return Bytes.owning(changed);
  }
}
