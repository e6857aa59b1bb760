package io.consentledger.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.LedgerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that was tampered with is believed, and each is refused for the reason that it has. */
final class TamperTest {
  private static final int FLIPS = 10_000;
  private static final long SEED = 20_261_124;

  @TempDir static Path directory;
  private static EvidenceWorld world;
  private static List<TamperCase> cases;

  @BeforeAll
  static void open() throws LedgerException {
    world = new EvidenceWorld(directory.resolve("ledger"));
    cases = TamperCases.of(world);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  static List<TamperCase> cases() {
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void refusesEachForItsReason(TamperCase one) {
    assertThat(one.judge(new EvidenceVerifier(world.network.genesis))).isEqualTo(one.code());
  }

  @Test
  void namesEachCaseOnceAndTampersWithEach() {
    Set<String> names = new HashSet<>();
    Set<Object> contents = new HashSet<>();
    for (TamperCase one : cases) {
      assertThat(names.add(one.name())).as(one.name()).isTrue();
      assertThat(contents.add(List.of(one.file(), one.nonce(), one.earlier())))
          .as(one.name())
          .isTrue();
    }
  }

  @Test
  void hasACaseForEachCode() throws IOException {
    Set<String> codes = new TreeSet<>();
    cases.forEach(one -> codes.add(one.code()));
    codes.remove(TamperCase.VERIFIED);

    assertThat(codes).isEqualTo(SpecCodes.evidence());
  }

  @Test
  void refusesWhatIsTooLarge() {
    byte[] blanks = new byte[Limits.BUNDLE_BYTES_MAX + 1];

    assertThat(world.code(Bytes.owning(blanks), VerifyOptions.NONE)).isEqualTo("bundle-too-large");
  }

  /** A failure says which bit: set it in good.json, as TamperCases.write makes it. */
  @Test
  void noBitIsFree() {
    Bytes good = cases.get(0).file();
    Random random = new Random(SEED);
    for (int i = 0; i < FLIPS; i++) {
      int bit = random.nextInt(8 * good.size());
      Bytes flipped = Edits.set(good, bit / 8, good.at(bit / 8) ^ 1 << bit % 8);
      assertThat(world.code(flipped, VerifyOptions.NONE))
          .as("bit " + bit)
          .isNotEqualTo(TamperCase.VERIFIED);
    }
  }

  /** For whoever wants the files: -Dconsentledger.tamperOut=DIR. */
  @Test
  void writesTheCases() throws IOException, LedgerException {
    String wanted = System.getProperty("consentledger.tamperOut");
    Path folder = wanted == null ? directory.resolve("cases") : Path.of(wanted);
    Files.createDirectories(folder);
    TamperCases.write(folder);

    assertThat(Files.readAllLines(folder.resolve("cases.tsv"))).hasSameSizeAs(cases);
  }
}
