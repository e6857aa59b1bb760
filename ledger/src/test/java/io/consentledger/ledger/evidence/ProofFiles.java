package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.evidence.EvidenceNetwork.Customer;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.TxId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A cover and its pages, as files. */
record ProofFiles(Bytes cover, List<Bytes> pages) {
  static EvidenceBundle cover(EvidenceWorld world, Customer customer, Optional<TxId> challenge) {
    HistoryRequest request =
        new HistoryRequest(List.of(customer.ref()), java.util.OptionalLong.empty(), challenge);
    return world.build(builder -> builder.cover(request));
  }

  static ProofFiles of(EvidenceWorld world, Customer customer, Optional<TxId> challenge, int size) {
    Bytes cover = cover(world, customer, challenge).encodeCover();
    return new ProofFiles(cover, new ProofFiles(cover, List.of()).pagesNow(world, customer, size));
  }

  List<Bytes> pagesNow(EvidenceWorld world, Customer customer, int size) {
    try (var moment = world.ledger.snapshot()) {
      EvidenceBundle decoded = EvidenceBundle.decodeCover(cover);
      long anchor = Edits.header(decoded.anchor()).height();
      List<StreamId> streams =
          decoded.streams().stream()
              .filter(BundledStream::isComplete)
              .map(BundledStream::streamId)
              .toList();
      List<Bytes> made = new ArrayList<>();
      PageBuilder.After after = PageBuilder.After.NOTHING;
      EvidencePage page;
      do {
        page =
            new PageBuilder(moment, anchor, size)
                .page(made.size() + 1L, after, world.network.stream(customer), streams);
        made.add(page.encode());
        after = page.end().orElse(after);
      } while (!page.last());
      return made;
    } catch (EvidenceException wrong) {
      throw new AssertionError(wrong);
    }
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

  String judge(EvidenceWorld world) {
    try {
      List<VerifiedRecord> withFindings = new ArrayList<>();
      PagesVerifier verifier =
          new PagesVerifier(
              world.network.genesis,
              cover,
              record -> {
                if (!record.findings().isEmpty()) {
                  withFindings.add(record);
                }
              });
      for (Bytes page : pages) {
        verifier.page(page);
      }
      VerifiedEvidence evidence = verifier.end(Optional.empty());
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
