package io.consentledger.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;

/**
 * How help looks: the commands in groups, a line each; what every command takes named once; and
 * examples that can be pasted as they stand.
 */
final class HelpLayout {
  private static final String EXAMPLE = "  consent ";
  private static final String CONTINUED = "      ";

  private HelpLayout() {}

  /** Gives a command and all below it this layout. */
  static void apply(CommandLine root) {
    Map<String, IHelpSectionRenderer> sections = new HashMap<>(root.getHelpSectionMap());
    sections.put(SECTION_KEY_FOOTER, HelpLayout::footer);
    sections.put(SECTION_KEY_OPTION_LIST, HelpLayout::options);
    root.setHelpSectionMap(sections);
    sections.put(SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    sections.put(SECTION_KEY_COMMAND_LIST, help -> commands());
    root.getSubcommands().values().forEach(HelpLayout::keep);
    root.getHelpSectionMap().putAll(sections);
    List<String> order = new ArrayList<>(root.getHelpSectionKeys());
    order.remove(SECTION_KEY_OPTION_LIST);
    order.add(order.indexOf(SECTION_KEY_COMMAND_LIST) + 1, SECTION_KEY_OPTION_LIST);
    root.setHelpSectionKeys(order);
  }

  // Each command has a map of its own from here on.
  private static void keep(CommandLine command) {
    command.setHelpSectionMap(new HashMap<>(command.getHelpSectionMap()));
  }

  private static String commands() {
    StringBuilder text = new StringBuilder();
    for (CommandGroups.Group group : CommandGroups.ALL) {
      text.append(String.format("%n%s:%n", group.title()));
      for (CommandGroups.Line line : group.lines()) {
        text.append(String.format("  %-20s %s%n", line.command(), line.summary()));
      }
    }
    return text.toString();
  }

  private static String options(Help help) {
    List<OptionSpec> own = new ArrayList<>();
    List<OptionSpec> shared = new ArrayList<>();
    help.commandSpec().options().stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .forEach(option -> (option.inherited() ? shared : own).add(option));
    Help.Layout layout = help.createDefaultLayout(own, List.of(), help.colorScheme());
    layout.addOptions(own, help.parameterLabelRenderer());
    if (shared.isEmpty()) {
      return String.format("%nOptions of every command:%n") + layout;
    }
    String names =
        shared.stream()
            .map(OptionSpec::longestName)
            .filter(name -> !name.equals("--help"))
            .collect(Collectors.joining(", "));
    int width = help.commandSpec().usageMessage().width();
    return layout
        + String.join(
            System.lineSeparator(),
            wrap("As every command (see `consent --help`): " + names + ".", width, "", "  "))
        + System.lineSeparator();
  }

  private static String footer(Help help) {
    int width = help.commandSpec().usageMessage().width();
    StringBuilder text = new StringBuilder();
    for (String line : help.commandSpec().usageMessage().footer()) {
      List<String> broken =
          line.startsWith(EXAMPLE)
              ? wrap(line, width, " \\", CONTINUED)
              : wrap(line, width, "", "  ");
      broken.forEach(part -> text.append(part).append(System.lineSeparator()));
    }
    return text.toString();
  }

  /** Breaks between words, not inside quotes, so that no line is longer than {@code width}. */
  static List<String> wrap(String line, int width, String continues, String indent) {
    List<String> lines = new ArrayList<>();
    String rest = line;
    while (rest.length() > width) {
      int at = breakAt(rest, width - continues.length());
      if (at < 0) {
        break;
      }
      lines.add(rest.substring(0, at).stripTrailing() + continues);
      rest = indent + rest.substring(at + 1);
    }
    lines.add(rest);
    return lines;
  }

  private static int breakAt(String line, int end) {
    int at = -1;
    boolean words = false;
    char quote = 0;
    for (int i = 0; i <= end; i++) {
      char next = line.charAt(i);
      if (next == quote) {
        quote = 0;
      } else if (quote == 0 && ((next == '\'' && isOpening(line, i)) || next == '"')) {
        quote = next;
      } else if (quote == 0 && next == ' ' && words) {
        at = i;
      }
      words = words || next != ' ';
    }
    return at;
  }

  // An apostrophe within a word quotes nothing.
  private static boolean isOpening(String line, int at) {
    return at == 0 || !Character.isLetterOrDigit(line.charAt(at - 1));
  }
}
