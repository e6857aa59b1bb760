package io.consentledger.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.cli.base.Json;
import io.consentledger.cli.formats.FormatException;
import io.consentledger.cli.formats.TcStrings;
import io.consentledger.cli.formats.VendorList;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What TC strings become, bit by bit: unknown never permits, whatever denies protects. */
class TcfImporterTest {
  private static final String LIST =
      "{'gvlSpecificationVersion':3,'vendorListVersion':7,'vendors':{'5':{'id':5,'name':'Us Ltd',"
          + "'purposes':[2,3],'legIntPurposes':[7,10],'flexiblePurposes':[2,7],"
          + "'specialFeatures':[1],'dataDeclaration':[1,6]},"
          + "'6':{'id':6,'name':'Them','purposes':[1,2],'legIntPurposes':[],"
          + "'flexiblePurposes':[],'specialFeatures':[],'dataDeclaration':[1]},"
          + "'9':{'id':9,'name':'Gone','deletedDate':'2020-01-01T00:00:00Z','purposes':[2,3],"
          + "'legIntPurposes':[],'flexiblePurposes':[],'specialFeatures':[],'dataDeclaration':[1]}}}";
  private static final Map<String, String> ADS = Map.of("2", "ads@1", "3", "ads@1");
  private static final Set<Integer> US = Set.of(5);

  private static TcStrings yes() {
    return new TcStrings()
        .consent(Set.of(2, 3), US)
        .interest(Set.of(7, 10), US)
        .features(1)
        .discloses(5);
  }

  private static Arguments row(String what, UnaryOperator<TcStrings> change, String... words) {
    return Arguments.of(what, change.apply(yes()).toString(), List.of(words));
  }

  static Stream<Arguments> strings() {
    String ends = "withdraw ads@1";
    String objects = "opt-out OBJECTION";
    return Stream.of(
        row("consent to all", it -> it, "grant ads@1"),
        row("as ranges", it -> it.ranges(true), "grant ads@1"),
        row("a purpose less", it -> it.consent(Set.of(2), US), ends),
        row("another vendor", it -> it.consent(Set.of(2, 3), Set.of(6)), ends),
        row("others than ours shown", it -> it.discloses(6), ends, objects),
        row("restricted: none", it -> it.restricts(3, 0, 5), ends),
        row("restricted: of another vendor", it -> it.restricts(3, 0, 6), "grant ads@1"),
        row("restricted: another purpose", it -> it.restricts(8, 0, 5), "grant ads@1"),
        row("restricted: by consent, as it is", it -> it.restricts(3, 1, 5), "grant ads@1"),
        row("restricted: by interest, inflexible", it -> it.restricts(3, 2, 5), ends),
        row("restricted: by interest, flexible", it -> it.restricts(2, 2, 5), ends),
        row("restricted: of no known type", it -> it.restricts(3, 3, 5), ends),
        row("restricted in two ways", it -> it.restricts(2, 1, 5).restricts(2, 2, 5), ends),
        row(
            "no consent, and objected",
            it -> it.consent(Set.of(), Set.of()).interest(Set.of(7), US),
            ends,
            objects),
        row(
            "no consent, and objected to us",
            it -> it.consent(Set.of(), Set.of()).interest(Set.of(7, 10), Set.of(6)),
            ends,
            objects),
        row("no consent, interests stand", it -> it.consent(Set.of(), Set.of()), ends),
        row(
            "interests that a publisher turned into consent",
            it -> it.interest(Set.of(10), US).consent(Set.of(2, 3), US).restricts(7, 1, 5),
            "grant ads@1"),
        row("policies before 2.2", it -> it.policy(3), "! tcf-policy", ends),
        row("policies of tomorrow", it -> it.policy(6), "! tcf-policy", ends),
        row("other texts", TcStrings::otherTexts, "! tcf-texts", ends),
        row("a newer list", it -> it.list(8), "! tcf-list", ends),
        row("an older list", it -> it.list(6), "! tcf-list", ends));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("strings")
  void isRead(String what, String string, List<String> words) throws Exception {
    assertThat(words(read("ann\t" + string, "5", ADS))).as(what).isEqualTo(words);
  }

  @Test
  void aGrantSaysOfWhatSinceWhenUntilWhenAndForWhom() throws Exception {
    ImportPlan plan = read("ann\t" + yes(), "us ltd", ADS);
    ImportStep grant = plan.steps().get(0);
    assertThat(Json.texts(grant.instruction().path("dataCategories")))
        .containsExactly("IPAddress", "BrowsingBehaviour");
    assertThat(grant.instruction().path("validUntil").asText()).isEqualTo("2029-01-01");
    assertThat(grant.said().orElseThrow().earliest()).hasToString("2026-01-01T00:00:00Z");
    assertThat(grant.said().orElseThrow().latest()).hasToString("2026-01-01T23:59:59.999Z");
    assertThat(grant.coverage()).as("nobody else is told").isEqualTo(Coverage.NOBODY_ELSE);
    Meanings endless = meanings("5", ADS, null);
    assertThat(words(read("ann\t" + yes(), endless)))
        .containsExactly("! end-unresolved", "withdraw ads@1");
  }

  @Test
  void withoutTheSegmentOfShownVendorsOnlyOldStringsPermit() throws Exception {
    TcStrings bare = new TcStrings().consent(Set.of(2, 3), US).interest(Set.of(7, 10), US);
    assertThat(words(read("ann\t" + bare.policy(4), "5", ADS))).containsExactly("grant ads@1");
    assertThat(words(read("ann\t" + bare.policy(5), "5", ADS)))
        .containsExactly("! tcf-disclosed", "withdraw ads@1");
    TcStrings late = bare.policy(4).updated(Instant.parse("2026-03-01T00:00:00Z"));
    assertThat(words(read("ann\t" + late, "5", ADS)))
        .containsExactly("! tcf-disclosed", "withdraw ads@1");
  }

  @Test
  void purposesOnInterestAreNoConsentAndSpecialFeaturesAreAskedFor() throws Exception {
    assertThat(words(read("ann\t" + yes(), "5", Map.of("7", "measure@1")))).isEmpty();
    assertThat(read("ann\t" + yes(), "5", Map.of("7", "measure@1")).notes()).hasSize(1);
    assertThat(words(read("ann\t" + yes(), "5", Map.of("2", "ads@1", "7", "ads@1"))))
        .containsExactly("! tcf-purpose", "withdraw ads@1");
    assertThat(words(read("ann\t" + yes(), "5", Map.of("sf1", "place@1"))))
        .containsExactly("grant place@1");
    assertThat(words(read("ann\t" + yes().features(2), "5", Map.of("sf1", "place@1"))))
        .containsExactly("withdraw place@1");
    assertThat(words(read("ann\t" + yes(), "5", Map.of("9", "ads@1"))))
        .containsExactly("! tcf-purpose", "withdraw ads@1");
    Map<String, String> store = Map.of("1", "store@1");
    TcStrings asked = yes().consent(Set.of(1), Set.of(6)).discloses(6);
    assertThat(words(read("ann\t" + asked, "6", store))).containsExactly("grant store@1");
    assertThat(words(read("ann\t" + asked.purposeOneUnasked(), "6", store)))
        .containsExactly("withdraw store@1");
  }

  @Test
  void aVendorThatIsNotOnTheListPermitsNothing() throws Exception {
    for (String vendor : List.of("9", "77")) {
      int number = Integer.parseInt(vendor);
      TcStrings string = yes().consent(Set.of(2, 3), Set.of(number)).discloses(number);
      assertThat(words(read("ann\t" + string, vendor, ADS)))
          .containsExactly("! tcf-vendor", "withdraw ads@1");
    }
  }

  @Test
  void whatCannotBeReadEndsAndObjects() throws Exception {
    for (String text : List.of("rubbish", yes().toString().substring(3), yes() + "x", "DBABMA~C")) {
      assertThat(words(read("ann\t" + text, "5", ADS)))
          .as(text)
          .containsExactly("! tcf-string", "withdraw ads@1", "opt-out OBJECTION");
    }
    ImportPlan spaced = read("ann\t \"" + yes() + "\"", "5", ADS);
    assertThat(words(spaced)).containsExactly("grant ads@1");
    assertThat(spaced.notes()).hasSize(1);
  }

  @Test
  void theQuestionMustBeWhole() throws Exception {
    String log = "ann\t" + yes();
    assertThat(words(read(log, new Meanings(ADS, Map.of(), "2029-01-01", Set.of("5")))))
        .containsExactly("! tcf-list");
    Meanings once = meanings("5", ADS, "2029-01-01");
    List<VendorList> twice = List.of(once.vendorLists().get(0), once.vendorLists().get(0));
    assertThat(
            words(
                read(log, new Meanings(ADS, Map.of(), "2029-01-01", Set.of("5"), twice, Set.of()))))
        .as("two lists of one version may differ")
        .containsExactly("! tcf-list");
    assertThat(words(read(log, "nobody", ADS))).containsExactly("! tcf-vendor");
    assertThat(words(read(log, "5", Map.of("ads", "ads@1")))).containsExactly("! tcf-purpose");
    assertThat(words(read(log, "5", Map.of()))).containsExactly("! process-missing");
    ImportPlan all = read(log, meanings("5", Map.of(), "2029-01-01"), "everything@1");
    assertThat(words(all)).containsExactly("grant everything@1");
  }

  @Test
  void aStringThatIsSentWithEveryPageIsOneWord() throws Exception {
    String line = "ann\t" + yes() + "\n";
    assertThat(
            words(
                read(
                    line.repeat(5) + line.toUpperCase(Locale.ROOT).substring(0, 4) + yes(),
                    "5",
                    ADS)))
        .containsExactly("grant ads@1");
  }

  private static ImportPlan read(String log, String vendor, Map<String, String> purposes)
      throws FormatException {
    return read(log, meanings(vendor, purposes, "2029-01-01"));
  }

  private static ImportPlan read(String log, Meanings meanings) {
    return read(log, meanings, null);
  }

  private static ImportPlan read(String log, Meanings meanings, @Nullable String process) {
    ImportOptions options = new ImportOptions(process, null, null, meanings);
    return new TcfImporter().read(log.getBytes(StandardCharsets.UTF_8), options);
  }

  private static Meanings meanings(
      String vendor, Map<String, String> purposes, @Nullable String validUntil)
      throws FormatException {
    VendorList list = VendorList.of(LIST.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return new Meanings(purposes, Map.of(), validUntil, Set.of(vendor), List.of(list), Set.of());
  }

  private static List<String> words(ImportPlan plan) {
    return Stream.concat(
            plan.problems().stream().map(problem -> "! " + problem.code()),
            plan.steps().stream()
                .map(
                    step ->
                        step.verb()
                            + ' '
                            + step.instruction().path("process").asText()
                            + step.instruction().path("right").asText()))
        .toList();
  }
}
