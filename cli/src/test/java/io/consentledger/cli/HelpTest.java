package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {
  static Stream<List<String>> everyCommand() {
    List<List<String>> all = new ArrayList<>();
    collect(
        ConsentCommand.commandLine(
            Surroundings.ofProcess(System.out, System.err, false, InstantSource.system())),
        List.of(),
        all);
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void everyCommandExplainsItself(List<String> command) {
    List<String> args = new ArrayList<>(command);
    args.add("--help");
    Cli.Run run = Cli.without().run(args.toArray(String[]::new));
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Usage: consent")
        .contains("--home=DIR")
        .contains("--json")
        .contains("--timeout=SECONDS");
  }

  @Test
  void completionAndVersion() {
    Cli.Run completion = Cli.without().run("generate-completion");
    assertThat(completion.exit()).isZero();
    assertThat(completion.out()).contains("_complete_consent").contains("opt-out");
    assertThat(Cli.without().run("--version").out()).startsWith("consent ");
  }

  private static void collect(CommandLine line, List<String> path, List<List<String>> all) {
    all.add(path);
    line.getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> longer = new ArrayList<>(path);
              longer.add(name);
              collect(sub, longer, all);
            });
  }
}
