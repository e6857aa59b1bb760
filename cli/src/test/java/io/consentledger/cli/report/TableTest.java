package io.consentledger.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void alignsColumnsAndBreaksTheLastOneOnANarrowTerminal() {
    Table table = new Table("id", "text");
    table.row("1", "one two three four five six seven");
    table.row("100", "x");
    assertThat(printed(table, OptionalInt.empty()))
        .containsExactly(
            "id   text",
            "---  ---------------------------------",
            "1    one two three four five six seven",
            "100  x");
    assertThat(printed(table, OptionalInt.of(29)))
        .containsExactly(
            "id   text",
            "---  ------------------------",
            "1    one two three four five",
            "     six seven",
            "100  x");
  }

  @Test
  void aLastColumnWithoutRoomStandsBelowItsRow() {
    Table table = new Table("time (UTC)", "process", "what happened");
    table.row("2026-11-23T12:00:00Z", "newsletter", "the customer consented to everything");
    table.row("", "", ">>> used without consent");
    assertThat(printed(table, OptionalInt.of(40)))
        .containsExactly(
            "time (UTC)            process",
            "    what happened",
            "--------------------  ----------",
            "2026-11-23T12:00:00Z  newsletter",
            "    the customer consented to everything",
            "    >>> used without consent");
  }

  @Test
  void whereNotEvenTheColumnsFitEachCellHasALine() {
    Table table = new Table("time (UTC)", "process", "what");
    table.row("2026-11-23T12:00:00Z", "newsletter", "consented");
    assertThat(printed(table, OptionalInt.of(30)))
        .containsExactly(
            "time (UTC)  2026-11-23T12:00:00Z",
            "process     newsletter",
            "what        consented",
            "");
  }

  @Test
  void noWordIsBroken() {
    String hash = "5a".repeat(32);
    Table table = new Table("id", "hash");
    table.row("1", hash + " and more of it");
    assertThat(printed(table, OptionalInt.of(40))).contains("1   " + hash, "    and more of it");
  }

  @Test
  void whatWouldSteerATerminalIsShownInstead() {
    Table table = new Table("id", "text");
    table.row("a\u202eb", "\u001b[31mred\u009b0m \u200f\u2066x\u2069\u061c\u007f line\ntwo é");
    assertThat(printed(table, OptionalInt.empty()).get(2))
        .isEqualTo(
            "a\\u202Eb  \\u001B[31mred\\u009B0m \\u200F\\u2066x\\u2069\\u061C\\u007F line\\u000Atwo é");
  }

  @Test
  void csvQuotesWhatItMustAndDisarmsFormulas() {
    assertThat(Csv.line(List.of("a", "b,c", "say \"x\"", "=1+1", "")))
        .isEqualTo("a,\"b,c\",\"say \"\"x\"\"\",'=1+1,\r\n");
    assertThat(Csv.line(List.of("+1", "-2+3", "@x", "\t=1", "\r=1", "-3", "-3.5", "-")))
        .isEqualTo("'+1,'-2+3,'@x,'\t=1,\"'\r=1\",-3,-3.5,'-\r\n");
  }

  @Test
  void timesAreUtc() {
    assertThat(Times.second(1_790_000_000_999L)).isEqualTo("2026-09-21T14:13:20Z");
    assertThat(Times.millisecond(1_790_000_000_007L)).isEqualTo("2026-09-21T14:13:20.007Z");
    assertThat(Times.day(0)).isEqualTo("1970-01-01");
  }

  private static List<String> printed(Table table, OptionalInt width) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    table.print(new PrintStream(out, true, StandardCharsets.UTF_8), width);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
