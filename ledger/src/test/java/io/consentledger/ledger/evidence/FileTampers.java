package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.StreamId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Step 1 and 2: the file, and the parts that go with the claim. */
final class FileTampers {
  private static final String MALFORMED = "bundle-malformed";

  private final EvidenceWorld world;
  private final EvidenceBundle bundle;
  private final String text;
  private final List<TamperCase> cases = new ArrayList<>();

  FileTampers(EvidenceWorld world, EvidenceBundle bundle) {
    this.world = world;
    this.bundle = bundle;
    this.text = bundle.encode().utf8();
  }

  List<TamperCase> cases() {
    file();
    spelling();
    base64();
    order();
    shape();
    return cases;
  }

  private void file() {
    bad("file: empty", Bytes.EMPTY);
    bad("file: half of it", bundle.encode().slice(0, text.length() / 2));
    bad("file: the last byte missing", Edits.cut(bundle.encode()));
    text("file: a line end behind it", text + "\n");
    text("file: a blank before it", " " + text);
    text("file: a blank inside", text.replaceFirst(":", ": "));
    text("file: a byte order mark", "\ufeff" + text);
    text("file: no JSON", "this is no bundle");
    text("file: a list", "[" + text + "]");
    text("file: two of them", text + text);
    bad("file: not UTF-8", Edits.set(bundle.encode(), text.indexOf("evidence"), 0xff));
    replace("file: another format", "evidence/1", "evidence/2");
    String commas = ",".repeat(Limits.BUNDLE_COMMAS_MAX);
    bad("file: as many commas as there may be", Bytes.utf8(commas));
    cases.add(
        TamperCase.of("file: a comma too many", "bundle-too-large", Bytes.utf8(commas + ",")));
    EvidenceNetwork other = new EvidenceNetwork("other");
    cases.add(
        TamperCase.of(
            "file: a sound bundle of another network",
            "genesis-mismatch",
            new Forgery(other).histories(other.customer("ann", "bank"))));
    cases.add(
        TamperCase.of(
            "file: another network's id over this one's bundle",
            "genesis-mismatch",
            new EvidenceBundle(
                new NetworkId(Digest.ZERO),
                bundle.claim(),
                bundle.certificate(),
                bundle.anchor(),
                bundle.headers(),
                bundle.since(),
                bundle.streams(),
                List.of())));
  }

  private void spelling() {
    replace("JSON: a key twice", "\"claim\":", "\"anchor\":{},\"claim\":");
    replace("JSON: an unknown field", "\"claim\":", "\"circus\":1,\"claim\":");
    replace("JSON: an unknown field in a record", "\"payload\":", "\"path2\":\"\",\"payload\":");
    replace("JSON: a field missing", ",\"timestamps\":[]", "");
    replace("JSON: null for a proof", "\"proof\":\"", "\"proof\":null,\"proog\":\"");
    replace("JSON: a text for a number", "\"seq\":5", "\"seq\":\"5\"");
    replace("JSON: a fraction", "\"seq\":5", "\"seq\":5.0");
    replace("JSON: an integer beyond 2^53", "\"seq\":5", "\"seq\":9007199254740993");
    replace("JSON: a needless escape", "consent-ledger/evidence", "consent-ledger\\/evidence");
    replace("JSON: another needless escape", "consent-ledger/e", "consent-ledger/\\u0065");
    replace("JSON: a number for a text", "\"timestamps\":[]", "\"timestamps\":[1]");
    replace("JSON: an object for a list", "\"timestamps\":[]", "\"timestamps\":{}");
    String hex = bundle.networkId().toHex();
    replace("hex: upper case", hex, hex.toUpperCase(Locale.ROOT));
    replace("hex: a digit short", hex, hex.substring(1));
    replace("hex: no digit", hex, "g" + hex.substring(1));
  }

  private void base64() {
    String statement = bundle.streams().get(0).records().get(0).statement().toBase64();
    replace("base64: without padding", statement, statement.replace("=", ""));
    replace("base64: too much padding", statement, statement + "=");
    char last = statement.charAt(statement.length() - 3);
    replace(
        "base64: spare bits that aren't zero",
        statement,
        statement.substring(0, statement.length() - 3) + (char) (last + 1) + "==");
    replace("base64: a blank inside", statement, " " + statement);
    String anchor = bundle.anchor().toBase64();
    replace("base64: the alphabet of URLs", anchor, "-" + anchor.substring(1));
    replace(
        "base64: a line end inside", anchor, anchor.substring(0, 4) + "\\n" + anchor.substring(4));
    replace("path: not whole hashes", "\"path\":\"", "\"path\":\"AAAA");
    cases.add(
        TamperCase.of(
            "path: of 65 hashes",
            MALFORMED,
            Edits.record(
                bundle,
                bundle.streams().get(0).streamId(),
                0,
                record -> Edits.path(record, Collections.nCopies(65, Digest.ZERO)))));
  }

  private void order() {
    String claim = text.substring(text.indexOf("\"claim\":"), text.indexOf("\"format\":"));
    text(
        "order: of the fields",
        text.replace(claim, "").replace("{\"anchor\"", "{" + claim + "\"anchor\""));
    model("order: of the streams", Edits.streams(bundle, Edits.swapped(bundle.streams(), 0, 1)));
    model(
        "order: a stream twice",
        Edits.streams(
            bundle,
            Edits.plus(bundle.streams(), bundle.streams().get(bundle.streams().size() - 1))));
    model("order: of the headers", Edits.headers(bundle, Edits.swapped(bundle.headers(), 0, 1)));
    model(
        "order: a header twice",
        Edits.headers(
            bundle,
            Edits.plus(bundle.headers(), bundle.headers().get(bundle.headers().size() - 1))));
    StreamId stream = world.network.stream(world.ann);
    model(
        "order: of the findings",
        Edits.findings(
            bundle,
            stream,
            found -> new BundledFindings(found.proof(), Edits.swapped(found.rows(), 0, 1))));
    model(
        "order: a finding of number 0",
        Edits.findings(
            bundle,
            stream,
            found ->
                new BundledFindings(
                    found.proof(),
                    Edits.replace(found.rows(), 0, row -> new BundledFindings.Row(0, row.row())))));
    String subject = "\"" + world.ann.ref().toHex() + "\"";
    replace("claim: a subject twice", "[" + subject, "[" + subject + "," + subject);
    replace("claim: no subject", "[" + subject, "[");
    replace(
        "claim: two claims",
        "\"claim\":{",
        "\"claim\":{\"receipt\":\"" + world.annsGrant.toHex() + "\",");
  }

  private void shape() {
    StreamId stream = world.network.stream(world.ann);
    model(
        "claim: a receipt, of a bundle of histories",
        Edits.claim(bundle, new Claim.Receipt(world.annsGrant)));
    model(
        "claim: another customer's history",
        Edits.claim(bundle, new Claim.Histories(List.of(world.bob.ref()))));
    model(
        "shape: no proof for a stream",
        Edits.stream(
            bundle,
            stream,
            it -> new BundledStream(stream, Optional.empty(), it.findings(), it.records())));
    model(
        "shape: no findings for a customer",
        Edits.stream(
            bundle,
            stream,
            it -> new BundledStream(stream, it.proof(), Optional.empty(), it.records())));
    StreamId catalogue = StreamId.ofParty(world.network.id(), world.ann.controllerId());
    model(
        "shape: findings for a catalogue",
        Edits.stream(
            bundle,
            catalogue,
            it ->
                new BundledStream(
                    catalogue, it.proof(), Edits.find(bundle, stream).findings(), it.records())));
    StreamId challenges = StreamId.ofChallenge(world.network.id());
    model(
        "shape: a proof for the challenges",
        Edits.proof(bundle, challenges, Edits.find(bundle, stream).proof().orElseThrow()));
    model(
        "shape: two challenges",
        Edits.records(bundle, challenges, records -> Edits.plus(records, records.get(0))));
    model("shape: no challenge", Edits.records(bundle, challenges, records -> List.of()));
  }

  private void replace(String name, String old, String with) {
    int at = text.indexOf(old);
    if (at < 0) {
      throw new AssertionError(name + ": nothing to replace");
    }
    text(name, text.substring(0, at) + with + text.substring(at + old.length()));
  }

  private void model(String name, EvidenceBundle changed) {
    cases.add(TamperCase.of(name, MALFORMED, changed));
  }

  private void text(String name, String changed) {
    bad(name, Bytes.utf8(changed));
  }

  private void bad(String name, Bytes changed) {
    cases.add(TamperCase.of(name, MALFORMED, changed));
  }
}
