package io.consentledger.ledger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  private static final Pattern FIRST_COLUMNS = Pattern.compile("^\"([^\"]+)\",\"class\",");
  private final Vocabulary vocabulary = Vocabulary.shipped();

  @Test
  void matchesTermsExactlyAndByGroup() {
    assertThat(vocabulary.contains(Vocabulary.Group.PURPOSE, "ServiceProvision")).isTrue();
    assertThat(vocabulary.contains(Vocabulary.Group.PURPOSE, "serviceprovision")).isFalse();
    assertThat(vocabulary.contains(Vocabulary.Group.DATA_CATEGORY, "ServiceProvision")).isFalse();
    assertThat(vocabulary.contains(Vocabulary.Group.LEGAL_BASIS, "A9-2-a")).isTrue();
    // The roots of the hierarchies mean "anything": no purpose is that wide.
    assertThat(vocabulary.contains(Vocabulary.Group.PURPOSE, "Purpose")).isFalse();
    assertThat(vocabulary.contains(Vocabulary.Group.DATA_CATEGORY, "PersonalData")).isFalse();
  }

  @Test
  void keepsTheHashThatGenesisFilesName() {
    assertThat(vocabulary.sha256().toHex())
        .isEqualTo("4954632e29c8ec60c8c7b0385911f88843ce025f761fa08066b679bd96cbf4b8");
  }

  @Test
  void knowsEverySpecialCategoryAsACategory() {
    assertThat(vocabulary.terms(Vocabulary.Group.DATA_CATEGORY))
        .containsAll(vocabulary.terms(Vocabulary.Group.SPECIAL_CATEGORY))
        .hasSize(242);
  }

  @Test
  void holdsThePublishedTerms() throws IOException {
    String vectors = System.getProperty("consentledger.vectors", "");
    Path folder = Path.of(vectors, "dpv-2.3");
    assumeTrue(!vectors.isEmpty() && Files.isDirectory(folder), "no published vocabulary here");
    Set<String> purposes = published(folder.resolve("purposes.csv"));
    purposes.removeAll(Set.of("Purpose", "Sector"));
    assertThat(vocabulary.terms(Vocabulary.Group.PURPOSE)).isEqualTo(purposes);
    Set<String> categories = published(folder.resolve("pd.csv"));
    categories.addAll(published(folder.resolve("personal_data.csv")));
    assertThat(categories).containsAll(vocabulary.terms(Vocabulary.Group.DATA_CATEGORY));
    assertThat(vocabulary.terms(Vocabulary.Group.DATA_CATEGORY))
        .containsAll(published(folder.resolve("pd.csv")));
  }

  private static Set<String> published(Path csv) throws IOException {
    Set<String> terms = new TreeSet<>();
    for (String line : Files.readAllLines(csv)) {
      Matcher matcher = FIRST_COLUMNS.matcher(line);
      if (matcher.find()) {
        terms.add(matcher.group(1));
      }
    }
    return terms;
  }
}
