package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CcpaRequestsExportTest {
  private static final String WHO = " --wallet ann --controller retailer";

  @TempDir Path directory;
  private FakeNode node;
  private Cli cli;

  @BeforeEach
  void start() throws Exception {
    node = FakeNode.onAnyPort();
    cli = Cli.withNetwork(directory.resolve("home")).asking(node);
    run("wallet new ann");
    run("open" + WHO);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void everyRequestUnderTheCcpaHasARow() {
    run("request-data --regime CCPA --right ACCESS" + WHO);
    run("request-data --regime GDPR --right ACCESS" + WHO);
    run("opt-out --right SALE --source GPC" + WHO);
    run("opt-out --right DIRECT_MARKETING" + WHO);
    run("opt-in --right SHARE" + WHO);
    run("request-data --regime CCPA --right DELETE" + WHO);
    run("request-data --regime CCPA --right CORRECT" + WHO);
    String access = status(1, "ACKNOWLEDGED", "");
    status(1, "EXTENDED", " --reason COMPLEX");
    status(1, "DENIED", " --reason NOT_VERIFIED");
    String delete = status(6, "EXTENDED", " --reason MANY_REQUESTS");

    Cli.Run run = cli.run("export", "ccpa-requests", "--controller", "retailer");

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    String subject = node.committed().get(0).path("payload").path("subjectRef").asText();
    String manner = ",passed on by the business,";
    List<String> rows = run.out().lines().toList();
    assertThat(rows)
        .hasSize(5)
        .contains(
            access
                + ","
                + subject
                + ",2026-09-21,ACCESS"
                + manner
                + "2026-09-21,2026-09-21,DENIED,NOT_VERIFIED",
            delete
                + ","
                + subject
                + ",2026-09-21,DELETE"
                + manner
                + ",2026-09-21,EXTENDED,MANY_REQUESTS",
            id(7) + "," + subject + ",2026-09-21,CORRECT" + manner + ",,OPEN,");
    assertThat(rows.get(0)).startsWith("Request,Consumer,Date of request,Nature of request");
    assertThat(rows.get(2))
        .isEqualTo(
            id(3)
                + ","
                + subject
                + ",2026-09-21,OPT_OUT_SALE,\"GPC, passed on by the business\",,2026-09-21,RECORDED,");
  }

  private String status(int request, String status, String more) {
    run("request-status --request " + id(request) + " --status " + status + more + WHO);
    return id(request);
  }

  private String id(int committed) {
    return node.committed().get(committed).path("txId").asText();
  }

  private void run(String line) {
    Cli.Run run = cli.run(line.split(" ", -1));
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
  }
}
