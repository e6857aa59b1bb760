package io.consentledger.node.e2e;

import io.consentledger.ledger.tx.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files for {@code consent submit}. */
final class Instructions {
  private static final String HASH = "ab".repeat(32);

  private final List<String> lines = new ArrayList<>();

  /** A retailer's notice and two processes: {@code loyalty}, and {@code sale}, which sells. */
  Instructions catalogue() {
    lines.add(
        "{\"do\":\"publish-notice\",\"party\":\"retailer\",\"noticeId\":\"privacy\",\"version\":1,"
            + "\"languages\":[\"en\"],\"uri\":\"https://retailer.example/privacy\",\"contentHash\":\""
            + HASH
            + "\"}");
    process("loyalty", "Marketing", "[]", "[]");
    process("sale", "SellDataToThirdParties", "[\"insurer\"]", "[\"SALE\"]");
    return this;
  }

  private void process(String id, String purpose, String recipients, String flags) {
    lines.add(
        "{\"do\":\"declare-process\",\"party\":\"retailer\",\"processId\":\""
            + id
            + "\",\"version\":1,\"notice\":\"privacy@1\",\"purposes\":[\""
            + purpose
            + "\"],\"legalBasis\":\"Consent\",\"dataCategories\":[\"Purchase\"],\"recipients\":"
            + recipients
            + ",\"storageLocations\":[\"IE\"],\"retentionDays\":365,\"jurisdiction\":\"IE\",\"flags\":"
            + flags
            + "}");
  }

  /** A customer who joins, is asked, agrees; whose data are used; every fourth one withdraws. */
  Instructions customer(String wallet, boolean withdraws) {
    String to = "\"wallet\":\"" + wallet + "\",\"controller\":\"retailer\"";
    String loyalty = to + ",\"process\":\"loyalty@1\"";
    lines.add("{\"do\":\"open\"," + to + "}");
    lines.add(
        "{\"do\":\"grant\"," + loyalty + ",\"language\":\"en\",\"dataCategories\":[\"Purchase\"]}");
    lines.add("{\"do\":\"record-used\"," + loyalty + ",\"dataCategories\":[\"Purchase\"]}");
    if (withdraws) {
      lines.add("{\"do\":\"withdraw\"," + to + ",\"process\":\"loyalty\"}");
    }
    return this;
  }

  /** {@code customers} of them, named {@code prefix-N}. */
  Instructions customers(String prefix, int customers) {
    for (int i = 0; i < customers; i++) {
      customer(prefix + "-" + i, i % 4 == 3);
    }
    return this;
  }

  Instructions signed(Transaction transaction) {
    return wire(transaction.encode().toBase64());
  }

  Instructions wire(String base64) {
    lines.add("{\"transaction\":\"" + base64 + "\"}");
    return this;
  }

  Instructions line(String json) {
    lines.add(json);
    return this;
  }

  int size() {
    return lines.size();
  }

  Path write(Path file) throws IOException {
    return Files.write(file, lines);
  }
}
