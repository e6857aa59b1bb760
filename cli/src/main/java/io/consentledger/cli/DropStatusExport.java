package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.exports.DropAnswer;
import io.consentledger.cli.formats.DropList;
import io.consentledger.cli.formats.FormatException;
import io.consentledger.cli.home.InputFile;
import io.consentledger.cli.imports.Identities;
import io.consentledger.cli.imports.Importers;
import io.consentledger.cli.imports.Matches;
import io.consentledger.cli.imports.Suppressions;
import io.consentledger.cli.instruction.Keys;
import io.consentledger.cli.report.History;
import io.consentledger.ledger.tx.PartyId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code consent export drop-status}: only this home knows which person a work item is about. */
record DropStatusExport(String controller, Path list, Path match) {
  static final String FORMAT = "drop-status";

  int run(Session session) throws CliException {
    DropAnswer answer = DropAnswer.of(readList(), matches(), records(session));
    session.surroundings().out().print(answer.csv());
    answer
        .open()
        .forEach(
            (line, why) ->
                session.surroundings().err().println("no row: line " + line + ", " + why));
    return answer.open().isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private Map<String, List<String>> matches() throws CliException {
    return Matches.of(InputFile.read(match));
  }

  private DropList readList() throws CliException {
    try {
      DropList read =
          DropList.parse(
              new String(InputFile.read(list), StandardCharsets.UTF_8).replaceFirst("^\uFEFF", ""));
      if (!read.removed()) {
        return read;
      }
    } catch (FormatException e) {
      throw CliException.usage(e.code(), list + ": " + e.reason(), "Give the list as downloaded.");
    }
    throw CliException.usage(
        "drop-header",
        list + " lists what was taken back: the platform wants no status for it",
        "Give the list of new work items.");
  }

  private DropAnswer.Records records(Session session) throws CliException {
    SecureRandom random = session.surroundings().random();
    Identities identities = Identities.open(session.home(), controller, random);
    Suppressions suppressions = Suppressions.open(session.home(), controller, random);
    String names = Importers.of("drop").namesPersonsOf();
    PartyId party = session.parties().idOf(controller);
    Keys keys = new Keys(session.wallets(), session.parties(), false);
    return new DropAnswer.Records() {
      @Override
      public Optional<History> of(String person) throws CliException {
        Optional<History> newest = Optional.empty();
        for (String wallet : identities.known(names, person)) {
          if (session.wallets().has(wallet)) {
            String subject = keys.of(wallet, party).subjectRef().toHex();
            Optional<History> history = History.read(session.client(), controller, subject);
            newest = history.isPresent() ? history : newest;
          }
        }
        return newest;
      }

      // An import opts everybody out, and an erasure remembers opt-outs unless told not to.
      @Override
      public boolean isErased(String person) throws CliException {
        return !suppressions.of(names, person).isEmpty();
      }
    };
  }
}
