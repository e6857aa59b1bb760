package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleFrontierTest {
  @Test
  void hasTheRootOfTheLogAtEverySize() throws Exception {
    MerkleFrontier frontier = new MerkleFrontier();
    List<Digest> leaves = new ArrayList<>();
    for (int i = 0; i <= 130; i++) {
      assertThat(frontier.size()).isEqualTo(i);
      assertThat(frontier.root()).isEqualTo(NaiveLog.root(leaves));
      MerkleFrontier again = MerkleFrontier.decode(frontier.encode());
      assertThat(again.root()).isEqualTo(frontier.root());
      assertThat(again.encode()).isEqualTo(frontier.encode());
      Digest leaf = MerkleLog.leaf(Bytes.utf8("leaf " + i));
      leaves.add(leaf);
      frontier.append(leaf);
    }
  }

  @Test
  void keepsOneHashForEachBitOfItsSize() {
    MerkleFrontier frontier = new MerkleFrontier();
    assertThat(frontier.encode().toHex()).isEqualTo("0000000000000000");
    for (int i = 0; i < 11; i++) {
      frontier.append(Digest.ZERO);
    }
    assertThat(frontier.encode().size()).isEqualTo(8 + 3 * 32);
    assertThat(frontier.encode().toHex()).startsWith("000000000000000b");
  }

  @Test
  void growsApartFromItsCopy() {
    MerkleFrontier frontier = new MerkleFrontier();
    frontier.append(Digest.ZERO);
    MerkleFrontier copy = frontier.copy();
    copy.append(Digest.ZERO);
    assertThat(frontier.size()).isEqualTo(1);
    assertThat(frontier.root()).isEqualTo(Digest.ZERO);
    assertThat(copy.size()).isEqualTo(2);
    assertThat(copy.toString()).contains("2 leaves");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00000000000000",
        "0000000000000001",
        "000000000000000000",
        "ffffffffffffffff",
        "8000000000000000",
      })
  void decodesNothingElse(String hex) {
    assertThatThrownBy(() -> MerkleFrontier.decode(Bytes.fromHex(hex)))
        .isInstanceOfSatisfying(
            CryptoException.class,
            refused -> assertThat(refused.code()).isEqualTo("frontier-malformed"));
  }
}
