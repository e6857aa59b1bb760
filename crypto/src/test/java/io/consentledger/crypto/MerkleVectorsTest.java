package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every inclusion and consistency probe of the published Merkle vectors. */
class MerkleVectorsTest {
  /** Its roots are two short texts: equal, so "consistent", yet not SHA-256 digests. */
  private static final String ROOTS_THAT_ARE_NO_DIGESTS =
      "sizes-are-equal-one-and-proof-is-empty.json";

  private static final String OTHER_SUBTREES =
      " probes of subtrees that begin after leaf 0: a scheme of their own, which this log doesn't offer";

  @TestFactory
  Stream<DynamicTest> inclusion() {
    return probes("merkle/inclusion", 98, MerkleVectorsTest::proveInclusion);
  }

  @TestFactory
  Stream<DynamicTest> consistency() {
    return probes("merkle/consistency", 98, MerkleVectorsTest::proveConsistency);
  }

  /** A subtree that begins at leaf 0 is the tree of an earlier size. */
  @TestFactory
  Stream<DynamicTest> inclusionInSubtrees() {
    return probes(
        "merkle/subtreeinclusion",
        204,
        vector ->
            MerkleLog.verifyInclusion(
                vector.get("leafIdx").asLong(),
                vector.get("end").asLong(),
                digest(vector.get("leafHash")),
                proof(vector),
                digest(vector.get("root"))));
  }

  /**
   * A subtree that begins at leaf 0 is the tree of an earlier size. Two probes hold the empty one
   * to be consistent with any root; here nothing is proved from the empty tree.
   */
  @TestFactory
  Stream<DynamicTest> consistencyOfSubtrees() {
    return probes(
        "merkle/subtreeconsistency",
        118,
        vector ->
            MerkleLog.verifyConsistency(
                vector.get("end").asLong(),
                vector.get("size").asLong(),
                proof(vector),
                digest(vector.get("root1")),
                digest(vector.get("root2"))));
  }

  private static void proveInclusion(JsonNode vector) throws ProofException {
    MerkleLog.verifyInclusion(
        vector.get("leafIdx").asLong(),
        vector.get("treeSize").asLong(),
        digest(vector.get("leafHash")),
        proof(vector),
        digest(vector.get("root")));
  }

  private static void proveConsistency(JsonNode vector) throws ProofException {
    MerkleLog.verifyConsistency(
        vector.get("size1").asLong(),
        vector.get("size2").asLong(),
        proof(vector),
        digest(vector.get("root1")),
        digest(vector.get("root2")));
  }

  private static Stream<DynamicTest> probes(String folder, int count, Probe probe) {
    return VectorFiles.tests(
        folder,
        root -> {
          List<Path> files = VectorFiles.filesBelow(root);
          assertThat(files).hasSize(count);
          List<DynamicTest> tests = new ArrayList<>();
          int others = 0;
          for (Path file : files) {
            JsonNode vector = VectorFiles.read(file);
            if (vector.path("start").asLong() == 0) {
              String name = root.relativize(file).toString();
              tests.add(DynamicTest.dynamicTest(name, () -> check(file, vector, probe)));
            } else {
              others++;
            }
          }
          if (others > 0) {
            String reason = others + OTHER_SUBTREES;
            tests.add(DynamicTest.dynamicTest("other subtrees", () -> abort(reason)));
          }
          return tests.stream();
        });
  }

  private static void check(Path file, JsonNode vector, Probe probe) {
    boolean refusedHere =
        file.endsWith(ROOTS_THAT_ARE_NO_DIGESTS) || vector.path("end").asLong(1) == 0;
    boolean expected = !vector.path("wantErr").asBoolean() && !refusedHere;
    assertThat(holds(probe, vector)).as(vector.toString()).isEqualTo(expected);
  }

  private static boolean holds(Probe probe, JsonNode vector) {
    try {
      probe.verify(vector);
      return true;
    } catch (ProofException | NoDigestException refused) {
      return false;
    }
  }

  private static List<Digest> proof(JsonNode vector) {
    List<Digest> proof = new ArrayList<>();
    vector.path("proof").forEach(hash -> proof.add(digest(hash)));
    return proof;
  }

  /** The formats hold digests of exactly 32 bytes, so that no other length reaches a proof. */
  private static Digest digest(JsonNode base64) {
    Bytes bytes = Bytes.fromBase64(base64.asText());
    if (bytes.size() != Digest.SIZE_BYTES) {
      throw new NoDigestException();
    }
    return new Digest(bytes);
  }

  @FunctionalInterface
  private interface Probe {
    void verify(JsonNode vector) throws ProofException;
  }

  private static final class NoDigestException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
