package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** RFC 5869 appendix A, the cases with SHA-256. */
class HkdfTest {
  @Test
  void testCase1() {
    assertDerives(
        "0b".repeat(22),
        "000102030405060708090a0b0c",
        "f0f1f2f3f4f5f6f7f8f9",
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  }

  @Test
  void testCase2() {
    assertDerives(
        range(0x00, 0x4f),
        range(0x60, 0xaf),
        range(0xb0, 0xff),
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
            + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
            + "cc30c58179ec3e87c14c01d5c1f3434f1d87");
  }

  @Test
  void testCase3() {
    assertDerives(
        "0b".repeat(22),
        "",
        "",
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
  }

  @Test
  void refusesSizesOutOfRange() {
    SecretBytes key = SecretBytes.owning(new byte[32]);
    for (int size : new int[] {-1, 0, 8161}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Hkdf.derive(key, Bytes.EMPTY, Bytes.EMPTY, size));
    }
    assertThat(Hkdf.derive(key, Bytes.EMPTY, Bytes.EMPTY, 8160).size()).isEqualTo(8160);
  }

  @Test
  void leavesTheInputAlone() {
    SecretBytes key = SecretBytes.owning(new byte[] {1, 2, 3});
    Hkdf.derive(key, Bytes.EMPTY, Bytes.EMPTY, 32);
    assertThat(key.toArray()).containsExactly(1, 2, 3);
  }

  private static void assertDerives(String key, String salt, String info, String expected) {
    SecretBytes output =
        Hkdf.derive(
            SecretBytes.owning(Bytes.fromHex(key).toArray()),
            Bytes.fromHex(salt),
            Bytes.fromHex(info),
            expected.length() / 2);
    assertThat(Bytes.copyOf(output.toArray()).toHex()).isEqualTo(expected);
  }

  private static String range(int from, int to) {
    StringBuilder hex = new StringBuilder();
    for (int value = from; value <= to; value++) {
      hex.append(String.format("%02x", value));
    }
    return hex.toString();
  }
}
