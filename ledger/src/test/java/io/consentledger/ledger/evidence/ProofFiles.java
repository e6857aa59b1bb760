package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.evidence.EvidenceNetwork.Customer;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.tx.TxId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** A cover and its pages, as files. */
record ProofFiles(Bytes cover, List<Bytes> pages) {
  static EvidenceBundle cover(EvidenceWorld world, Customer customer, Optional<TxId> challenge) {
    return cover(world, customer, OptionalLong.empty(), challenge);
  }

  private static EvidenceBundle cover(
      EvidenceWorld world, Customer customer, OptionalLong since, Optional<TxId> challenge) {
    HistoryRequest request = new HistoryRequest(List.of(customer.ref()), since, challenge);
    return world.build(builder -> builder.cover(request));
  }

  /** One that goes on from this block. */
  static ProofFiles since(EvidenceWorld world, Customer customer, long height, int size) {
    Bytes cover = cover(world, customer, OptionalLong.of(height), Optional.empty()).encodeCover();
    return new ProofFiles(cover, new ProofFiles(cover, List.of()).pagesNow(world, customer, size));
  }

  static ProofFiles of(EvidenceWorld world, Customer customer, Optional<TxId> challenge, int size) {
    Bytes cover = cover(world, customer, challenge).encodeCover();
    return new ProofFiles(cover, new ProofFiles(cover, List.of()).pagesNow(world, customer, size));
  }

  List<Bytes> pagesNow(EvidenceWorld world, Customer customer, int size) {
    try (var moment = world.ledger.snapshot()) {
      EvidenceBundle decoded = EvidenceBundle.decodeCover(cover);
      long anchor = Edits.header(decoded.anchor()).height();
      List<Bytes> made = new ArrayList<>();
      PageBuilder.After after = PageBuilder.After.NOTHING;
      EvidencePage page;
      do {
        page =
            new PageBuilder(world.network.genesis, moment, anchor, size)
                .page(made.size() + 1L, after, customer.ref());
        made.add(page.encode());
        after = page.end().orElse(after);
      } while (!page.last());
      return made;
    } catch (EvidenceException wrong) {
      throw new AssertionError(wrong);
    }
  }

  /** Of a bundle whose records all stand in the anchor's block: its cover, and one page. */
  static ProofFiles onePage(EvidenceBundle bundle) {
    List<BundledStream> covered = new ArrayList<>();
    List<BundledStream> shown = new ArrayList<>();
    for (BundledStream stream : bundle.streams()) {
      covered.add(
          new BundledStream(
              stream.streamId(),
              stream.proof(),
              stream.findings().map(it -> new BundledFindings(it.proof(), List.of())),
              List.of()));
      if (!stream.records().isEmpty()) {
        shown.add(
            new BundledStream(
                stream.streamId(),
                Optional.empty(),
                stream.findings().map(it -> new BundledFindings(Bytes.EMPTY, it.rows())),
                stream.records()));
      }
    }
    EvidencePage page =
        new EvidencePage(Edits.header(bundle.anchor()).hash(), 1, true, List.of(), shown);
    return new ProofFiles(Edits.streams(bundle, covered).encodeCover(), List.of(page.encode()));
  }

  /** The cover, then the pages. */
  List<Bytes> all() {
    List<Bytes> all = new ArrayList<>(List.of(cover));
    all.addAll(pages);
    return all;
  }

  /** One of the pages once more, after another. */
  ProofFiles inserted(int page, int after) {
    List<Bytes> more = new ArrayList<>(pages);
    more.add(after + 1, pages.get(page));
    return new ProofFiles(cover, more);
  }

  ProofFiles swapped(int one, int other) {
    List<Bytes> swapped = new ArrayList<>(pages);
    Collections.swap(swapped, one, other);
    return new ProofFiles(cover, swapped);
  }

  int firstWithRows() {
    for (int i = 0; i < pages.size(); i++) {
      if (pages.get(i).utf8().contains("\"row\"")) {
        return i;
      }
    }
    throw new AssertionError("nothing was found");
  }

  ProofFiles without(int page) {
    return new ProofFiles(cover, Edits.without(pages, page));
  }

  ProofFiles repeated(int page) {
    return new ProofFiles(cover, Edits.plus(pages, pages.get(page)));
  }

  ProofFiles with(int page, UnaryOperator<EvidencePage> edit) {
    return new ProofFiles(cover, Edits.replace(pages, page, it -> edited(it, edit)));
  }

  private static Bytes edited(Bytes page, UnaryOperator<EvidencePage> edit) {
    try {
      return edit.apply(EvidencePage.decode(page)).encode();
    } catch (EvidenceException wrong) {
      throw new AssertionError(wrong);
    }
  }

  ProofFiles covered(UnaryOperator<EvidenceBundle> edit) {
    try {
      EvidenceBundle edited = edit.apply(EvidenceBundle.decodeCover(cover));
      return new ProofFiles(edited.encodeCover(), pages);
    } catch (EvidenceException wrong) {
      throw new AssertionError(wrong);
    }
  }

  /** What a later proof is held against. */
  EarlierProof earlier(Genesis genesis) throws EvidenceException {
    PagesVerifier verifier = new PagesVerifier(genesis, cover, VerifyOptions.NONE, record -> {});
    for (Bytes page : pages) {
      verifier.page(page);
    }
    verifier.end();
    return verifier.asEarlier();
  }

  String judge(EvidenceWorld world) {
    return judge(world.network.genesis, VerifyOptions.NONE);
  }

  String judge(Genesis genesis, VerifyOptions options) {
    try {
      List<VerifiedRecord> withFindings = new ArrayList<>();
      PagesVerifier verifier =
          new PagesVerifier(
              genesis,
              cover,
              options,
              record -> {
                if (!record.findings().isEmpty()) {
                  withFindings.add(record);
                }
              });
      for (Bytes page : pages) {
        verifier.page(page);
      }
      VerifiedEvidence evidence = verifier.end();
      return "verified " + evidence.pages().orElseThrow().records() + " " + withFindings.size();
    } catch (EvidenceException refused) {
      return refused.code();
    }
  }

  void write(Path place) throws IOException {
    Files.write(place.resolve("cover.json"), cover.toArray());
    for (int i = 0; i < pages.size(); i++) {
      Files.write(place.resolve(String.format("page-%06d.json", i + 1)), pages.get(i).toArray());
    }
  }
}
