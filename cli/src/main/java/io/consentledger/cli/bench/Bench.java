package io.consentledger.cli.bench;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.client.NodeAddress;
import io.consentledger.cli.home.Home;
import io.consentledger.ledger.tx.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * One run of the load generator: opens relationships, prepares requests, warms up, measures.
 *
 * @param prepared transactions signed in advance, for {@code submit}
 */
record Bench(
    Home home,
    LedgerClient client,
    Customers customers,
    String controller,
    String operation,
    int clients,
    double seconds,
    double warmup,
    int prepared) {
  private static final int OPENERS = 32;
  private static final int HTTP_CONFLICT = 409;

  BenchResult run() throws CliException, InterruptedException {
    submitAll(customers::opening);
    if (!operation.equals("submit")) {
      declareProcess();
      submitAll(customers::grant);
    }
    List<NodeAddress> nodes = client.nodes();
    LocalNodes local = LocalNodes.find(home, nodes);
    Requests requests = requests();
    Load load = new Load(nodes, clients, requests);
    double bytesBefore = local.dataBytesPerNode();
    load.start();
    pause(warmup);
    double cpuBefore = local.cpuSeconds();
    long start = System.nanoTime();
    load.measure();
    pause(seconds);
    double measured = (System.nanoTime() - start) / 1e9;
    double cpu = local.cpuSeconds() - cpuBefore;
    load.stop();
    double grown = local.dataBytesPerNode() - bytesBefore;
    boolean submits = requests instanceof Prepared;
    return new BenchResult(
        operation,
        submits ? client.waitsFor().parameter() : "",
        clients,
        measured,
        load.latency(),
        load.errors(),
        local.count(),
        cpu,
        submits && load.done() > 0 ? Math.max(0, grown) / load.done() : 0,
        submits ? customers.signal(0).sizeBytes() : 0,
        requests instanceof Prepared signed ? signed.signedLate() : 0);
  }

  private Requests requests() {
    if (operation.equals("submit")) {
      return new Prepared(customers, prepared, client.waitsFor().parameter());
    }
    byte[][] reads = new byte[customers.count()][];
    for (int i = 0; i < reads.length; i++) {
      String reference = customers.reference(i);
      reads[i] =
          HttpRequests.get(
              operation.equals("check")
                  ? "/v1/check?subject="
                      + reference
                      + "&controller="
                      + controller
                      + "&process="
                      + Customers.PROCESS
                      + "&category="
                      + Customers.CATEGORY
                      + "&operation=USE"
                  : "/v1/subjects/" + reference + "/history");
    }
    return new RoundRobin(reads);
  }

  // Left from an earlier run, it is refused as not newer: as good.
  private void declareProcess() throws CliException {
    for (Transaction transaction : List.of(customers.notice(), customers.process())) {
      Answer answer = client.submit(transaction.encode(), transaction.id().toHex());
      if (!answer.ok() && answer.status() != HTTP_CONFLICT) {
        throw answer.refusal();
      }
    }
  }

  private void submitAll(IntFunction<Transaction> transactions)
      throws CliException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(OPENERS);
    try {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < customers.count(); i++) {
        Transaction transaction = transactions.apply(i);
        LedgerClient own = client.startingAt(i);
        answers.add(pool.submit(() -> own.submit(transaction.encode(), transaction.id().toHex())));
      }
      for (Future<Answer> answer : answers) {
        if (!answer.get().ok()) {
          throw answer.get().refusal();
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CliException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static void pause(double seconds) throws InterruptedException {
    Thread.sleep((long) (seconds * 1_000));
  }
}
