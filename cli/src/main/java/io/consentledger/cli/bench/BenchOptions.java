package io.consentledger.cli.bench;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.home.Home;
import io.consentledger.cli.home.Parties;
import io.consentledger.ledger.genesis.Organisation;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What to measure.
 *
 * @param operation {@code submit}, {@code check} or {@code history}
 * @param controller the organisation whose customers act; empty for the first controller
 * @param prepared transactions to sign in advance; 0 for as many as seems enough
 */
public record BenchOptions(
    String operation,
    int clients,
    double seconds,
    double warmup,
    int customers,
    Optional<String> controller,
    int prepared) {
  private static final List<String> OPERATIONS = List.of("submit", "check", "history");
  private static final int PREPARED_PER_SECOND = 6_000;
  private static final double SECONDS_MAX = 3_600;

  /**
   * Runs it against the nodes of {@code client}.
   *
   * @throws CliException exit 2 for an option out of range, 1 for a refusal, 3 where no node
   *     answers
   */
  public BenchResult run(
      Home home, Parties parties, LedgerClient client, InstantSource clock, SecureRandom random)
      throws CliException {
    check();
    Organisation party = party(parties);
    Customers people = new Customers(parties, party, parties.key(party.name()), clock, random);
    people.make(customers);
    Bench bench =
        new Bench(
            home, client, people, party.name(), operation, clients, seconds, warmup, toPrepare());
    try {
      return bench.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.unknown("interrupted", "the run was interrupted", "Run it again.");
    }
  }

  private void check() throws CliException {
    require(OPERATIONS.contains(operation), "--operation is submit, check or history");
    require(
        clients >= 1 && clients <= Limits.BENCH_CLIENTS_MAX,
        "--clients must be from 1 to " + Limits.BENCH_CLIENTS_MAX);
    require(
        seconds > 0 && seconds <= SECONDS_MAX && warmup >= 0 && warmup <= SECONDS_MAX,
        "--seconds and --warmup must be up to " + (int) SECONDS_MAX);
    require(
        customers >= 1 && customers <= Limits.BENCH_CUSTOMERS_MAX,
        "--customers must be from 1 to " + Limits.BENCH_CUSTOMERS_MAX);
    require(
        prepared >= 0 && prepared <= Limits.BENCH_PREPARED_MAX,
        "--prepared must be up to " + Limits.BENCH_PREPARED_MAX);
  }

  private int toPrepare() {
    if (prepared > 0) {
      return prepared;
    }
    double enough = (seconds + warmup) * PREPARED_PER_SECOND;
    return (int) Math.min(Limits.BENCH_PREPARED_MAX, Math.max(1_000, enough));
  }

  private Organisation party(Parties parties) throws CliException {
    if (controller.isPresent()) {
      return parties.named(controller.get());
    }
    return parties.controllers().stream()
        .findFirst()
        .orElseThrow(
            () ->
                CliException.usage(
                    "party-unknown", "the network has no controller", "Make another network."));
  }

  private static void require(boolean good, String message) throws CliException {
    if (!good) {
      throw CliException.usage("option-invalid", message, "See `consent bench --help`.");
    }
  }
}
