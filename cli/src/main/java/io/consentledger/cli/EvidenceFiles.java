package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.home.HomeFiles;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.evidence.EarlierProof;
import io.consentledger.ledger.evidence.EvidenceException;
import io.consentledger.ledger.evidence.EvidenceVerifier;
import io.consentledger.ledger.evidence.Limits;
import io.consentledger.ledger.evidence.PagesVerifier;
import io.consentledger.ledger.evidence.VerifiedEvidence;
import io.consentledger.ledger.evidence.VerifiedRecord;
import io.consentledger.ledger.evidence.VerifyOptions;
import io.consentledger.ledger.genesis.Genesis;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Bundles as files, and what both sides do with them: verify. */
final class EvidenceFiles {
  private EvidenceFiles() {}

  /** Reads a bundle, or the first bytes of what is too long to be one. */
  static Bytes read(Path file) throws CliException {
    try (InputStream in = Files.newInputStream(file)) {
      return Bytes.owning(in.readNBytes(Limits.BUNDLE_BYTES_MAX + 1));
    } catch (NoSuchFileException e) {
      throw CliException.usage("file-missing", "there is no " + file, "Check the path.");
    } catch (IOException e) {
      throw HomeFiles.cannot("read", file, e);
    }
  }

  /**
   * Verifies a bundle.
   *
   * @param action what to do where it is refused
   * @throws CliException exit 1 with the verifier's own code, where the bundle proves nothing; exit
   *     3 and {@code memory-exhausted} where that couldn't be decided
   */
  static VerifiedEvidence verify(
      Genesis genesis, Bytes bundle, VerifyOptions options, String action) throws CliException {
    EvidenceVerifier verifier;
    try {
      verifier = new EvidenceVerifier(genesis);
    } catch (IllegalArgumentException unknown) {
      throw vocabularyUnknown(unknown);
    }
    try {
      return verifier.verify(bundle, options);
    } catch (EvidenceException refused) {
      throw refused(refused, action);
    } catch (OutOfMemoryError exhausted) {
      throw exhausted();
    }
  }

  /**
   * Verifies what a later proof is held against: a bundle, or the folder of a proof in pages.
   *
   * @throws CliException as {@link #verify}
   */
  static EarlierProof earlier(Genesis genesis, Path proof) throws CliException {
    String action = "The earlier proof itself proves nothing.";
    if (Files.isDirectory(proof)) {
      return new ProofFolder(proof).earlier(genesis, action);
    }
    Bytes bundle = read(proof);
    try {
      return new EvidenceVerifier(genesis).earlier(bundle);
    } catch (EvidenceException refused) {
      throw refused(refused, action);
    } catch (IllegalArgumentException unknown) {
      throw vocabularyUnknown(unknown);
    } catch (OutOfMemoryError exhausted) {
      throw exhausted();
    }
  }

  static CliException refused(EvidenceException refused, String action) {
    String where = refused.place().isEmpty() ? "" : " (at " + refused.place() + ")";
    return CliException.refused(refused.code(), refused.getMessage() + where, action);
  }

  /** Nothing is decided, which is no refusal. */
  static CliException exhausted() {
    return CliException.unknown(
        "memory-exhausted",
        "nothing is decided about the proof: the memory didn't suffice",
        "Give more, for example with JAVA_TOOL_OPTIONS=-Xmx2g.");
  }

  /** Begins with the cover of a proof in pages. */
  static PagesVerifier pages(
      Genesis genesis, Bytes cover, VerifyOptions options, Consumer<VerifiedRecord> told)
      throws CliException, EvidenceException {
    try {
      return new PagesVerifier(genesis, cover, options, told);
    } catch (IllegalArgumentException unknown) {
      throw vocabularyUnknown(unknown);
    }
  }

  private static CliException vocabularyUnknown(IllegalArgumentException unknown) {
    return CliException.usage(
        "vocabulary-unknown",
        String.valueOf(unknown.getMessage()),
        "Use the version of this command that the network's members use.");
  }
}
