package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code consent challenge}. */
@Command(
    name = "challenge",
    description = {
      "Puts a number on the ledger that was drawn just now. A proof that holds its record was made"
          + " after it: nobody can show an old state as the present one. Any organisation or"
          + " customer may challenge."
    },
    footer = {
      "",
      "Examples:",
      "  consent challenge --as regulator",
      "  consent challenge --wallet ann --controller bank"
    })
final class ChallengeCommand extends Act {
  @Option(
      names = "--nonce",
      paramLabel = "HEX",
      description = "The number, 64 hexadecimal digits. Default: a fresh one.")
  private @Nullable String nonce;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "The organisation that signs; its key must be in this home.")
  private @Nullable String organisation;

  @Option(
      names = "--wallet",
      paramLabel = "NAME",
      description = "The customer who signs, by a wallet of this home.")
  private @Nullable String wallet;

  @Option(
      names = "--controller",
      paramLabel = "NAME",
      description = "The organisation whose customer that is.")
  private @Nullable String controller;

  @Override
  ObjectNode instruction(Session session) throws CliException {
    ObjectNode json = instruct("challenge").put("nonce", nonce == null ? fresh(session) : nonce);
    putWhereGiven(json, "by", organisation);
    putWhereGiven(json, "wallet", wallet);
    putWhereGiven(json, "controller", controller);
    return json;
  }

  private static String fresh(Session session) {
    byte[] drawn = new byte[Digest.SIZE_BYTES];
    session.surroundings().random().nextBytes(drawn);
    return Bytes.owning(drawn).toHex();
  }

  private static void putWhereGiven(ObjectNode json, String field, @Nullable String value) {
    if (value != null) {
      json.put(field, value);
    }
  }
}
