package io.consentledger.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.evidence.EvidenceVerifier;
import io.consentledger.ledger.evidence.VerifiedEvidence;
import io.consentledger.ledger.evidence.VerifyOptions;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.node.network.NodeClient.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles of running nodes, while others write. */
final class ProofsTest {
  @TempDir private Path directory;

  @Test
  void provesWhileOthersWrite() throws Exception {
    try (TestNetwork network = TestNetwork.start(directory, 4)) {
      Author bank = network.author(0);
      SigningKey ann = bank.newCustomer();
      Transaction grant = bank.grant(ann);
      NodeClient leader = network.awaitLeader().client();
      submit(leader, bank.notice(1), bank.process(), bank.open(ann), grant);
      EvidenceVerifier verifier = new EvidenceVerifier(genesis());

      AtomicBoolean stop = new AtomicBoolean();
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                while (!stop.get()) {
                  submit(leader, bank.use(ann));
                }
              });
      String proofs = "/v1/proofs?subject=" + bank.ref(ann).toHex();
      long last = 0;
      for (int i = 0; i < 5; i++) {
        Reply reply = leader.get(proofs + (last == 0 ? "" : "&since=" + last));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        VerifiedEvidence evidence = verifier.verify(Bytes.utf8(reply.text()), VerifyOptions.NONE);
        assertThat(evidence.subjects().get(0).records()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(evidence.anchor().height()).isGreaterThanOrEqualTo(last);
        last = evidence.anchor().height();
      }
      stop.set(true);
      writing.join();

      String receipt = "/v1/transactions/" + grant.id().toHex() + "/receipt";
      Reply proven = leader.get(receipt);
      VerifiedEvidence evidence = verifier.verify(Bytes.utf8(proven.text()), VerifyOptions.NONE);
      assertThat(evidence.receipt().map(record -> record.txId())).contains(grant.id());
      pages(leader, bank.ref(ann), evidence.anchor().height());
      refusals(leader, proofs);
    }
  }

  /** Each is a form of its own, which the client finds described. */
  private void pages(NodeClient node, SubjectRef subject, long anchor) {
    String asked = "subject=" + subject.toHex();
    Reply cover = node.get("/v1/proofs/cover?" + asked);
    assertThat(cover.body().path("format").asText()).isEqualTo("consent-ledger/evidence-cover/1");
    Reply page = node.get("/v1/proofs/page?" + asked + "&anchor=" + anchor);
    assertThat(page.body().path("format").asText()).isEqualTo("consent-ledger/evidence-page/1");
    assertThat(page.body().path("streams")).as("hers, and the catalogue").hasSize(2);
    assertRefused(node, "/v1/proofs/page?" + asked + "&anchor=999999", 404, "block-unknown");
    assertRefused(node, "/v1/proofs/page?" + asked, 400, "parameter-missing");
  }

  private static void refusals(NodeClient node, String proofs) {
    assertRefused(node, proofs + "&since=999999", 404, "since-unknown");
    assertRefused(node, proofs + "&challenge=" + "ab".repeat(32), 404, "challenge-unknown");
    assertRefused(node, "/v1/proofs", 400, "parameter-missing");
    assertRefused(node, "/v1/proofs?subject=AB", 400, "parameter-invalid");
    assertRefused(
        node, "/v1/transactions/" + "ab".repeat(32) + "/receipt", 404, "transaction-unknown");
  }

  private static void assertRefused(NodeClient node, String path, int status, String code) {
    Reply reply = node.get(path);
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.body().path("code").asText()).isEqualTo(code);
  }

  private static void submit(NodeClient node, Transaction... transactions) {
    for (Transaction transaction : transactions) {
      Reply reply = node.submit(transaction.encode().toArray(), "?wait=committed");
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }
  }

  private Genesis genesis() throws Exception {
    try (var files = Files.walk(directory)) {
      Path file =
          files
              .filter(it -> it.getFileName().toString().equals("genesis.json"))
              .findFirst()
              .orElseThrow();
      return Genesis.parse(Bytes.owning(Files.readAllBytes(file)));
    }
  }
}
