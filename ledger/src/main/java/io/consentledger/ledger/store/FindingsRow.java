package io.consentledger.ledger.store;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.state.Finding;
import io.consentledger.ledger.state.FindingCode;
import io.consentledger.ledger.state.Severity;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.WireReader;
import io.consentledger.ledger.tx.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What was found about one record: {@code u8 count | count x (u8 code | text severity | u8 details
 * | details x text)}, where a text is {@code u8 length | UTF-8}.
 */
public final class FindingsRow {
  private FindingsRow() {}

  public static Bytes encode(List<Finding> findings) {
    List<Bytes> parts = new ArrayList<>();
    parts.add(u8(findings.size()));
    for (Finding finding : findings) {
      parts.add(u8(finding.code().code()));
      parts.add(text(finding.severity().name()));
      parts.add(u8(finding.details().size()));
      finding.details().forEach(detail -> parts.add(text(detail)));
    }
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }

  public static List<Finding> decode(Bytes row) {
    try {
      WireReader in = new WireReader(row);
      List<Finding> findings = new ArrayList<>();
      for (int count = in.u8(); count > 0; count--) {
        FindingCode code = code(in.u8());
        Severity severity = severity(text(in));
        List<String> details = new ArrayList<>();
        for (int more = in.u8(); more > 0; more--) {
          details.add(text(in));
        }
        findings.add(new Finding(code, severity, details));
      }
      in.end();
      return findings;
    } catch (MalformedException malformed) {
      throw StorageFailure.damaged("a row of findings: " + malformed.reason(), malformed);
    }
  }

  private static FindingCode code(int code) throws MalformedException {
    for (FindingCode known : FindingCode.values()) {
      if (known.code() == code) {
        return known;
      }
    }
    throw new MalformedException("no finding has the code " + code);
  }

  private static Severity severity(String name) throws MalformedException {
    for (Severity known : Severity.values()) {
      if (known.name().equals(name)) {
        return known;
      }
    }
    throw new MalformedException("no such severity");
  }

  private static Bytes u8(int value) {
    if (value > 0xff) {
      throw new IllegalArgumentException("more than 255 of a finding's parts");
    }
    return new WireWriter(1).u8(value).toBytes();
  }

  private static Bytes text(String text) {
    Bytes encoded = Bytes.utf8(text);
    return Bytes.concat(u8(encoded.size()), encoded);
  }

  private static String text(WireReader in) throws MalformedException {
    return in.bytes(in.u8()).utf8();
  }
}
