package io.consentledger.cli.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class DropListTest {
  private static final String HASH = "KA18MT/ph6IHYjzT9zwETySDQyvSh87YuoSBpOQtkhE=";

  @Test
  void readsAList() throws Exception {
    DropList list =
        DropList.parse("ID,Hash\r\nA7kP2xQ9Lm4R," + HASH + "\r\nB7kP2xQ9Lm4R," + HASH + "\r\n");
    assertThat(list.removed()).isFalse();
    assertThat(list.bad()).isEmpty();
    assertThat(list.rows())
        .containsExactly(
            new DropList.Row(2, "A7kP2xQ9Lm4R", HASH), new DropList.Row(3, "B7kP2xQ9Lm4R", HASH));
  }

  @Test
  void badRowsAreNamedByLineAndTheOthersStand() throws Exception {
    DropList list =
        DropList.parse(
            String.join(
                "\n",
                "ID,Hash",
                "680," + HASH,
                "A7kP2xQ9Lm4R," + HASH,
                "A7kP2xQ9Lm4R," + HASH,
                "C7kP2xQ9Lm4R,KA18",
                "",
                "D7kP2xQ9Lm4R," + HASH + ",x"));
    assertThat(list.rows()).extracting(DropList.Row::line).containsExactly(3);
    assertThat(list.bad()).extracting(DropList.BadRow::line).containsExactly(2, 4, 5, 6, 7);
  }

  @Test
  void aRemovedListNamesTheTypeOfEachRow() throws Exception {
    DropList list =
        DropList.parse(
            "ID,Hash,ListType\nA7kP2xQ9Lm4R," + HASH + ",NDZ\nB7kP2xQ9Lm4R," + HASH + ",Removed\n");
    assertThat(list.removed()).isTrue();
    assertThat(list.rows()).extracting(DropList.Row::line).containsExactly(2);
    assertThat(list.bad()).extracting(DropList.BadRow::line).containsExactly(3);
  }

  @Test
  void anotherFileIsRefused() {
    for (String text : List.of("", "Id,Hash\n", "ID,Hash,Type\n", "\ufeffID,Hash\n")) {
      refused(text);
    }
  }

  @Test
  void answersAreWrittenAsThePlatformTakesThem() {
    assertThat(DropStatus.HEADER).isEqualTo("Id,Status");
    assertThat(DropStatus.DELETED.row("A7kP2xQ9Lm4R")).isEqualTo("A7kP2xQ9Lm4R,3");
  }

  private static void refused(String text) {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> DropList.parse(text))
        .satisfies(e -> assertThat(e.code()).isEqualTo("drop-header"));
  }
}
