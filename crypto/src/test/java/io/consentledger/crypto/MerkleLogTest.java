package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MerkleLogTest {
  private static final int SIZE_MAX = 40;
  private static final List<Digest> LEAVES = leaves(SIZE_MAX);

  @Test
  void hashesNothingAsSha256OfNothing() {
    assertThat(MerkleLog.root(List.of()).toHex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void tagsLeavesAndNodes() {
    Digest left = MerkleLog.leaf(Bytes.utf8("l"));
    Digest right = MerkleLog.leaf(Bytes.utf8("r"));
    assertThat(left).isEqualTo(Digest.of(Bytes.fromHex("006c")));
    assertThat(MerkleLog.root(List.of(left))).isEqualTo(left);
    assertThat(MerkleLog.root(List.of(left, right)))
        .isEqualTo(Digest.of(Bytes.fromHex("01"), left.bytes(), right.bytes()));
  }

  @Test
  void givesTheRootOfTheDefinition() {
    for (int size = 0; size <= SIZE_MAX; size++) {
      List<Digest> leaves = LEAVES.subList(0, size);
      assertThat(MerkleLog.root(leaves)).isEqualTo(NaiveLog.root(leaves));
    }
  }

  @Test
  void givesTheInclusionProofOfTheDefinitionAndAcceptsIt() throws Exception {
    for (int size = 1; size <= SIZE_MAX; size++) {
      List<Digest> leaves = LEAVES.subList(0, size);
      for (int index = 0; index < size; index++) {
        List<Digest> proof = MerkleLog.inclusionProof(leaves, index);
        assertThat(proof).isEqualTo(NaiveLog.path(index, leaves));
        MerkleLog.verifyInclusion(index, size, leaves.get(index), proof, NaiveLog.root(leaves));
      }
    }
  }

  @Test
  void givesTheConsistencyProofOfTheDefinitionAndAcceptsIt() throws Exception {
    for (int size2 = 1; size2 <= SIZE_MAX; size2++) {
      List<Digest> leaves = LEAVES.subList(0, size2);
      for (int size1 = 1; size1 <= size2; size1++) {
        List<Digest> proof = MerkleLog.consistencyProof(leaves, size1);
        assertThat(proof).isEqualTo(NaiveLog.proof(size1, leaves));
        Digest root1 = NaiveLog.root(leaves.subList(0, size1));
        MerkleLog.verifyConsistency(size1, size2, proof, root1, NaiveLog.root(leaves));
      }
    }
  }

  @Test
  void refusesAnInclusionProofInAnyOtherPlace() {
    for (int size = 1; size <= 17; size++) {
      List<Digest> leaves = LEAVES.subList(0, size);
      Digest root = MerkleLog.root(leaves);
      for (int index = 0; index < size; index++) {
        List<Digest> proof = MerkleLog.inclusionProof(leaves, index);
        for (int other = -1; other <= 17; other++) {
          if (other != index) {
            int at = other;
            int of = size;
            Digest leaf = leaves.get(index);
            assertRefused(() -> MerkleLog.verifyInclusion(at, of, leaf, proof, root));
          }
        }
      }
    }
  }

  @Test
  void refusesEveryDamagedInclusionProof() {
    List<Digest> leaves = LEAVES.subList(0, 13);
    Digest root = MerkleLog.root(leaves);
    for (int index = 0; index < 13; index++) {
      int at = index;
      Digest leaf = leaves.get(at);
      List<Digest> proof = MerkleLog.inclusionProof(leaves, index);
      for (List<Digest> damaged : damaged(proof)) {
        assertRefused(() -> MerkleLog.verifyInclusion(at, 13, leaf, damaged, root));
      }
      assertRefused(() -> MerkleLog.verifyInclusion(at, 13, Digest.ZERO, proof, root));
      assertRefused(() -> MerkleLog.verifyInclusion(at, 13, leaf, proof, Digest.ZERO));
    }
  }

  @Test
  void refusesEveryDamagedConsistencyProof() {
    List<Digest> leaves = LEAVES.subList(0, 13);
    Digest root2 = MerkleLog.root(leaves);
    for (int size1 = 1; size1 <= 13; size1++) {
      int from = size1;
      Digest root1 = MerkleLog.root(leaves.subList(0, size1));
      List<Digest> proof = MerkleLog.consistencyProof(leaves, size1);
      for (List<Digest> damaged : damaged(proof)) {
        assertRefused(() -> MerkleLog.verifyConsistency(from, 13, damaged, root1, root2));
      }
      assertRefused(() -> MerkleLog.verifyConsistency(from, 13, proof, Digest.ZERO, root2));
      assertRefused(() -> MerkleLog.verifyConsistency(from, 13, proof, root1, Digest.ZERO));
      if (from != 13) {
        assertRefused(() -> MerkleLog.verifyConsistency(from, 13, proof, root2, root1));
      }
    }
  }

  @Test
  void provesNothingFromTheEmptyLog() {
    Digest empty = MerkleLog.root(List.of());
    assertRefused(() -> MerkleLog.verifyConsistency(0, 0, List.of(), empty, empty));
    assertRefused(() -> MerkleLog.verifyConsistency(0, 1, List.of(), empty, LEAVES.get(0)));
    assertRefused(() -> MerkleLog.verifyConsistency(-1, 1, List.of(), empty, LEAVES.get(0)));
    assertThatIllegalArgumentException().isThrownBy(() -> MerkleLog.consistencyProof(LEAVES, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MerkleLog.consistencyProof(LEAVES, SIZE_MAX + 1));
  }

  @Test
  void provesNoLeafThatIsNotThere() {
    Digest leaf = LEAVES.get(0);
    assertRefused(() -> MerkleLog.verifyInclusion(0, 0, leaf, List.of(), leaf));
    assertRefused(() -> MerkleLog.verifyInclusion(1, 1, leaf, List.of(), leaf));
    assertRefused(() -> MerkleLog.verifyInclusion(-1, 1, leaf, List.of(), leaf));
    assertRefused(() -> MerkleLog.verifyInclusion(0, Long.MIN_VALUE, leaf, List.of(), leaf));
    assertThatThrownBy(() -> MerkleLog.inclusionProof(LEAVES, SIZE_MAX))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> MerkleLog.inclusionProof(LEAVES, -1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void survivesTheLargestSizes() {
    List<Digest> proof = LEAVES.subList(0, 10);
    Digest root = LEAVES.get(0);
    long size = Long.MAX_VALUE;
    assertRefused(() -> MerkleLog.verifyInclusion(size - 1, size, root, proof, root));
    assertRefused(() -> MerkleLog.verifyConsistency(size - 1, size, proof, root, root));
    assertRefused(() -> MerkleLog.verifyConsistency(1L << 62, size, proof, root, root));
  }

  /** Each way of changing one thing: a hash dropped, repeated, swapped, replaced, added. */
  private static List<List<Digest>> damaged(List<Digest> proof) {
    List<List<Digest>> all = new ArrayList<>();
    for (int i = 0; i < proof.size(); i++) {
      List<Digest> dropped = new ArrayList<>(proof);
      dropped.remove(i);
      List<Digest> repeated = new ArrayList<>(proof);
      repeated.add(i, proof.get(i));
      List<Digest> replaced = new ArrayList<>(proof);
      replaced.set(i, Digest.ZERO);
      all.addAll(List.of(dropped, repeated, replaced));
    }
    List<Digest> longer = new ArrayList<>(proof);
    longer.add(Digest.ZERO);
    all.add(longer);
    return all;
  }

  private static List<Digest> leaves(int count) {
    List<Digest> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(MerkleLog.leaf(Bytes.utf8("leaf " + i)));
    }
    return leaves;
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProofException.class, refused -> assertThat(refused.code()).isEqualTo("proof-invalid"));
  }
}
