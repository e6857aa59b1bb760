package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.crypto.quorum.QuorumException;
import io.consentledger.crypto.quorum.Vote;
import io.consentledger.ledger.chain.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Steps 3 to 5: headers, the certificate, the history. */
final class ChainTampers {
  /** Where the fields of a header stand. */
  private static final int NETWORK_AT = 1;

  private static final int HEIGHT_AT = 33;
  private static final int TIME_AT = 41;
  private static final int ENTRIES_ROOT_AT = 113;
  private static final int COUNT_AT = 145;
  private static final int MAP_ROOT_AT = 149;
  private static final int EPOCH_AT = 181;
  private static final int SET_AT = 185;
  private static final int NEXT_SET_AT = 217;

  private final EvidenceWorld world;
  private final EvidenceBundle bundle;
  private final Header anchor;
  private final List<TamperCase> cases = new ArrayList<>();

  /**
   * @param bundle with an earlier moment in it
   */
  ChainTampers(EvidenceWorld world, EvidenceBundle bundle) {
    this.world = world;
    this.bundle = bundle;
    this.anchor = Edits.header(bundle.anchor());
  }

  List<TamperCase> cases() {
    headers();
    certificates();
    votes();
    history();
    since();
    return cases;
  }

  private void headers() {
    String malformed = "header-malformed";
    anchor("header: a byte short", malformed, Edits::cut);
    anchor("header: a byte more", malformed, Edits::longer);
    anchor("header: a later version", malformed, it -> Edits.set(it, 0, 2));
    anchor("header: another network", malformed, it -> Edits.flip(it, NETWORK_AT));
    anchor("header: height 0", malformed, it -> zero(it, HEIGHT_AT, 8));
    anchor("header: a height beyond 2^63", malformed, it -> Edits.set(it, HEIGHT_AT, 0x80));
    anchor("header: an empty block", malformed, it -> zero(it, COUNT_AT, 4));
    anchor("header: a count beyond its limit", malformed, it -> Edits.set(it, COUNT_AT, 1));
    String unknown = "validator-set-unknown";
    anchor("header: another epoch", unknown, it -> Edits.set(it, EPOCH_AT + 3, 1));
    anchor("header: other validators", unknown, it -> Edits.flip(it, SET_AT));
    anchor("header: other validators to come", unknown, it -> Edits.flip(it, NEXT_SET_AT));
    header(
        "header: one of the others of another network",
        malformed,
        it -> Edits.flip(it, NETWORK_AT));
    header(
        "header: one of the others with other validators", unknown, it -> Edits.flip(it, SET_AT));
    String another = "certificate-of-another-header";
    anchor(
        "header: another time under an honest certificate",
        another,
        it -> Edits.flip(it, TIME_AT + 7));
    anchor(
        "header: another map under an honest certificate",
        another,
        it -> Edits.flip(it, MAP_ROOT_AT));
    anchor(
        "header: other entries under an honest certificate",
        another,
        it -> Edits.flip(it, ENTRIES_ROOT_AT));
    add(
        "header: an older one under the newest certificate",
        another,
        Edits.anchor(bundle, world.header(anchor.height() - 1).encode()));
  }

  private void certificates() {
    String malformed = "certificate-malformed";
    certificate("certificate: empty", malformed, Bytes.EMPTY);
    certificate("certificate: a byte short", malformed, Edits.cut(bundle.certificate()));
    certificate("certificate: a byte more", malformed, Edits.longer(bundle.certificate()));
    certificate("certificate: a later version", malformed, Edits.set(bundle.certificate(), 0, 2));
    certificate("certificate: round 1", malformed, Edits.set(bundle.certificate(), 16, 1));
    String another = "certificate-of-another-header";
    certificate(
        "certificate: of the block before",
        another,
        world.network.certificate(world.header(anchor.height() - 1)).encode());
    certificate("certificate: of another height", another, Edits.flip(bundle.certificate(), 8));
    certificate("certificate: of another epoch", another, Edits.set(bundle.certificate(), 12, 1));
    certificate("certificate: of another hash", another, Edits.flip(bundle.certificate(), 17));
  }

  private void votes() {
    Vote bank = world.network.vote("bank", anchor);
    Vote retailer = world.network.vote("retailer", anchor);
    Vote adtech = world.network.vote("adtech", anchor);
    Vote foreign =
        Vote.sign(
            world.network.id().digest(),
            anchor.height(),
            0,
            anchor.hash(),
            EvidenceNetwork.key("nobody's validator"));
    votes("votes: none", "certificate-short");
    votes("votes: two of four", "certificate-short", bank, retailer);
    votes("votes: one signer three times", "signer-duplicated", bank, bank, bank);
    votes(
        "votes: one signer twice beside a quorum",
        "signer-duplicated",
        bank,
        bank,
        retailer,
        adtech);
    votes("votes: out of order", "signer-duplicated", retailer, bank, adtech);
    votes("votes: a foreign signer", "signer-unknown", bank, retailer, foreign);
    votes(
        "votes: a foreign signer beside a quorum",
        "signer-unknown",
        bank,
        retailer,
        adtech,
        foreign);
    votes("votes: a forged signature", "vote-invalid", bank, retailer, signedBy(adtech, bank));
    votes(
        "votes: an invalid one beside a quorum",
        "vote-invalid",
        bank,
        retailer,
        adtech,
        signedBy(world.network.vote("regulator", anchor), bank));
    Header before = world.header(anchor.height() - 1);
    votes(
        "votes: one for another header",
        "vote-invalid",
        bank,
        retailer,
        signedBy(adtech, world.network.vote("adtech", before)));
    votes(
        "votes: one on another network",
        "vote-invalid",
        bank,
        retailer,
        signedBy(
            adtech,
            Vote.sign(
                Digest.ZERO,
                anchor.height(),
                0,
                anchor.hash(),
                EvidenceNetwork.key("adtech validator"))));
    Header forged = forged();
    add(
        "votes: a forged block with two validators' votes",
        "certificate-short",
        Edits.certificate(
            Edits.anchor(bundle, forged.encode()),
            world.network.certificate(forged, List.of("bank", "retailer")).encode()));
    cases.add(
        TamperCase.of(
            "good: the votes of all four",
            TamperCase.VERIFIED,
            Edits.certificate(
                bundle,
                world.network.certificate(anchor, EvidenceNetwork.ORGANISATIONS).encode())));
  }

  private Header forged() {
    return Edits.header(Edits.flip(bundle.anchor(), MAP_ROOT_AT));
  }

  private void history() {
    String code = "header-not-in-history";
    header("history: another time in a header", code, it -> Edits.flip(it, TIME_AT + 7));
    header("history: other entries in a header", code, it -> Edits.flip(it, ENTRIES_ROOT_AT));
    path("history: a path too long", path -> Edits.plus(path, Digest.ZERO));
    path("history: a path too short", path -> Edits.without(path, path.size() - 1));
    path("history: a path without its first hash", path -> Edits.without(path, 0));
    path("history: a path with another hash", path -> Edits.replace(path, 0, it -> Digest.ZERO));
    path("history: no path", path -> List.of());
    add(
        "history: the paths of two headers swapped",
        code,
        Edits.headers(bundle, swappedPaths(bundle.headers())));
    add(
        "history: the anchor itself among the headers",
        code,
        Edits.headers(
            bundle, Edits.plus(bundle.headers(), new BundledHeader(bundle.anchor(), List.of()))));
    add(
        "history: an inner node as a header",
        "header-malformed",
        Edits.headers(
            bundle,
            Edits.replace(
                bundle.headers(),
                0,
                it ->
                    new BundledHeader(
                        Bytes.concat(Digest.ZERO.bytes(), Digest.ZERO.bytes()), it.path()))));
  }

  private void since() {
    String inconsistent = "since-inconsistent";
    since("since: no consistency proof", inconsistent, hashes -> List.of());
    since("since: a hash more", inconsistent, hashes -> Edits.plus(hashes, Digest.ZERO));
    since("since: a hash less", inconsistent, hashes -> Edits.without(hashes, hashes.size() - 1));
    since(
        "since: another hash", inconsistent, hashes -> Edits.replace(hashes, 0, it -> Digest.ZERO));
    String code = "header-not-in-history";
    sinceHeader("since: a header that never was", code, it -> Edits.flip(it, TIME_AT + 7));
    sinceHeader("since: the anchor itself", code, it -> bundle.anchor());
    sinceHeader("since: a malformed header", "header-malformed", Edits::cut);
    sinceHeader("since: other validators", "validator-set-unknown", it -> Edits.flip(it, SET_AT));
  }

  private void anchor(String name, String code, UnaryOperator<Bytes> edit) {
    add(name, code, Edits.anchor(bundle, edit.apply(bundle.anchor())));
  }

  private void header(String name, String code, UnaryOperator<Bytes> edit) {
    add(
        name,
        code,
        Edits.headers(
            bundle,
            Edits.replace(
                bundle.headers(), 1, it -> new BundledHeader(edit.apply(it.header()), it.path()))));
  }

  private void path(String name, UnaryOperator<List<Digest>> edit) {
    add(
        name,
        "header-not-in-history",
        Edits.headers(
            bundle,
            Edits.replace(
                bundle.headers(), 1, it -> new BundledHeader(it.header(), edit.apply(it.path())))));
  }

  private void certificate(String name, String code, Bytes certificate) {
    add(name, code, Edits.certificate(bundle, certificate));
  }

  private void votes(String name, String code, Vote... votes) {
    List<Certificate.Signed> signed = new ArrayList<>();
    for (Vote vote : votes) {
      signed.add(new Certificate.Signed(vote.signer(), vote.signature()));
    }
    certificate(name, code, new Certificate(anchor.height(), 0, anchor.hash(), signed).encode());
  }

  private void since(String name, String code, UnaryOperator<List<Digest>> edit) {
    EarlierAnchor since = bundle.since().orElseThrow();
    add(
        name,
        code,
        Edits.since(
            bundle,
            Optional.of(new EarlierAnchor(since.header(), edit.apply(since.consistency())))));
  }

  private void sinceHeader(String name, String code, UnaryOperator<Bytes> edit) {
    EarlierAnchor since = bundle.since().orElseThrow();
    BundledHeader header =
        new BundledHeader(edit.apply(since.header().header()), since.header().path());
    add(
        name,
        code,
        Edits.since(bundle, Optional.of(new EarlierAnchor(header, since.consistency()))));
  }

  private void add(String name, String code, EvidenceBundle changed) {
    cases.add(TamperCase.of(name, code, changed));
  }

  private static Vote signedBy(Vote vote, Vote other) {
    return new Vote(
        vote.height(), vote.epoch(), vote.headerHash(), vote.signer(), other.signature());
  }

  private static List<BundledHeader> swappedPaths(List<BundledHeader> headers) {
    List<BundledHeader> changed = new ArrayList<>(headers);
    changed.set(0, new BundledHeader(headers.get(0).header(), headers.get(1).path()));
    changed.set(1, new BundledHeader(headers.get(1).header(), headers.get(0).path()));
    return changed;
  }

  private static Bytes zero(Bytes source, int from, int count) {
    byte[] changed = source.toArray();
    java.util.Arrays.fill(changed, from, from + count, (byte) 0);
    return Bytes.owning(changed);
  }

  /** Decodes what the bundle holds, for cases that change a vote in it. */
  static Certificate certificate(EvidenceBundle bundle) throws QuorumException {
    return Certificate.decode(bundle.certificate());
  }
}
