package io.consentledger.cli.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.cli.base.CliException;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.tx.NetworkId;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareKeyTest {
  private static final Instant BEFORE = Instant.ofEpochMilli(Shares.UNTIL_MS - 1);

  @Test
  void saysTheSameAfterAJourney() throws Exception {
    ShareKey read = ShareKey.parse(Shares.key().encode());
    assertThat(read).isEqualTo(Shares.key());
    read.require(Shares.NETWORK, Shares.HOLDER.verifyingKey(), BEFORE);
  }

  @Test
  void isRefusedWithAnotherSignerNetworkOrAfterItsTime() throws Exception {
    ShareKey key = ShareKey.parse(Shares.key().encode());
    refused(
        () -> key.require(Shares.NETWORK, Shares.SENDER.verifyingKey(), BEFORE),
        "share-signature-invalid");
    refused(
        () -> key.require(NetworkId.fromHex("18".repeat(32)), Shares.HOLDER.verifyingKey(), BEFORE),
        "share-network-mismatch");
    refused(
        () ->
            key.require(
                Shares.NETWORK,
                Shares.HOLDER.verifyingKey(),
                Instant.ofEpochMilli(Shares.UNTIL_MS)),
        "share-key-expired");
  }

  /** Whatever somebody on the way changes, and however they spell it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "insurer|retailer|share-signature-invalid",
        "1800000000000|1900000000000|share-signature-invalid",
        "0020-0001-0002|0020-0001-0003|share-file-malformed",
        "share-key/v1|share-key/v2|share-file-malformed",
        "\"holder\"|\"holdet\"|share-file-malformed",
        "\"insurer\"|\"Insurer\"|share-file-malformed",
        "1800000000000|1800000000000.0|share-file-malformed",
        "\"untilMs\"|' \"untilMs\"'|share-file-malformed",
        "{\"holder\"|{\"extra\":1,\"holder\"|share-file-malformed"
      })
  void noticesEveryChange(String from, String to, String code) {
    String text = Shares.key().encode().utf8();
    Bytes changed = Bytes.utf8(text.replace(from, to));
    assertThat(changed).isNotEqualTo(Shares.key().encode());
    refused(
        () -> ShareKey.parse(changed).require(Shares.NETWORK, Shares.HOLDER.verifyingKey(), BEFORE),
        code);
  }

  @Test
  void noticesAnotherKey() {
    String other = Shares.HOLDER.verifyingKey().raw().toHex();
    String weak = "00".repeat(32);
    String text = Shares.key().encode().utf8();
    String own = Shares.OPENING.publicKey().raw().toHex();
    refused(
        () ->
            ShareKey.parse(Bytes.utf8(text.replace(own, weak)))
                .require(Shares.NETWORK, Shares.HOLDER.verifyingKey(), BEFORE),
        "share-file-malformed");
    refused(
        () ->
            ShareKey.parse(Bytes.utf8(text.replace(own, other)))
                .require(Shares.NETWORK, Shares.HOLDER.verifyingKey(), BEFORE),
        "share-signature-invalid");
  }

  private static void refused(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CliException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
