package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.home.HomeFiles;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.evidence.EvidenceException;
import io.consentledger.ledger.evidence.PageBuilder;
import io.consentledger.ledger.evidence.PagesVerifier;
import io.consentledger.ledger.evidence.VerifiedEvidence;
import io.consentledger.ledger.genesis.Genesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

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

  /** Verifies what is in it. */
  VerifiedEvidence verify(Genesis genesis, Optional<Digest> nonce) throws CliException {
    String action = "The pages prove nothing. Ask another node for them.";
    try {
      PagesVerifier verifier =
          EvidenceFiles.pages(genesis, EvidenceFiles.read(folder.resolve("cover.json")));
      while (Files.exists(page(folder, verifier.pages() + 1))) {
        verifier.page(EvidenceFiles.read(page(folder, verifier.pages() + 1)));
      }
      return verifier.end(nonce);
    } catch (EvidenceException refused) {
      throw EvidenceFiles.refused(refused, action);
    } catch (OutOfMemoryError exhausted) {
      throw EvidenceFiles.exhausted();
    }
  }

  /**
   * Fetches the history of one customer and verifies each page as it comes. Under its name the
   * folder is there once all of it holds.
   *
   * @param query of the cover, such as {@code subject=68e4...}
   */
  VerifiedEvidence fetch(Session session, LedgerClient client, String subject, String query)
      throws CliException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw CliException.usage(
          "file-exists", folder + " is there already", "Name another folder: none is overwritten.");
    }
    Path part = folder.resolveSibling(folder.getFileName() + ".part");
    try {
      Files.createDirectories(part);
      VerifiedEvidence evidence = fetchInto(part, session, client, subject, query);
      Files.move(part, folder);
      return evidence;
    } catch (IOException e) {
      throw HomeFiles.cannot("write", folder, e);
    }
  }

  private static VerifiedEvidence fetchInto(
      Path part, Session session, LedgerClient client, String subject, String query)
      throws CliException {
    Answer cover = answered(client, "/v1/proofs/cover?" + query);
    String action = ProofRequest.distrust(cover.node());
    try {
      PagesVerifier verifier = EvidenceFiles.pages(session.parties().genesis(), cover.body());
      ResultFiles.write(part.resolve("cover.json"), cover.body());
      StringBuilder path = new StringBuilder("/v1/proofs/page?subject=" + subject);
      path.append("&anchor=").append(verifier.anchorHeight());
      verifier.filledStreams().forEach(stream -> path.append("&stream=").append(stream));
      while (!verifier.isComplete()) {
        PageBuilder.After after = verifier.after();
        long number = verifier.pages() + 1;
        Bytes page =
            answered(
                    client,
                    path + "&number=" + number + "&after=" + after.height() + "." + after.index())
                .body();
        verifier.page(page);
        ResultFiles.write(page(part, number), page);
        if (number % PAGES_SAID == 0) {
          session.surroundings().err().println(number + " pages verified ...");
        }
      }
      return verifier.end(Optional.empty());
    } catch (EvidenceException refused) {
      throw EvidenceFiles.refused(refused, action);
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
