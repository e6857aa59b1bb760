package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.imports.Standing;
import io.consentledger.cli.instruction.Keys;
import io.consentledger.cli.report.History;
import io.consentledger.ledger.tx.PartyId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The histories of wallets with one controller, several asked for at a time. One thread. */
final class Histories implements Standing.Records, AutoCloseable {
  private final Session session;
  private final String controller;
  private final PartyId party;
  private final Keys keys;
  private final SideBySide sideBySide = new SideBySide();

  Histories(Session session, String controller) throws CliException {
    this.session = session;
    this.controller = controller;
    this.party = session.parties().idOf(controller);
    this.keys = new Keys(session.wallets(), session.parties(), true);
  }

  @Override
  public Optional<History> of(String wallet) throws CliException {
    return session.wallets().has(wallet)
        ? History.read(session.client(), controller, reference(wallet))
        : Optional.empty();
  }

  @Override
  public Map<String, Optional<History>> of(Collection<String> wallets) throws CliException {
    LedgerClient client = session.client();
    Map<String, Optional<History>> all = new HashMap<>();
    List<String> asked = new ArrayList<>();
    List<Callable<Optional<History>>> questions = new ArrayList<>();
    for (String wallet : wallets) {
      if (session.wallets().has(wallet)) {
        String reference = reference(wallet);
        asked.add(wallet);
        questions.add(() -> History.read(client, controller, reference));
      } else {
        all.put(wallet, Optional.empty());
      }
    }
    List<Optional<History>> answers = sideBySide.all(questions);
    for (int i = 0; i < asked.size(); i++) {
      all.put(asked.get(i), answers.get(i));
    }
    return all;
  }

  private String reference(String wallet) throws CliException {
    return keys.of(wallet, party).subjectRef().toHex();
  }

  @Override
  public void close() {
    sideBySide.close();
  }
}
