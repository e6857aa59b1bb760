package io.consentledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the code to the published bytes. Where a format is changed on purpose, run with {@code
 * -Dconsentledger.vectors.write=true} to write the files anew, and look at the difference.
 */
final class SpecVectorsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path scratch;

  @Test
  void makesTheVeryBytesThatAreWritten() throws Exception {
    for (Map.Entry<String, ObjectNode> document : new SpecVectors().all(scratch).entrySet()) {
      Path file = spec().resolve("vectors").resolve(document.getKey());
      String made =
          MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document.getValue()) + "\n";
      if (Boolean.getBoolean("consentledger.vectors.write")) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, made, StandardCharsets.UTF_8);
      }
      assertThat(made).as(document.getKey()).isEqualTo(Files.readString(file));
    }
  }

  @Test
  void takesTheWrittenTransactions() throws Exception {
    JsonNode document = read("transactions.json");
    for (JsonNode item : document.get("cases")) {
      Transaction transaction = Transaction.decode(hex(item, "transaction"));
      assertThat(transaction.id().toHex()).isEqualTo(item.get("txId").textValue());
      VerifyingKey key =
          VerifyingKey.of(
              Algorithm.ofCode(item.get("alg").intValue()).orElseThrow(), hex(item, "publicKey"));
      assertThat(key.id().toHex()).isEqualTo(item.get("keyId").textValue());
      key.verify(hex(item, "signedBytes"), new Signature(hex(item, "signature")));
    }
    for (JsonNode item : document.get("refused")) {
      assertThatThrownBy(() -> Transaction.decode(hex(item, "transaction")))
          .isInstanceOfSatisfying(
              TransactionException.class,
              refused -> assertThat(refused.code()).isEqualTo(item.get("code").textValue()));
    }
  }

  @Test
  void importsTheWrittenBlocksIntoAnEmptyLedger() throws Exception {
    Genesis genesis = Genesis.parse(Bytes.utf8(read("genesis.json").get("file").textValue()));
    try (Ledger ledger = Ledger.open(scratch.resolve("imported"), genesis)) {
      for (JsonNode item : read("blocks.json").get("blocks")) {
        Block block = Block.decode(hex(item, "block"));
        ledger.importBlock(block, 1, block.header().height(), Runnable::run, 1);
        assertThat(ledger.tip().headerHash().toHex()).isEqualTo(item.get("headerHash").textValue());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "genesis.md,genesis.json,/networkId",
    "genesis.md,genesis.json,/validatorSet",
    "genesis.md,genesis.json,/validatorSetHash",
    "transactions.md,transactions.json,/cases/0/payload",
    "transactions.md,transactions.json,/cases/0/payloadHash",
    "transactions.md,transactions.json,/cases/0/statement",
    "transactions.md,transactions.json,/cases/0/txId",
    "transactions.md,transactions.json,/cases/0/signature",
    "transactions.md,transactions.json,/cases/0/envelopeHash",
    "batches.md,batches.json,/leader",
    "batches.md,batches.json,/contentHash",
    "batches.md,batches.json,/signature",
    "blocks.md,blocks.json,/blocks/1/header",
    "blocks.md,blocks.json,/blocks/1/headerHash",
    "blocks.md,blocks.json,/blocks/1/entries/0/entry",
    "blocks.md,blocks.json,/blocks/1/entries/0/entryHash"
  })
  void quotesTheBytesInThePages(String page, String vectors, String pointer) throws IOException {
    String text = Files.readString(spec().resolve(page)).replaceAll("\\s+", "");
    assertThat(text).contains(read(vectors).at(pointer).textValue().replaceAll("\\s+", ""));
  }

  private static JsonNode read(String name) throws IOException {
    return MAPPER.readTree(spec().resolve("vectors").resolve(name).toFile());
  }

  private static Bytes hex(JsonNode item, String field) {
    return Bytes.fromHex(item.get(field).textValue());
  }

  private static Path spec() {
    return Path.of(System.getProperty("consentledger.root"), "docs", "spec");
  }
}
