package io.consentledger.cli.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.iab.gpp.encoder.datatype.RangeEntry;
import com.iab.gpp.encoder.section.TcfEuV2;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader of TC strings, held against the IAB's own library on strings of a third hand. */
class TcStringTest {
  @Test
  void whatTheLibraryReadsIsReadAlike() throws Exception {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      TcStrings made = random(random);
      TcString read = TcString.of(made.toString());
      TcfEuV2 library = new TcfEuV2(made.toString());
      String which = "seed " + seed + ": " + made;
      assertThat(read.said().earliest()).as(which).isEqualTo(library.getLastUpdated().toInstant());
      assertThat(read.vendorList()).as(which).isEqualTo(library.getVendorListVersion());
      assertThat(read.policy()).as(which).isEqualTo(library.getPolicyVersion());
      assertThat(read.otherTexts()).as(which).isEqualTo(library.getUseNonStandardStacks());
      assertThat(read.purposeOneUnasked()).as(which).isEqualTo(library.getPurposeOneTreatment());
      assertThat(read.specialFeatures())
          .as(which)
          .isEqualTo(places(library.getSpecialFeatureOptins()));
      assertThat(read.purposes()).as(which).isEqualTo(places(library.getPurposeConsents()));
      assertThat(read.interests())
          .as(which)
          .isEqualTo(places(library.getPurposeLegitimateInterests()));
      assertThat(read.vendors().stream().boxed()).as(which).isEqualTo(library.getVendorConsents());
      assertThat(read.interested().stream().boxed())
          .as(which)
          .isEqualTo(library.getVendorLegitimateInterests());
      assertThat(read.disclosed().orElseThrow().stream().boxed())
          .as(which)
          .isEqualTo(library.getVendorsDisclosed());
      assertThat(read.restrictions().stream().map(TcStringTest::text).toList())
          .as(which)
          .isEqualTo(library.getPublisherRestrictions().stream().map(TcStringTest::text).toList());
    }
  }

  private static TcStrings random(Random random) {
    TcStrings made =
        new TcStrings()
            .updated(Instant.ofEpochMilli(1_600_000_000_000L + 100L * random.nextInt()))
            .list(random.nextInt(4096))
            .policy(random.nextInt(64))
            .ranges(random.nextBoolean())
            .features(1 + random.nextInt(12))
            .consent(some(random, 24), some(random, 900))
            .interest(some(random, 24), some(random, 900))
            .discloses(some(random, 900).toArray(Integer[]::new));
    if (random.nextBoolean()) {
      made.otherTexts();
    }
    if (random.nextBoolean()) {
      made.purposeOneUnasked();
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      Integer[] vendors = some(random, 60).toArray(Integer[]::new);
      made.restricts(1 + random.nextInt(24), random.nextInt(3), vendors);
    }
    return made;
  }

  private static Set<Integer> some(Random random, int largest) {
    Set<Integer> some = new TreeSet<>();
    for (int i = random.nextInt(20); i >= 0; i--) {
      some.add(1 + random.nextInt(largest));
    }
    return some;
  }

  private static Set<Integer> places(List<Boolean> bits) {
    Set<Integer> places = new TreeSet<>();
    for (int i = 0; i < bits.size(); i++) {
      if (bits.get(i)) {
        places.add(i + 1);
      }
    }
    return places;
  }

  private static String text(TcString.Restriction one) {
    return one.purpose() + "/" + one.type() + one.vendors().stream().boxed().toList();
  }

  private static String text(RangeEntry one) {
    return one.getKey() + "/" + one.getType() + one.getIds();
  }

  @Test
  void aStringThatIsCutOffIsNoString() throws Exception {
    String core =
        new TcStrings().consent(Set.of(1, 2), Set.of(1, 2, 6)).restricts(2, 0, 1, 6).toString();
    assertThat(TcString.of(core).restrictions()).hasSize(1);
    for (int end = 0; end < core.length(); end++) {
      String cut = core.substring(0, end);
      assertThatThrownBy(() -> TcString.of(cut)).as(cut).isInstanceOf(FormatException.class);
    }
    assertThat(new TcfEuV2(core.substring(0, core.length() - 4)).getPublisherRestrictions())
        .as("why the library isn't used: it loses what the publisher forbids")
        .isEmpty();
  }

  @Test
  void theDaysOfTheFrameworkAreSpans() throws Exception {
    Said day = TcString.of(new TcStrings().toString()).said();
    assertThat(day.earliest()).hasToString("2026-01-01T00:00:00Z");
    assertThat(day.latest()).hasToString("2026-01-01T23:59:59.999Z");
    Instant moment = Instant.parse("2026-01-01T08:00:00.100Z");
    assertThat(TcString.of(new TcStrings().updated(moment).toString()).said())
        .isEqualTo(Said.at(moment));
  }

  @Test
  void shownVendorsThatAreNotToldAreNotNone() throws Exception {
    assertThat(TcString.of(new TcStrings().toString()).disclosed()).isEmpty();
    assertThat(TcString.of(new TcStrings().discloses().toString()).disclosed())
        .isEqualTo(Optional.of(VendorSet.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA", // version 1
        "XX",
        "{CORE}.", // an empty segment
        "{CORE}.IAAAAA.IAAAAA", // twice
        "{CORE}.AAAAAA", // a second core
        "{CORE}.gAAAAA", // of an unknown type
        "{CORE}=", // another alphabet
        "{CORE}_", // something after the end
        "{CORE}.IFukWSQg" // cut off
      })
  void whatIsNotOfTheFormatIsRefused(String text) {
    String core = new TcStrings().consent(Set.of(1), Set.of(5)).toString();
    String written = text.replace("{CORE}", core);
    assertThatThrownBy(() -> TcString.of(written))
        .isInstanceOfSatisfying(
            FormatException.class, e -> assertThat(e.code()).isEqualTo("tcf-string"));
  }

  @Test
  void publishedStringsAreRead() throws Exception {
    TcString all =
        TcString.of(
            "COw4XqLOw4XqLAAAAAENAXCAAAAAAAAAAAAAAAAAAAAA.IFukWSQgAIQwgI0QEByFAAAAeIAACAIgSAAQAIAgEQ"
                + "ACEABAAAgAQFAEAIAAAGBAAgAAAAQAIFAAMCQAAgAAQiRAEQAAAAANAAIAAggAIYQFAAARmggBC3ZCYzU2"
                + "yIA.QFukWSQgAIQwgI0QEByFAAAAeIAACAIgSAAQAIAgEQACEABAAAgAQFAEAIAAAGBAAgAAAAQAIFAAMCQ"
                + "AAgAAQiRAEQAAAAANAAIAAggAIYQFAAARmggBC3ZCYzU2yIA.YAAAAAAAAAAAAAAAAAA");
    assertThat(all.said()).isEqualTo(Said.at(Instant.parse("2020-03-26T18:21:27.500Z")));
    assertThat(all.disclosed().orElseThrow().stream().boxed().limit(4).collect(Collectors.toList()))
        .containsExactly(2, 6, 8, 9);
  }

  @Test
  void aStringOfAnyLengthIsNotRead() throws Exception {
    TcStrings made = new TcStrings();
    for (int i = 0; i < 200; i++) {
      made.restricts(1 + i % 24, 0, 1, 3, 5);
    }
    assertThat(TcString.of(made.toString()).restrictions()).hasSize(200);
    assertThatThrownBy(() -> TcString.of(made + "A".repeat(16_384)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("longer than");
  }
}
