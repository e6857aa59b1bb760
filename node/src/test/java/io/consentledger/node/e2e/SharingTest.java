package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Private details go from one organisation to another and to the customer, sealed. */
class SharingTest {
  private static final String SECRET = "4711-of-dora";

  @TempDir static Path directory;
  private static RealNetwork network;
  private static String record;

  @BeforeAll
  static void startNetwork() throws Exception {
    network = RealNetwork.create(directory).startAll();
    Path records =
        new Instructions()
            .catalogue()
            .customer("dora", false)
            .customer("emil", false)
            .write(directory.resolve("records"));
    network.consent("submit", records.toString()).exits(0);
    record = used("dora", SECRET);
  }

  @AfterAll
  static void stopNetwork() {
    network.close();
  }

  @Test
  void theRecipientReadsWhatWasRecordedAndNobodyElseDoes() throws Exception {
    Path sealed = sealed("dora", record, insurersKey("a"), "a");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sealed)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(sealed)).doesNotContain(SECRET).doesNotContain("orderNumber");

    JsonNode opened = open(sealed, "--json").exits(0).json();
    assertThat(opened.at("/records/0/details/orderNumber").asText()).isEqualTo(SECRET);
    assertThat(opened.at("/records/0/txId").asText()).isEqualTo(record);
    assertThat(opened.path("sender").asText()).isEqualTo("retailer");
    open(sealed).exits(0).mentions(SECRET).mentions("signed and unchanged");

    Path proof = directory.resolve("dora-proof.json");
    network
        .consent("audit", "--wallet", "dora", "--controller", "retailer", "--proof", name(proof))
        .exits(0);
    open(sealed, "--proof", name(proof), "--node", "http://127.0.0.1:1").exits(0).mentions(SECRET);
    nowhereButInItsStore();
  }

  @Test
  void aChangedFileOrKeyAnotherHomeAndAnotherProofAreRefused() throws Exception {
    Path key = insurersKey("b");
    Path sealed = sealed("dora", record, key, "b");
    String text = Files.readString(sealed);
    Path changed = directory.resolve("b-changed.json");
    Files.writeString(changed, text.replace("\"recipient\":\"insurer\"", "\"recipient\":\"bank\""));
    open(changed).exits(1).mentions("share-signature-invalid");

    Path forged = directory.resolve("b-forged.json");
    Files.writeString(forged, Files.readString(key).replace("\"insurer\"", "\"bank\""));
    seal("dora", record, forged, "b-forged-out").exits(1).mentions("share-signature-invalid");
    assertThat(directory.resolve("b-forged-out")).doesNotExist();

    Path other = directory.resolve("emil-proof.json");
    network
        .consent("audit", "--wallet", "emil", "--controller", "retailer", "--proof", name(other))
        .exits(0);
    CommandResult refused =
        open(sealed, "--proof", name(other)).exits(1).mentions("claim-mismatch");
    assertThat(refused.out()).doesNotContain(SECRET);

    network
        .consentAt(network.newHome("elsewhere"), "share", "open", name(sealed))
        .exits(2)
        .mentions("share-key-missing");
    seal("dora", "ab".repeat(32), key, "b-none").exits(1).mentions("record-unknown");
    seal("dora", record, key, "b").exits(2).mentions("file-exists");
  }

  @Test
  void theCustomerReadsThemWithTheWalletThatCameBackFromItsWords() throws Exception {
    JsonNode made =
        network.consent("wallet", "new", "gina", "--no-passphrase", "--json").exits(0).json();
    network.consent("open", "--wallet", "gina", "--controller", "retailer").exits(0);
    network.consent("rotate-key", "--wallet", "gina", "--controller", "retailer").exits(0);
    String ginas = used("gina", "4712-of-gina");
    Path key = directory.resolve("gina-key.json");
    network
        .consent("share", "key", "--wallet", "gina", "--controller", "retailer", "--out", name(key))
        .exits(0);
    Path sealed = sealed("gina", ginas, key, "gina-sealed.json");
    seal("dora", record, key, "c-dora").exits(1).mentions("share-recipient-other");

    StringBuilder words = new StringBuilder();
    made.path("words").forEach(word -> words.append(word.asText()).append(' '));
    Path written = Files.writeString(directory.resolve("gina-words"), words);
    network
        .consent(
            "wallet", "restore", "gina-again", "--no-passphrase", "--words-file", name(written))
        .exits(0);
    open(sealed, "--wallet", "gina-again").exits(0).mentions("4712-of-gina");
    open(sealed, "--wallet", "dora").exits(2).mentions("share-key-missing");
  }

  @Test
  void whatWasErasedOpensNoMore() throws Exception {
    String emils = used("emil", "4713-of-emil");
    Path key = insurersKey("d");
    Path sealed = sealed("emil", emils, key, "d");
    open(sealed).exits(0).mentions("4713-of-emil");
    network.consent("erase", "--wallet", "emil", "--controller", "retailer").exits(0);
    CommandResult refused = open(sealed).exits(1).mentions("details-erased");
    assertThat(refused.out()).doesNotContain("4713-of-emil");
    seal("emil", emils, key, "d-again").exits(1).mentions("details-erased");
  }

  /** No log, no ledger, no other file of the home holds the details in the clear. */
  private static void nowhereButInItsStore() throws IOException {
    try (Stream<Path> files = Files.walk(network.home())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(
                new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(SECRET);
      }
    }
    try (Stream<Path> logs = Files.list(directory.resolve("logs"))) {
      for (Path log : logs.filter(file -> !file.toString().contains("consent-")).toList()) {
        assertThat(Files.readString(log)).doesNotContain(SECRET);
      }
    }
  }

  private static String used(String wallet, String orderNumber) throws Exception {
    Path details = directory.resolve(wallet + "-details.json");
    Files.writeString(details, "{\"orderNumber\":\"" + orderNumber + "\"}");
    return network
        .consent(
            "record",
            "used",
            "--wallet",
            wallet,
            "--controller",
            "retailer",
            "--process",
            "loyalty@1",
            "--data-categories",
            "Purchase",
            "--details",
            details.toString(),
            "--json")
        .exits(0)
        .json()
        .path("txId")
        .asText();
  }

  private static Path insurersKey(String label) throws IOException {
    Path file = directory.resolve(label + "-key.json");
    network.consent("share", "key", "--for", "insurer", "--out", name(file)).exits(0);
    return file;
  }

  private static Path sealed(String wallet, String txId, Path key, String file) throws IOException {
    seal(wallet, txId, key, file).exits(0);
    return directory.resolve(file);
  }

  private static CommandResult seal(String wallet, String txId, Path key, String file)
      throws IOException {
    return network.consent(
        "share",
        "seal",
        "--wallet",
        wallet,
        "--controller",
        "retailer",
        "--details",
        txId,
        "--to",
        name(key),
        "--out",
        name(directory.resolve(file)));
  }

  private static CommandResult open(Path file, String... more) throws IOException {
    return network.consent(
        Stream.concat(Stream.of("share", "open", name(file)), Stream.of(more))
            .toArray(String[]::new));
  }

  private static String name(Path file) {
    return file.toString();
  }
}
