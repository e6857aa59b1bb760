package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.home.HomeFiles;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.evidence.EarlierProof;
import io.consentledger.ledger.evidence.EvidenceException;
import io.consentledger.ledger.evidence.PageBuilder;
import io.consentledger.ledger.evidence.PagesVerifier;
import io.consentledger.ledger.evidence.VerifiedEvidence;
import io.consentledger.ledger.evidence.VerifiedRecord;
import io.consentledger.ledger.evidence.VerifyOptions;
import io.consentledger.ledger.genesis.Genesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A proof in pages as a folder: {@code cover.json}, then {@code page-000001.json} and so on. One
 * page at a time is in memory.
 */
final class ProofFolder {
  private static final int PAGES_SAID = 20;

  private final Path folder;

  ProofFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Verifies what is in it.
   *
   * @param told of each record of the customer, in order
   */
  VerifiedEvidence verify(Genesis genesis, VerifyOptions options, Consumer<VerifiedRecord> told)
      throws CliException {
    String action = "The pages prove nothing. Ask another node for them.";
    try {
      return read(genesis, options, told).end();
    } catch (EvidenceException refused) {
      throw EvidenceFiles.refused(refused, action);
    } catch (OutOfMemoryError exhausted) {
      throw EvidenceFiles.exhausted();
    }
  }

  /** Verifies what a later proof is held against. */
  EarlierProof earlier(Genesis genesis, String action) throws CliException {
    try {
      PagesVerifier verifier = read(genesis, VerifyOptions.NONE, record -> {});
      verifier.end();
      return verifier.asEarlier();
    } catch (EvidenceException refused) {
      throw EvidenceFiles.refused(refused.ofEarlier(), action);
    } catch (OutOfMemoryError exhausted) {
      throw EvidenceFiles.exhausted();
    }
  }

  private PagesVerifier read(Genesis genesis, VerifyOptions options, Consumer<VerifiedRecord> told)
      throws CliException, EvidenceException {
    Bytes cover = EvidenceFiles.read(folder.resolve("cover.json"));
    PagesVerifier verifier = EvidenceFiles.pages(genesis, cover, options, told);
    while (Files.exists(page(folder, verifier.pages() + 1))) {
      verifier.page(EvidenceFiles.read(page(folder, verifier.pages() + 1)));
    }
    return verifier;
  }

  /**
   * What a node is asked for.
   *
   * @param request about one customer
   * @param recordsMax of a page; 0 for as many as the node gives
   */
  record Wanted(ProofRequest request, int recordsMax) {}

  /**
   * Fetches the history of one customer and verifies each page as it comes. Under its name the
   * folder is there once all of it holds; what came before a failure is gone.
   */
  VerifiedEvidence fetch(
      Session session, LedgerClient client, Wanted wanted, Consumer<VerifiedRecord> told)
      throws CliException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw CliException.usage(
          "file-exists", folder + " is there already", "Name another folder: none is overwritten.");
    }
    PartFolder part = new PartFolder(folder);
    try {
      part.open();
      try {
        VerifiedEvidence evidence = fetchInto(part.path(), session, client, wanted, told);
        Files.move(part.path(), folder);
        return evidence;
      } finally {
        part.clear();
      }
    } catch (IOException e) {
      throw HomeFiles.cannot("write", folder, e);
    }
  }

  private static VerifiedEvidence fetchInto(
      Path part, Session session, LedgerClient client, Wanted wanted, Consumer<VerifiedRecord> told)
      throws CliException {
    Answer cover = answered(client, "/v1/proofs/cover?" + wanted.request().query());
    try {
      PagesVerifier verifier =
          EvidenceFiles.pages(
              session.parties().genesis(), cover.body(), wanted.request().options(), told);
      ResultFiles.write(part.resolve("cover.json"), cover.body());
      String path = "/v1/proofs/page?subject=" + wanted.request().subjects().get(0);
      path += "&anchor=" + verifier.anchorHeight();
      path += wanted.recordsMax() == 0 ? "" : "&limit=" + wanted.recordsMax();
      while (!verifier.isComplete()) {
        PageBuilder.After after = verifier.after();
        long number = verifier.pages() + 1;
        String place = "&number=" + number + "&after=" + after.height() + "." + after.index();
        Bytes page = answered(client, path + place).body();
        verifier.page(page);
        ResultFiles.write(page(part, number), page);
        if (number % PAGES_SAID == 0) {
          session.surroundings().err().println(number + " pages verified ...");
        }
      }
      VerifiedEvidence evidence = verifier.end();
      if (!wanted.request().isAnsweredBy(evidence)) {
        throw ProofRequest.anotherClaim(cover.node());
      }
      return evidence;
    } catch (EvidenceException refused) {
      throw EvidenceFiles.refused(refused, ProofRequest.distrust(cover.node()));
    } catch (OutOfMemoryError exhausted) {
      throw EvidenceFiles.exhausted();
    }
  }

  private static Answer answered(LedgerClient client, String path) throws CliException {
    Answer answer = client.get(path);
    if (!answer.ok()) {
      throw answer.refusal();
    }
    return answer;
  }

  private static Path page(Path folder, long number) {
    return folder.resolve(String.format(Locale.ROOT, "page-%06d.json", number));
  }
}
