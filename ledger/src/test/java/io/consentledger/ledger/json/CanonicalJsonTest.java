package io.consentledger.ledger.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.TestNetwork;
import io.consentledger.ledger.tx.TransactionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CanonicalJsonTest {
  private static final String PROPERTY = "consentledger.vectors";

  @TestFactory
  Stream<DynamicTest> acceptsWhatIsItsOwnCanonicalForm() {
    return CanonicalJsonCases.accepted().entrySet().stream()
        .map(
            item ->
                DynamicTest.dynamicTest(
                    item.getKey(),
                    () ->
                        assertThat(CanonicalJson.encode(CanonicalJson.parse(item.getValue())))
                            .isEqualTo(item.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> refusesEverythingElse() {
    return CanonicalJsonCases.refused().entrySet().stream()
        .map(item -> DynamicTest.dynamicTest(item.getKey(), () -> assertRefused(item.getValue())));
  }

  @Test
  void refusesAPayloadCutAtAnyByte() {
    Bytes payload = new TestNetwork().process().payload();
    for (int size = 0; size < payload.size(); size++) {
      assertRefused(payload.slice(0, size));
    }
  }

  @Test
  void neverTakesTwoFormsForOneWhateverByteIsChanged() throws TransactionException {
    Bytes payload = new TestNetwork().notice().payload();
    ObjectNode parsed = CanonicalJson.parse(payload);
    for (int at = 0; at < payload.size(); at++) {
      for (int flip = 1; flip < 256; flip <<= 1) {
        byte[] changed = payload.toArray();
        changed[at] ^= (byte) flip;
        try {
          assertThat(CanonicalJson.parse(Bytes.owning(changed))).isNotEqualTo(parsed);
        } catch (TransactionException refused) {
          assertThat(refused.code()).isEqualTo("payload-not-canonical");
        }
      }
    }
  }

  @Test
  void encodesOnlyWhatHasACanonicalForm() {
    assertThatThrownBy(() -> CanonicalJson.encode(DoubleNode.valueOf(1.5)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.encode(LongNode.valueOf(1L << 53)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.encode(TextNode.valueOf("\ud83d")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"french.json", "unicode.json", "weird.json", "arrays.json"})
  void agreesWithThePublishedVectors(String name) throws Exception {
    Bytes input = published("input", name);
    Bytes output = published("output", name);
    assertThat(CanonicalJson.encode(new ObjectMapper().readTree(input.toArray())))
        .isEqualTo(output);
    if (output.at(0) == '{') {
      assertThat(CanonicalJson.encode(CanonicalJson.parse(output))).isEqualTo(output);
    } else {
      assertRefused(output); // An array is no payload, canonical as it is.
    }
    if (!input.equals(output)) {
      assertRefused(input);
    }
  }

  @Test
  void refusesThePublishedVectorsThatHoldFloats() throws Exception {
    assertRefused(published("input", "values.json"));
    assertRefused(published("output", "values.json"));
    assertRefused(published("input", "structures.json"));
    // Its only float is 56.0, which comes out as an integer: that form is ours too.
    Bytes output = published("output", "structures.json");
    assertThat(CanonicalJson.encode(CanonicalJson.parse(output))).isEqualTo(output);
  }

  @Test
  void knowsEveryPublishedVector() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(vectors().resolve("input"))) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    assertThat(names)
        .containsExactlyInAnyOrder(
            "arrays.json",
            "french.json",
            "structures.json",
            "unicode.json",
            "values.json",
            "weird.json");
  }

  private static Bytes published(String folder, String name) throws IOException {
    return Bytes.owning(Files.readAllBytes(vectors().resolve(folder).resolve(name)));
  }

  private static Path vectors() {
    String vectors = System.getProperty(PROPERTY, "");
    Assumptions.assumeTrue(
        !vectors.isEmpty() && Files.isDirectory(Path.of(vectors, "jcs")), "no vectors here");
    return Path.of(vectors, "jcs");
  }

  private static void assertRefused(Bytes input) {
    assertThatThrownBy(() -> CanonicalJson.parse(input))
        .isInstanceOfSatisfying(
            TransactionException.class,
            refused -> assertThat(refused.code()).isEqualTo("payload-not-canonical"));
  }
}
