package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {
  static Stream<List<String>> everyCommand() {
    List<List<String>> all = new ArrayList<>();
    collect(commandLine(), List.of(), all);
    return all.stream();
  }

  private static CommandLine commandLine() {
    return ConsentCommand.commandLine(
        Surroundings.ofProcess(System.out, System.err, false, InstantSource.system()));
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

  @ParameterizedTest
  @MethodSource("everyCommand")
  void examplesCanBePastedFromANarrowTerminal(List<String> command) {
    CommandLine line = commandLine();
    for (String name : command) {
      line = Objects.requireNonNull(line.getSubcommands().get(name));
    }
    line.setUsageHelpWidth(80);
    List<String> lines = line.getUsageMessage().lines().toList();
    assertThat(lines).allMatch(text -> text.length() <= 80);
    assertThat(lines).noneMatch(text -> text.startsWith("--"));
  }

  @Test
  void eachCommandStandsInOneGroupOfTheHelp() {
    List<String> grouped =
        CommandGroups.ALL.stream()
            .flatMap(group -> group.lines().stream())
            .map(CommandGroups.Line::command)
            .toList();
    assertThat(grouped)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(commandLine().getSubcommands().keySet());
    assertThat(Cli.without().run("--help").out().lines().count()).isLessThan(100);
  }

  @Test
  void anExampleIsBrokenBetweenItsWords() {
    assertThat(HelpLayout.wrap("  consent a 'b c' d e", 17, " \\", "      "))
        .containsExactly("  consent a \\", "      'b c' d e");
    assertThat(HelpLayout.wrap("short", 80, " \\", "")).containsExactly("short");
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
