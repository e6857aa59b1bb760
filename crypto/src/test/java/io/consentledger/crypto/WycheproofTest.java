package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every Wycheproof vector for the two algorithms, under the policy of docs/spec. */
class WycheproofTest {
  @TestFactory
  Stream<DynamicTest> answersEveryEd25519VectorAsPublished() {
    return VectorFiles.tests(
        "crypto/ed25519_test.json",
        file -> tests(file, Algorithm.ED25519, "pk", 151, WycheproofTest::isValid));
  }

  /** The policy refuses one thing that the vectors allow: s in the upper half. */
  @TestFactory
  Stream<DynamicTest> answersEveryP256VectorAsPublishedSaveHighS() {
    return VectorFiles.tests(
        "crypto/ecdsa_secp256r1_sha256_p1363_test.json",
        file ->
            tests(
                file,
                Algorithm.ECDSA_P256,
                "uncompressed",
                262,
                vector -> isValid(vector) && !hasHighS(vector)));
  }

  /** What was refused for its high s alone is accepted once s is replaced by the order less s. */
  @TestFactory
  Stream<DynamicTest> acceptsTheLowTwinOfEveryValidHighS() {
    return VectorFiles.tests(
        "crypto/ecdsa_secp256r1_sha256_p1363_test.json",
        file -> {
          JsonNode groups = VectorFiles.read(file).get("testGroups");
          return elements(groups)
              .flatMap(
                  group ->
                      elements(group.get("tests"))
                          .filter(vector -> isValid(vector) && hasHighS(vector))
                          .map(vector -> twinTest(group, vector)));
        });
  }

  private static DynamicTest twinTest(JsonNode group, JsonNode vector) {
    return DynamicTest.dynamicTest(
        "tcId " + vector.get("tcId").asInt(),
        () -> {
          Bytes signature = hex(vector, "sig");
          byte[] twin = signature.toArray();
          P256.putScalar(P256.ORDER.subtract(s(signature)), twin, 32);
          Bytes key = hex(group.get("publicKey"), "uncompressed");
          assertThat(accepts(Algorithm.ECDSA_P256, key, hex(vector, "msg"), Bytes.owning(twin)))
              .isTrue();
        });
  }

  private static Stream<DynamicTest> tests(
      Path file, Algorithm algorithm, String keyField, int count, Predicate<JsonNode> accepted) {
    JsonNode root = VectorFiles.read(file);
    assertThat(root.get("numberOfTests").asInt()).isEqualTo(count);
    return elements(root.get("testGroups"))
        .flatMap(
            group ->
                elements(group.get("tests"))
                    .map(
                        vector ->
                            DynamicTest.dynamicTest(
                                "tcId " + vector.get("tcId").asInt(),
                                () ->
                                    assertThat(
                                            accepts(
                                                algorithm,
                                                hex(group.get("publicKey"), keyField),
                                                hex(vector, "msg"),
                                                hex(vector, "sig")))
                                        .as(vector.toString())
                                        .isEqualTo(accepted.test(vector)))));
  }

  private static boolean accepts(Algorithm algorithm, Bytes key, Bytes message, Bytes signature) {
    try {
      VerifyingKey.of(algorithm, key).verify(message, new Signature(signature));
      return true;
    } catch (CryptoException refused) {
      return false;
    }
  }

  private static boolean isValid(JsonNode vector) {
    return vector.get("result").asText().equals("valid");
  }

  private static boolean hasHighS(JsonNode vector) {
    return s(hex(vector, "sig")).compareTo(P256.HALF_ORDER) > 0;
  }

  private static BigInteger s(Bytes signature) {
    return signature.size() == 64
        ? new BigInteger(1, signature.slice(32, 64).toArray())
        : BigInteger.ZERO;
  }

  private static Bytes hex(JsonNode node, String field) {
    return Bytes.fromHex(node.get(field).asText());
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
