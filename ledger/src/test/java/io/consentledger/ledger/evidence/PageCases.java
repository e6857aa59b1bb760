package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.evidence.EvidenceNetwork.Customer;
import io.consentledger.ledger.evidence.PageBuilder.After;
import io.consentledger.ledger.tx.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Proofs in pages, sound ones and tampered with, for both verifiers. */
final class PageCases {
  private static final int PAGE = 2;
  private static final String GOOD = TamperCase.VERIFIED;

  private final EvidenceWorld world;
  private final Bytes bundleBefore;
  private final ProofFiles before;
  private final ProofFiles whole;
  private final List<PageCase> cases = new ArrayList<>();

  /** Of a ledger in its story's last block; adds some. */
  PageCases(EvidenceWorld world) {
    this.world = world;
    this.bundleBefore = world.histories(world.ann, world.bob).encode();
    this.before = ProofFiles.of(world, world.ann, Optional.empty(), PAGE);
    world.commit(world.network.revoke(world.ann));
    world.commit(world.network.use(world.carol), world.network.use(world.ann));
    this.whole = ProofFiles.of(world, world.ann, Optional.of(world.challenge), PAGE);
  }

  List<PageCase> cases() {
    good();
    pages();
    covers();
    challenges();
    earlier();
    rewritten();
    return cases;
  }

  private void add(String name, String code, ProofFiles proof) {
    cases.add(PageCase.of(name, code, proof));
  }

  private static EvidenceBundle decoded(Bytes bundle) {
    try {
      return EvidenceBundle.decode(bundle);
    } catch (EvidenceException wrong) {
      throw new AssertionError(wrong);
    }
  }

  private void good() {
    add("good: pages of two records", GOOD, whole);
    add("good: no records", GOOD, ProofFiles.of(world, world.nobody, Optional.empty(), PAGE));
    add(
        "good: pages of one record",
        GOOD,
        ProofFiles.of(world, world.annAtRetailer, Optional.empty(), 1));
    add("good: one page", GOOD, ProofFiles.of(world, world.carol, Optional.empty(), 1_000));
  }

  private void pages() {
    int last = whole.pages().size() - 1;
    add("pages: the last one is missing", "page-missing", whole.without(last));
    add("pages: one in the middle is missing", "page-missing", whole.without(1));
    add("pages: the first one is missing", "page-missing", whole.without(0));
    add("pages: the last one twice", "page-missing", whole.repeated(last));
    add("pages: one in the middle twice", "page-missing", whole.inserted(1, 1));
    add("pages: two change places", "page-missing", whole.swapped(1, 2));
    add(
        "pages: two change places and numbers",
        "seq-gap",
        whole.with(1, page -> numbered(page, 3)).with(2, page -> numbered(page, 2)).swapped(1, 2));
    add("pages: another number", "page-missing", whole.with(1, page -> numbered(page, 7)));
    add(
        "pages: of another cover",
        "page-mismatch",
        whole.with(1, page -> anchored(page, Digest.ZERO)));
    add(
        "pages: one of an earlier proof",
        "page-mismatch",
        new ProofFiles(
            whole.cover(), Edits.replace(whole.pages(), 1, it -> before.pages().get(1))));
    add(
        "pages: the first one says that it is the last",
        "page-missing",
        whole.with(0, page -> lastOne(page, true)));
    add(
        "pages: the last one says that more come",
        "page-missing",
        whole.with(last, page -> lastOne(page, false)));
    add("pages: a record is left out", "seq-gap", whole.with(2, PageCases::withoutARecord));
    add(
        "pages: the newest record is left out",
        "head-mismatch",
        whole.with(last, PageCases::withoutARecord));
    add(
        "pages: findings are left out",
        "findings-differ",
        whole.with(whole.firstWithRows(), PageCases::withoutRows));
    add("pages: a revocation comes too late", "page-out-of-order", outOfOrder());
  }

  /** Carol's key is revoked, but that is shown after what came later. */
  private ProofFiles outOfOrder() {
    Customer carol = world.carol;
    Bytes cover = ProofFiles.cover(world, carol, Optional.empty()).encodeCover();
    StreamId claimed = world.network.stream(carol);
    StreamId late = StreamId.ofKey(carol.key().verifyingKey().id());
    try (var moment = world.ledger.snapshot()) {
      long anchor = moment.tip().height();
      PageBuilder builder = new PageBuilder(world.network.genesis, moment, anchor, 1_000);
      Set<StreamId> others =
          new TreeSet<>(CoverStreams.of(world.network.genesis, moment, carol.ref(), anchor));
      others.remove(late);
      EvidencePage first = builder.page(1, After.NOTHING, claimed, others);
      EvidencePage second = builder.page(2, After.NOTHING, claimed, Set.of(late));
      return new ProofFiles(cover, List.of(lastOne(first, false).encode(), second.encode()));
    }
  }

  private void covers() {
    KeyId bank = EvidenceNetwork.key("bank").verifyingKey().id();
    add(
        "cover: the life of a key is missing",
        "stream-missing",
        whole.covered(cover -> Edits.withoutStream(cover, StreamId.ofKey(bank))));
    add(
        "cover: the life of a key too many",
        "stream-unneeded",
        whole.covered(
            cover ->
                Edits.withStream(
                    cover,
                    ProofFiles.cover(world, world.carol, Optional.empty()),
                    StreamId.ofKey(world.carol.key().verifyingKey().id()))));
    add(
        "cover: the certificate is cut",
        "certificate-malformed",
        whole.covered(cover -> Edits.certificate(cover, Edits.cut(cover.certificate()))));
    add("cover: a bundle", "bundle-malformed", whole.covered(it -> world.histories(world.ann)));
  }

  private void challenges() {
    cases.add(
        PageCase.of("good: a challenge is answered", GOOD, whole).asking(EvidenceWorld.NONCE));
    cases.add(
        PageCase.of("challenge: another one", "challenge-mismatch", whole).asking(Digest.ZERO));
    cases.add(
        PageCase.of("challenge: none", "challenge-missing", before).asking(EvidenceWorld.NONCE));
  }

  private void earlier() {
    long then = Edits.header(decoded(bundleBefore).anchor()).height();
    ProofFiles later = ProofFiles.since(world, world.ann, then, PAGE);
    cases.add(
        PageCase.of("good: a bundle of two customers is extended", GOOD, later)
            .after(bundleBefore));
    cases.add(PageCase.of("good: pages are extended", GOOD, later).after(before));
    cases.add(PageCase.of("good: the same moment", GOOD, before).after(before));
    cases.add(
        PageCase.of("since: no earlier moment on the cover", "since-missing", whole).after(before));
    cases.add(
        PageCase.of(
                "since: another earlier moment",
                "since-mismatch",
                ProofFiles.since(world, world.ann, 2, PAGE))
            .after(before));
    cases.add(
        PageCase.of("since: the earlier pages are cut", "page-missing", later)
            .after(before.without(before.pages().size() - 1)));
    cases.add(
        PageCase.of("since: a newer proof as the earlier", "since-missing", before).after(later));
  }

  /** Validators who certify two histories: each proof is sound, and together they accuse. */
  private void rewritten() {
    EvidenceNetwork network = world.network;
    Customer ann = world.ann;
    EvidenceBundle then =
        covering(new Forgery(network).catalogue("bank"), network, ann)
            .record(network.open(ann), network.grant(ann))
            .histories(ann);
    EvidenceBundle now =
        covering(new Forgery(network).after(then).catalogue("bank"), network, ann)
            .record(network.open(ann), network.grant(ann))
            .histories(ann);
    EvidenceBundle shorter =
        covering(new Forgery(network).after(then).catalogue("bank"), network, ann)
            .record(network.open(ann))
            .histories(ann);
    add("good: a forged proof by itself", GOOD, ProofFiles.onePage(then));
    cases.add(
        PageCase.of(
                "since: a history rewritten by a quorum",
                "history-rewritten",
                ProofFiles.onePage(now))
            .after(ProofFiles.onePage(then)));
    cases.add(
        PageCase.of(
                "since: a history shortened by a quorum",
                "history-rewritten",
                ProofFiles.onePage(shorter))
            .after(ProofFiles.onePage(then)));
  }

  /** With the lives of all keys that a cover shows. */
  private static Forgery covering(Forgery forgery, EvidenceNetwork network, Customer customer) {
    CoverStreams.always(network.genesis).forEach(forgery::with);
    return forgery.with(StreamId.ofKey(customer.key().verifyingKey().id()));
  }

  private static EvidencePage numbered(EvidencePage it, long number) {
    return new EvidencePage(it.anchor(), number, it.last(), it.headers(), it.streams());
  }

  private static EvidencePage anchored(EvidencePage it, Digest anchor) {
    return new EvidencePage(anchor, it.number(), it.last(), it.headers(), it.streams());
  }

  private static EvidencePage lastOne(EvidencePage it, boolean last) {
    return new EvidencePage(it.anchor(), it.number(), last, it.headers(), it.streams());
  }

  /** The newest record of a stream of it, and what stands with it. */
  private static EvidencePage withoutARecord(EvidencePage it) {
    BundledStream from = it.streams().get(0);
    List<BundledStream> streams = new ArrayList<>(it.streams());
    if (from.records().size() == 1) {
      streams.remove(0);
    } else {
      streams.set(
          0,
          new BundledStream(
              from.streamId(),
              from.proof(),
              from.findings(),
              Edits.without(from.records(), from.records().size() - 1)));
    }
    List<BundledHeader> headers = new ArrayList<>();
    for (BundledHeader header : it.headers()) {
      long height = Edits.header(header.header()).height();
      if (streams.stream()
          .flatMap(stream -> stream.records().stream())
          .anyMatch(record -> Edits.decode(record.entry()).height() == height)) {
        headers.add(header);
      }
    }
    return new EvidencePage(it.anchor(), it.number(), it.last(), headers, streams);
  }

  private static EvidencePage withoutRows(EvidencePage it) {
    List<BundledStream> streams = new ArrayList<>();
    for (BundledStream stream : it.streams()) {
      Optional<BundledFindings> none =
          stream.findings().map(findings -> new BundledFindings(Bytes.EMPTY, List.of()));
      streams.add(new BundledStream(stream.streamId(), stream.proof(), none, stream.records()));
    }
    return new EvidencePage(it.anchor(), it.number(), it.last(), it.headers(), streams);
  }
}
