package io.consentledger.cli;

import java.util.List;

/** What {@code consent --help} lists: the commands by what somebody wants, a line each. */
final class CommandGroups {
  /** One command, in a few words. */
  record Line(String command, String summary) {}

  /** Commands that serve one purpose. */
  record Group(String title, List<Line> lines) {}

  static final List<Group> ALL =
      List.of(
          group(
              "Ask",
              line("check", "may this be done with a customer's data?"),
              line("audit", "all that was declared about a customer, with findings"),
              line("report", "what is held, disclosed, found, asked for"),
              line("watch", "withdrawals and opt-outs, as they are recorded"),
              line("status", "the nodes: who leads, how far, what is wrong"),
              line("tx", "one transaction, and what became of it"),
              line("block", "one block")),
          group(
              "Prove, and verify offline",
              line("receipt", "a file that proves one transaction"),
              line("verify", "judge such a file, or one of `audit --proof`"),
              line("challenge", "a number that makes proofs provably new"),
              line("checkpoint", "the newest log of headers, for witnesses")),
          group(
              "As a customer",
              line("wallet", "make, show, restore wallets"),
              line("open", "become known to an organisation"),
              line("grant", "consent"),
              line("refuse", "refuse consent"),
              line("withdraw", "withdraw consent"),
              line("opt-out", "opt out, for instance of sales"),
              line("opt-in", "opt in again"),
              line("request-data", "ask for access, deletion, correction, a copy"),
              line("delegate", "let an agent or guardian act"),
              line("revoke-delegation", "end that"),
              line("rotate-key", "replace the key used with an organisation"),
              line("revoke-key", "end that key for good")),
          group(
              "As an organisation",
              line("notice", "publish what customers read"),
              line("process", "declare what is done with data"),
              line("request", "record that consent was asked for"),
              line("record", "record what was done with data"),
              line("acknowledge", "say that a withdrawal arrived"),
              line("request-status", "say what became of a request"),
              line("revoke-consent", "end a consent that was given"),
              line("erase", "destroy private details, and certify it"),
              line("suppression", "what is remembered of erased customers"),
              line("share", "pass private details on, sealed"),
              line("hold", "keep from being erased")),
          group(
              "As an authority",
              line("invalidate", "find a consent invalid"),
              line("holidays", "publish days that deadlines leave out")),
          group(
              "Many at once, and other systems",
              line("submit", "record the instructions of a file"),
              line("import", "read documents of other systems"),
              line("export", "write them"),
              line("convert", "published lists to files for submit")),
          group(
              "Operate",
              line("network", "make the files of a network"),
              line("bench", "measure a network made for it"),
              line("generate-completion", "completion for bash and zsh")));

  private CommandGroups() {}

  private static Group group(String title, Line... lines) {
    return new Group(title, List.of(lines));
  }

  private static Line line(String command, String summary) {
    return new Line(command, summary);
  }
}
