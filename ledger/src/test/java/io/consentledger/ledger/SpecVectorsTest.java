package io.consentledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MapPairs;
import io.consentledger.crypto.MapProof;
import io.consentledger.crypto.ProofException;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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

  @Test
  void makesTheWrittenRootsOfTheMap() throws Exception {
    SortedMap<Digest, Digest> map = new TreeMap<>();
    for (JsonNode batch : read("map.json").get("batches")) {
      batch.get("updates").forEach(item -> map.put(digest(item, "key"), digest(item, "value")));
      assertThat(map).hasSize(batch.get("size").intValue());
      List<MapProof.Leaf> leaves = new ArrayList<>();
      map.forEach((key, value) -> leaves.add(new MapProof.Leaf(key, value)));
      Bytes pairs = MapPairs.merge(Bytes.EMPTY, leaves);
      assertThat(MapPairs.root(pairs, 0)).isEqualTo(digest(batch, "root"));
    }
  }

  @Test
  void takesTheWrittenProofsOfTheMapAndNoOthers() throws Exception {
    JsonNode document = read("map.json");
    for (JsonNode item : document.get("proofs")) {
      verify(item);
    }
    for (JsonNode item : document.get("refused")) {
      assertThatThrownBy(() -> verify(item))
          .as(item.get("name").textValue())
          .isInstanceOf(ProofException.class);
    }
  }

  private static void verify(JsonNode item) throws ProofException {
    MapProof proof = MapProof.decode(hex(item, "proof"));
    if (item.has("value")) {
      proof.verifyMember(digest(item, "key"), digest(item, "value"), digest(item, "root"));
    } else {
      proof.verifyAbsent(digest(item, "key"), digest(item, "root"));
    }
  }

  @Test
  void chainsTheWrittenFindings() throws Exception {
    JsonNode findings = read("map.json").get("findings");
    assertThat(FindingsChain.mapKey(new StreamId(digest(findings, "streamId"))))
        .isEqualTo(digest(findings, "key"));
    Digest head = Digest.ZERO;
    for (JsonNode item : findings.get("records")) {
      head = FindingsChain.next(head, digest(item, "entryHash"), hex(item, "row"));
      assertThat(head).isEqualTo(digest(item, "head"));
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
    "blocks.md,blocks.json,/blocks/1/mapRoot",
    "map.md,map.json,/batches/0/updates/0/value",
    "map.md,map.json,/batches/0/updates/1/value",
    "map.md,map.json,/batches/0/updates/2/value",
    "map.md,map.json,/batches/0/root",
    "map.md,map.json,/proofs/0/proof",
    "map.md,map.json,/proofs/1/proof",
    "map.md,map.json,/proofs/3/proof",
    "map.md,map.json,/proofs/4/proof",
    "map.md,map.json,/findings/key",
    "map.md,map.json,/findings/records/0/row",
    "map.md,map.json,/findings/records/0/head",
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

  private static Digest digest(JsonNode item, String field) {
    return new Digest(hex(item, field));
  }

  private static Path spec() {
    return Path.of(System.getProperty("consentledger.root"), "docs", "spec");
  }
}
