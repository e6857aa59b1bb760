package io.consentledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.home.WalletStore;
import io.consentledger.cli.instruction.Keys;
import io.consentledger.cli.report.Table;
import io.consentledger.ledger.genesis.Organisation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consent wallet}. */
@Command(
    name = "wallet",
    description = {
      "Makes and shows customers' wallets. A wallet holds one secret seed, from which a separate"
          + " key comes for each organisation, so that organisations can't join what they know."
    },
    subcommands = {
      WalletCommand.New.class,
      WalletCommand.Restore.class,
      WalletCommand.Show.class,
      WalletCommand.Refresh.class,
      DelegateKeyCommand.class,
      WalletCommand.All.class
    })
final class WalletCommand extends Group {
  private static final int WORDS_PER_LINE = 6;

  private static ObjectNode references(Session session, String name) throws CliException {
    Keys keys = new Keys(session.wallets(), session.parties(), false);
    ObjectNode json = Json.object().put("name", name);
    ArrayNode relationships = json.putArray("relationships");
    for (Organisation controller : session.parties().controllers()) {
      relationships
          .addObject()
          .put("controller", controller.name())
          .put("subjectRef", keys.of(name, controller.partyId()).subjectRef().toHex());
    }
    return json;
  }

  private static ObjectNode refreshed(Session session, String name) throws CliException {
    CurrentKeys current = new CurrentKeys(session);
    ObjectNode json = references(session, name);
    for (JsonNode one : json.path("relationships")) {
      Optional<Integer> epoch =
          current.refresh(name, session.parties().named(one.path("controller").asText()));
      ((ObjectNode) one).put("open", epoch.isPresent()).put("keysBefore", epoch.orElse(0));
    }
    return json;
  }

  private static void print(Session session, ObjectNode json) {
    if (session.json()) {
      session.printJson(json);
      return;
    }
    session.print("wallet " + json.path("name").asText());
    Table table = new Table("controller", "subject reference");
    json.path("relationships")
        .forEach(
            one -> table.row(one.path("controller").asText(), one.path("subjectRef").asText()));
    table.print(session.surroundings().out(), session.surroundings().width());
    List<String> words = Json.texts(json.path("words"));
    if (!words.isEmpty()) {
      session.print("");
      session.print("These words restore the wallet. They are shown this once: write them down.");
      for (int from = 0; from < words.size(); from += WORDS_PER_LINE) {
        session.print("  " + String.join(" ", words.subList(from, from + WORDS_PER_LINE)));
      }
    }
  }

  /** {@code consent wallet new}. */
  @Command(
      name = "new",
      description = {
        "Makes a wallet: a file in the home's wallets/ that only you can read, encrypted under a"
            + " passphrase. Shows, this once, the 24 words from which the wallet can be restored:"
            + " write them down."
      },
      footer = {
        "",
        "Examples:",
        "  consent wallet new ann",
        "  consent wallet new ann --passphrase-file ann.passphrase",
        "  consent wallet new ann --no-passphrase"
      })
  @SuppressWarnings("NullAway.Init") // picocli sets required parameters
  static final class New extends Action {
    @Parameters(paramLabel = "NAME", description = "What to call it.")
    private String name;

    @Mixin private Encryption encryption;

    @Override
    int run(Session session) throws CliException {
      session.parties();
      List<String> words = session.wallets().create(name, encryption.passphrase(session));
      ObjectNode json = references(session, name);
      json.set("words", Json.array(words));
      print(session, json);
      return ExitCode.DONE;
    }
  }

  /** {@code consent wallet restore}. */
  @Command(
      name = "restore",
      description = {
        "Makes a wallet again from its 24 words alone, and asks the ledger which of its keys"
            + " counts with each organisation."
      },
      footer = {
        "",
        "Example:",
        "  consent wallet restore ann --words-file words.txt --no-passphrase"
      })
  @SuppressWarnings("NullAway.Init") // picocli sets required parameters
  static final class Restore extends Action {
    @Parameters(paramLabel = "NAME", description = "What to call it.")
    private String name;

    @Option(
        names = "--words-file",
        paramLabel = "FILE",
        description = "A file with the words. Default: a question at the terminal.")
    private @Nullable Path wordsFile;

    @Mixin private Encryption encryption;

    @Override
    int run(Session session) throws CliException {
      session.parties();
      String words = SeedWordsInput.read(session.surroundings(), wordsFile);
      session.wallets().restore(name, words, encryption.passphrase(session));
      print(session, refreshed(session, name));
      return ExitCode.DONE;
    }
  }

  /** Whether the file of a wallet that is made is encrypted. */
  static final class Encryption {
    @Option(
        names = "--no-passphrase",
        description = "Leave the file unencrypted: whoever can read it acts for the customer.")
    private boolean none;

    Optional<char[]> passphrase(Session session) throws CliException {
      return session.passphrases().fresh(none);
    }
  }

  /** {@code consent wallet show}. */
  @Command(
      name = "show",
      description = {
        "Shows how each organisation knows the wallet's owner: a reference of its own. Never shows"
            + " the seed."
      },
      footer = {"", "Example:", "  consent wallet show ann"})
  @SuppressWarnings("NullAway.Init") // picocli sets required parameters
  static final class Show extends Action {
    @Parameters(paramLabel = "NAME", description = "The wallet.")
    private String name;

    @Override
    int run(Session session) throws CliException {
      print(session, references(session, name));
      return ExitCode.DONE;
    }
  }

  /** {@code consent wallet refresh}. */
  @Command(
      name = "refresh",
      description = {
        "Asks the ledger which of the wallet's keys counts with each organisation, and remembers"
            + " it. Needed only where keys were replaced from another home."
      },
      footer = {"", "Example:", "  consent wallet refresh ann"})
  @SuppressWarnings("NullAway.Init") // picocli sets required parameters
  static final class Refresh extends Action {
    @Parameters(paramLabel = "NAME", description = "The wallet.")
    private String name;

    @Override
    int run(Session session) throws CliException {
      print(session, refreshed(session, name));
      return ExitCode.DONE;
    }
  }

  /** {@code consent wallet list}. */
  @Command(name = "list", description = "Lists the wallets of this home.")
  static final class All extends Action {
    @Override
    int run(Session session) throws CliException {
      session.network();
      WalletStore wallets = session.wallets();
      List<String> names = wallets.names();
      if (session.json()) {
        ObjectNode json = Json.object();
        json.set("wallets", Json.array(names));
        session.printJson(json);
      } else {
        names.forEach(session::print);
      }
      return ExitCode.DONE;
    }
  }
}
