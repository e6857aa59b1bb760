package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TransactionException;
import io.consentledger.ledger.tx.TxId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Step 1 of docs/spec/evidence.md: is this a bundle at all? */
final class BundleReader {
  private BundleReader() {}

  static EvidenceBundle read(Bytes file, String format) throws EvidenceException {
    requireSmall(file);
    BundleFields root = root(file);
    root.word("format", format);
    NetworkId networkId = new NetworkId(root.digest("networkId"));
    BundleFields anchor = root.object("anchor");
    Bytes certificate = anchor.bytes("certificate");
    Bytes header = anchor.bytes("header");
    anchor.end();
    EvidenceBundle bundle =
        new EvidenceBundle(
            networkId,
            claim(root.object("claim")),
            certificate,
            header,
            headers(root),
            since(root),
            streams(root, false),
            root.binaries("timestamps"));
    root.end();
    return bundle;
  }

  static EvidencePage readPage(Bytes file) throws EvidenceException {
    requireSmall(file);
    BundleFields root = root(file);
    root.word("format", EvidencePage.FORMAT);
    long number = root.integer("number");
    root.require(number >= 1, "number", "not from 1");
    EvidencePage page =
        new EvidencePage(
            root.digest("anchor"), number, root.flag("last"), headers(root), streams(root, true));
    root.end();
    return page;
  }

  private static void requireSmall(Bytes file) throws EvidenceException {
    if (file.size() > Limits.BUNDLE_BYTES_MAX) {
      throw new EvidenceException(
          "bundle-too-large",
          "the file has " + file.size() + " bytes, above " + Limits.BUNDLE_BYTES_MAX,
          "");
    }
    requireFewValues(file);
  }

  /** Every value but the first of a list or an object comes after a comma. */
  private static void requireFewValues(Bytes file) throws EvidenceException {
    int commas = 0;
    for (int i = 0; i < file.size(); i++) {
      commas += file.at(i) == ',' ? 1 : 0;
    }
    if (commas > Limits.BUNDLE_COMMAS_MAX) {
      throw new EvidenceException(
          "bundle-too-large",
          "the file has " + commas + " commas, above " + Limits.BUNDLE_COMMAS_MAX,
          "");
    }
  }

  private static BundleFields root(Bytes file) throws EvidenceException {
    try {
      return new BundleFields("", CanonicalJson.parseDocument(file));
    } catch (TransactionException refused) {
      throw EvidenceException.because(BundleFields.MALFORMED, refused, "");
    }
  }

  private static Claim claim(BundleFields in) throws EvidenceException {
    Claim claim;
    if (in.has("receipt")) {
      claim = new Claim.Receipt(new TxId(in.digest("receipt")));
    } else {
      List<SubjectRef> subjects = new ArrayList<>();
      for (var subject : in.digests("subjects", Limits.SUBJECTS_MAX)) {
        SubjectRef next = new SubjectRef(subject);
        in.require(
            subjects.isEmpty() || next.compareTo(subjects.get(subjects.size() - 1)) > 0,
            "subjects",
            "not in ascending order");
        subjects.add(next);
      }
      Optional<CheckQuery> check = Optional.empty();
      if (in.has("check")) {
        in.require(subjects.size() == 1, "subjects", "not the one whom the check is about");
        check = Optional.of(CheckClaim.read(in.object("check"), subjects.get(0)));
      }
      claim = new Claim.Histories(subjects, check);
    }
    in.end();
    return claim;
  }

  private static List<BundledHeader> headers(BundleFields root) throws EvidenceException {
    List<BundledHeader> headers = new ArrayList<>();
    for (BundleFields in : root.objects("headers")) {
      headers.add(new BundledHeader(in.bytes("header"), in.path("path")));
      in.end();
    }
    return headers;
  }

  private static Optional<EarlierAnchor> since(BundleFields root) throws EvidenceException {
    if (!root.has("since")) {
      return Optional.empty();
    }
    BundleFields in = root.object("since");
    BundledHeader header = new BundledHeader(in.bytes("header"), in.path("path"));
    EarlierAnchor since = new EarlierAnchor(header, in.path("consistency"));
    in.end();
    return Optional.of(since);
  }

  private static List<BundledStream> streams(BundleFields root, boolean page)
      throws EvidenceException {
    List<BundledStream> streams = new ArrayList<>();
    for (BundleFields in : root.objects("streams")) {
      StreamId id = new StreamId(in.digest("streamId"));
      in.require(
          streams.isEmpty() || id.compareTo(streams.get(streams.size() - 1).streamId()) > 0,
          "streamId",
          "not in ascending order");
      streams.add(page ? paged(id, in) : whole(id, in));
      in.end();
    }
    return streams;
  }

  private static BundledStream whole(StreamId id, BundleFields in) throws EvidenceException {
    Optional<Bytes> proof = in.has("proof") ? Optional.of(in.bytes("proof")) : Optional.empty();
    return new BundledStream(id, proof, findings(in), records(in));
  }

  /** On a page the rows stand alone: what proves their head is on the cover. */
  private static BundledStream paged(StreamId id, BundleFields in) throws EvidenceException {
    Optional<BundledFindings> findings = Optional.empty();
    if (in.has("rows")) {
      findings = Optional.of(new BundledFindings(Bytes.EMPTY, rows(in)));
    }
    return new BundledStream(id, Optional.empty(), findings, records(in));
  }

  private static Optional<BundledFindings> findings(BundleFields stream) throws EvidenceException {
    if (!stream.has("findings")) {
      return Optional.empty();
    }
    BundleFields in = stream.object("findings");
    BundledFindings findings = new BundledFindings(in.bytes("proof"), rows(in));
    in.end();
    return Optional.of(findings);
  }

  private static List<BundledFindings.Row> rows(BundleFields in) throws EvidenceException {
    List<BundledFindings.Row> rows = new ArrayList<>();
    long last = 0;
    for (BundleFields row : in.objects("rows")) {
      long seq = row.integer("seq");
      row.require(seq > last, "seq", "not in ascending order from 1");
      rows.add(new BundledFindings.Row(seq, row.bytes("row")));
      row.end();
      last = seq;
    }
    return rows;
  }

  private static List<BundledRecord> records(BundleFields stream) throws EvidenceException {
    List<BundledRecord> records = new ArrayList<>();
    for (BundleFields in : stream.objects("records")) {
      Bytes signature = in.bytes("signature");
      in.require(
          signature.size() <= Limits.SIGNATURE_BYTES_MAX, "signature", "longer than its length");
      records.add(
          new BundledRecord(
              in.bytes("entry"),
              in.path("path"),
              in.bytes("payload"),
              signature,
              in.bytes("statement")));
      in.end();
    }
    return records;
  }
}
