package io.consentledger.cli.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.ledger.model.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PrefixesTest {
  @Test
  void everyDataCategoryHasThePrefixUnderWhichItIsPublished() throws IOException {
    Path published = Path.of(System.getProperty("consentledger.vectors", ""), "dpv-2.3");
    Assumptions.assumeTrue(
        Files.exists(published), "skipped: the published vectors are not on this machine");
    List<String> names = new ArrayList<>();
    for (String file : List.of("pd.csv", "personal_data.csv")) {
      for (String line : Files.readAllLines(published.resolve(file))) {
        String[] columns = line.split("\"", -1);
        if (columns.length > 5) {
          names.add(
              columns[5]
                  .replace("https://w3id.org/dpv/pd#", "pd:")
                  .replace("https://w3id.org/dpv#", "dpv:"));
        }
      }
    }
    for (String term : Vocabulary.shipped().terms(Vocabulary.Group.DATA_CATEGORY)) {
      assertThat(names).contains(Prefixes.dataCategory(term));
    }
  }

  @Test
  void articlesOfTheGdprStandInItsOwnVocabulary() {
    assertThat(Prefixes.legalBasis("A6-1-a")).isEqualTo("eu-gdpr:A6-1-a");
    assertThat(Prefixes.legalBasis("Consent")).isEqualTo("dpv:Consent");
  }
}
