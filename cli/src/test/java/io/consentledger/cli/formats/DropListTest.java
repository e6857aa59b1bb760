package io.consentledger.cli.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class DropListTest {
  private static final String HASH = "KA18MT/ph6IHYjzT9zwETySDQyvSh87YuoSBpOQtkhE=";
  private static final String EMAIL = "20260312_4821_Email.csv";

  @Test
  void readsAList() throws Exception {
    DropList list =
        DropList.parse(
            EMAIL, "ID,Hash\r\nA7kP2xQ9Lm4R," + HASH + "\r\nB7kP2xQ9Lm4R," + HASH + "\r\n");
    assertThat(list.type()).isEqualTo(DropList.Type.EMAIL);
    assertThat(list.removed()).isFalse();
    assertThat(list.bad()).isEmpty();
    assertThat(list.rows())
        .containsExactly(
            new DropList.Row(2, "A7kP2xQ9Lm4R", HASH, DropList.Type.EMAIL),
            new DropList.Row(3, "B7kP2xQ9Lm4R", HASH, DropList.Type.EMAIL));
  }

  @Test
  void badRowsAreNamedByLineAndTheOthersStand() throws Exception {
    DropList list =
        DropList.parse(
            "20260312_4821_Phone_part01.csv",
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
            "20260312_4821_Removed.csv",
            "ID,Hash,ListType\nA7kP2xQ9Lm4R," + HASH + ",NDZ\nB7kP2xQ9Lm4R," + HASH + ",Removed\n");
    assertThat(list.removed()).isTrue();
    assertThat(list.rows()).extracting(DropList.Row::type).containsExactly(DropList.Type.NDZ);
    assertThat(list.bad()).extracting(DropList.BadRow::line).containsExactly(3);
  }

  @Test
  void anotherFileIsRefused() {
    for (String name : List.of("list.csv", "20260312_4821_Fax.csv", "20260312_4821_Email.zip")) {
      refused("drop-file-name", name, "ID,Hash\n");
    }
    for (String text : List.of("", "Id,Hash\n", "ID,Hash,ListType\n", "\ufeffID,Hash\n")) {
      refused("drop-header", EMAIL, text);
    }
  }

  @Test
  void answersAreWrittenAsThePlatformTakesThem() {
    assertThat(DropStatus.HEADER).isEqualTo("Id,Status");
    assertThat(DropStatus.DELETED.row("A7kP2xQ9Lm4R")).isEqualTo("A7kP2xQ9Lm4R,3");
  }

  private static void refused(String code, String name, String text) {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> DropList.parse(name, text))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}
