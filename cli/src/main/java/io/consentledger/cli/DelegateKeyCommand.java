package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.instruction.Keys;
import io.consentledger.ledger.tx.SubjectRef;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consent wallet delegate-key}. */
@Command(
    name = "delegate-key",
    description = {
      "Writes the key with which the wallet's owner would act for one customer: `consent delegate"
          + " --delegate-key FILE` takes it in the customer's own home. It holds no secret."
    },
    footer = {
      "",
      "Example:",
      "  consent wallet delegate-key bob --controller bank --subject 68e4... --out bob.key.json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class DelegateKeyCommand extends Action {
  @Parameters(paramLabel = "NAME", description = "The delegate's wallet.")
  private String name;

  @Option(
      names = "--controller",
      required = true,
      paramLabel = "NAME",
      description = "The organisation that the customer deals with.")
  private String controller;

  @Option(
      names = "--subject",
      required = true,
      paramLabel = "REF",
      description = "The customer, by the reference that this organisation knows.")
  private String subject;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write it.")
  private Path out;

  @Override
  int run(Session session) throws CliException {
    SubjectRef customer = SubjectRef.fromHex(SubjectOptions.reference(subject));
    Keys keys = new Keys(session.wallets(), session.parties(), false);
    DelegateKey key =
        DelegateKey.prove(
            session.parties().networkId(),
            session.parties().idOf(controller),
            customer,
            keys.ofDelegate(name, customer));
    ResultFiles.write(out, key.encode());
    if (session.json()) {
      session.printJson(
          Json.object()
              .put("subjectRef", customer.toHex())
              .put("key", key.key().raw().toHex())
              .put("file", out.toString()));
    } else {
      session.print("Written to " + out + ". Give it to the customer " + customer + ".");
    }
    return ExitCode.DONE;
  }
}
