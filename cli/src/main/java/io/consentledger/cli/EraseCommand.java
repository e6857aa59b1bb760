package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.home.ErasuresUnderWay;
import io.consentledger.cli.home.HomeLock;
import io.consentledger.cli.imports.Identities;
import io.consentledger.cli.imports.NewestWords;
import io.consentledger.cli.imports.Suppressions;
import io.consentledger.cli.instruction.Instruction;
import io.consentledger.cli.instruction.InstructionException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent erase}. */
@Command(
    name = "erase",
    description = {
      "Destroys the private details that the controller's node keeps about a customer, with their"
          + " openings and keys, and what this home knows of who the customer is; then puts a"
          + " certificate on the ledger, which recipients must acknowledge. Refused while a legal"
          + " hold stands. Opt-outs that stand are remembered under a token, so that whoever comes"
          + " back under the same name is recognised.",
      "The ledger itself forgets nothing: pseudonyms, codes and times stay, and commitments that"
          + " nobody can open any more. Erase the data in your own systems first, and say so with"
          + " --also DATA."
    },
    footer = {
      "",
      "Examples:",
      "  consent erase --subject 68e4... --controller bank --dry-run",
      "  consent erase --subject 68e4... --controller bank --person ann@mail.example",
      "  consent erase --wallet ann --controller bank --process marketing --also DATA,MAPPINGS"
    })
@SuppressWarnings("NullAway.Init") // picocli sets mixins
final class EraseCommand extends Act {
  private static final String MAPPINGS = "MAPPINGS";

  @Mixin private SubjectOptions who;

  @Option(
      names = "--process",
      split = ",",
      paramLabel = "ID",
      description = "Only what is held under these processes. Default: everything.")
  private List<String> processes = new ArrayList<>();

  @Option(
      names = "--also",
      split = ",",
      paramLabel = "WHAT",
      description = "What you destroyed besides, in your own systems: DATA, MAPPINGS or both.")
  private List<String> also = new ArrayList<>();

  @Option(
      names = "--request",
      paramLabel = "TXID",
      description = "The customer's request that this answers.")
  private @Nullable String request;

  @Option(
      names = "--person",
      paramLabel = "WHO",
      description =
          "Who the customer is in your own terms, where this home doesn't know it: remembered as a"
              + " token only; repeatable.")
  private List<String> persons = new ArrayList<>();

  @Option(
      names = "--forget-opt-outs",
      description = "Erase although opt-outs stand that nothing will remember.")
  private boolean forgetOptOuts;

  @Option(
      names = "--dry-run",
      description = "Say what would be destroyed and who would be told, and change nothing.")
  private boolean dryRun;

  private @Nullable ObjectNode erased;

  @Override
  OptionalInt instead(Session session) throws CliException {
    requireKnown();
    if (!dryRun) {
      return OptionalInt.empty();
    }
    ErasurePlan plan = ErasurePlan.of(session, who, processes);
    List<String> holds = plan.scope().holds();
    if (session.json()) {
      ObjectNode json = plan.json(session);
      json.set("holds", Json.array(holds));
      session.printJson(json);
    } else {
      session.print("Nothing was destroyed. It would be:");
      session.print("Private details, with openings and keys, of records: " + plan.details() + ".");
      session.print("Entries of who is who in this home: " + plan.persons().size() + ".");
      plan.told(session).forEach(session::print);
      if (processes.isEmpty()) {
        plan.scope()
            .optOuts()
            .forEach((right, source) -> session.print("Opt-out that must outlive it: " + right));
      }
      holds.forEach(hold -> session.print("In the way, a legal hold: " + hold));
    }
    return OptionalInt.of(holds.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED);
  }

  @Override
  int run(Session session) throws CliException {
    if (dryRun) {
      return super.run(session);
    }
    session.parties().named(who.controller);
    return HomeLock.holding(session.home(), who.controller, () -> super.run(session));
  }

  @Override
  ObjectNode instruction(Session session) throws CliException {
    ErasurePlan plan = ErasurePlan.of(session, who, processes);
    plan.requireFree();
    SortedSet<String> codes = new TreeSet<>();
    if (!plan.persons().isEmpty()) {
      codes.add(MAPPINGS);
    }
    requireSignable(session, codes);
    ErasuresUnderWay underWay = ErasuresUnderWay.open(session.home(), who.controller);
    if (processes.isEmpty()) {
      SortedSet<String> noted = underWay.of(plan.subjectRef());
      if (noted.contains(MAPPINGS)) {
        codes.add(MAPPINGS);
      }
      codes.addAll(kept(session, plan, noted).notes());
      underWay.begin(plan.subjectRef(), codes);
    }
    ObjectNode body = Json.object();
    body.set("processes", Json.array(processes));
    ObjectNode done =
        OwnNode.of(session, who.controller)
            .post("/v1/subjects/" + plan.subjectRef() + "/erasures", body);
    if (!plan.persons().isEmpty()) {
      SortedSet<String> wallets = new TreeSet<>();
      for (Identities.Person person : plan.persons()) {
        wallets.addAll(plan.identities().known(person.format(), person.name()));
      }
      NewestWords.open(session.home(), who.controller).forget(wallets);
      plan.identities().forget(plan.persons());
    }
    show(session, plan, done.path("destroyed").asLong(), codes.contains(KeptOptOuts.TOKEN));
    return certificate(codes);
  }

  private KeptOptOuts kept(Session session, ErasurePlan plan, Set<String> noted)
      throws CliException {
    List<Identities.Person> known = new ArrayList<>(plan.persons());
    persons.forEach(person -> known.add(Identities.Person.own(person)));
    Suppressions suppressions =
        Suppressions.open(session.home(), who.controller, session.surroundings().random());
    return KeptOptOuts.of(plan.scope(), suppressions, known, noted, forgetOptOuts);
  }

  private void show(Session session, ErasurePlan plan, long destroyed, boolean token)
      throws CliException {
    erased = plan.json(session).put("details", destroyed);
    if (!session.json()) {
      session.print("Private details destroyed: " + destroyed + ".");
      session.print("Entries of who is who destroyed: " + plan.persons().size() + ".");
      plan.told(session).forEach(session::print);
      if (token && forgetOptOuts) {
        session.print("A token of an earlier erasure stays: --person names whose it is.");
      }
    }
  }

  private ObjectNode certificate(Set<String> codes) throws CliException {
    Set<String> destroyed = new LinkedHashSet<>(List.of("DETAILS", "OPENINGS", "KEYS"));
    destroyed.addAll(also);
    if (codes.contains(MAPPINGS)) {
      destroyed.add(MAPPINGS);
    }
    ObjectNode json =
        instruct("certify-erasure")
            .put(
                "residue",
                codes.contains(KeptOptOuts.TOKEN) ? KeptOptOuts.TOKEN : "LEDGER_ENTRIES");
    who.put(json);
    json.set("destroyed", Json.array(List.copyOf(destroyed)));
    if (!processes.isEmpty()) {
      json.set("processes", Json.array(processes));
    }
    return request == null ? json : json.put("requestId", request);
  }

  @Override
  void recorded(Session session) throws CliException {
    if (processes.isEmpty()) {
      ErasuresUnderWay.open(session.home(), who.controller).end(who.reference(session));
    }
  }

  @Override
  void report(ObjectNode receipt) {
    receipt.set("erased", erased);
  }

  /** That the certificate can be written and signed is known before anything is destroyed. */
  private void requireSignable(Session session, Set<String> codes) throws CliException {
    try {
      session.signer(false).check(Instruction.of(certificate(codes)));
    } catch (InstructionException e) {
      throw CliException.usage(
          e.code(),
          String.valueOf(e.getMessage()),
          "Nothing was destroyed. See `consent erase --help`.");
    }
  }

  /** Before anything is destroyed. */
  private void requireKnown() throws CliException {
    if (!List.of("DATA", MAPPINGS).containsAll(also)) {
      throw CliException.usage(
          "usage", "--also takes DATA and MAPPINGS", "See `consent erase --help`.");
    }
    if (!processes.isEmpty() && !persons.isEmpty()) {
      throw CliException.usage(
          "usage",
          "--person goes with the erasure of everything",
          "While other processes go on, the ledger itself remembers the opt-outs.");
    }
  }
}
