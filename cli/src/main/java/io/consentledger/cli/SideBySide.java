package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks nodes for several things at a time: those that wait together are answered with one look at
 * the leader. One thread asks; the first failure ends the rest.
 */
final class SideBySide implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          Limits.HISTORIES_AT_ONCE_MAX,
          task -> {
            Thread thread = new Thread(task, "side-by-side");
            thread.setDaemon(true);
            return thread;
          });

  /** The answers, in order. */
  <T> List<T> all(List<Callable<T>> questions) throws CliException {
    List<Future<T>> asked = new ArrayList<>();
    questions.forEach(question -> asked.add(threads.submit(question)));
    try {
      List<T> answers = new ArrayList<>();
      for (Future<T> one : asked) {
        answers.add(one.get());
      }
      return answers;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CliException refused) {
        throw refused;
      }
      throw new IllegalStateException("a question failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.unknown(
          "interrupted", "the command was interrupted", "Run the same command again.");
    } finally {
      asked.forEach(one -> one.cancel(true));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
