package io.consentledger.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * Holds {@code scripts/verify_audit.py}, which shares no code with this one, to the same answers.
 */
final class PythonVerifierTest {
  private static final Pattern RESULT =
      Pattern.compile("(test_\\w+) \\(.*?\\).* \\.\\.\\. (ok|FAIL|ERROR|skipped .*)");

  private static final int FLIPS = 10_000;
  private static final long SEED = 20_261_124;

  @TempDir Path cases;

  @Test
  void givesEveryTamperedBundleTheCodeThatThisOneGives() throws Exception {
    Python python = Python.find();
    TamperCases.write(cases);

    Python.Done done = run(python, "cases", file("cases.tsv"), file("genesis.json"));

    assertThat(done.exitCode()).as(String.join("\n", done.output())).isZero();
  }

  @Test
  void acceptsNoBundleWithOneFlippedBit() throws Exception {
    Python python = Python.find();
    TamperCases.write(cases);

    Python.Done done =
        run(python, "flips", file("good.json"), file("genesis.json"), "" + FLIPS, "" + SEED);

    assertThat(done.output()).containsExactly(FLIPS + " flips, 0 accepted []");
    assertThat(done.exitCode()).isZero();
  }

  @TestFactory
  Stream<DynamicTest> passesItsOwnTests() {
    Python python;
    try {
      python = Python.find();
    } catch (TestAbortedException absent) {
      // A factory that is aborted counts as nothing: a test that is aborted counts as skipped.
      return Stream.of(DynamicTest.dynamicTest("needs Python", () -> abort(absent.getMessage())));
    }
    Python.Done done =
        python.run("-B", "-m", "unittest", "discover", "-s", python.script("lib"), "-v");
    List<DynamicTest> results = new ArrayList<>();
    for (String line : done.output()) {
      Matcher result = RESULT.matcher(line);
      if (result.matches()) {
        results.add(
            DynamicTest.dynamicTest(
                result.group(1), () -> requireOk(result.group(2), done.output())));
      }
    }
    results.add(
        DynamicTest.dynamicTest(
            "as a whole",
            () -> {
              assertThat(done.exitCode()).as(String.join("\n", done.output())).isZero();
              assertThat(results).hasSizeGreaterThan(55);
            }));
    return results.stream();
  }

  private String file(String name) {
    return cases.resolve(name).toString();
  }

  private static Python.Done run(Python python, String... arguments) {
    List<String> line = new ArrayList<>(List.of("-B", python.script("lib/verify_cases.py")));
    line.addAll(List.of(arguments));
    return python.run(line.toArray(String[]::new));
  }

  private static void requireOk(String result, List<String> output) {
    if (result.startsWith("skipped")) {
      abort(result);
    }
    if (!result.equals("ok")) {
      fail(String.join("\n", output));
    }
  }
}
