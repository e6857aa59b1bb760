package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.LedgerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Every tampered bundle, and the sound ones beside them, for both verifiers. */
final class TamperCases {
  /** Not the block before the anchor's: then a proof of consistency has several hashes. */
  private static final long SINCE = 6;

  private TamperCases() {}

  /** Of a ledger in its story's last but one block; adds the last one. */
  static List<TamperCase> of(EvidenceWorld world) {
    EvidenceBundle earlier = world.histories(world.ann);
    world.commit(world.network.use(world.ann), world.network.use(world.bob));
    EvidenceBundle bundle =
        world.histories(OptionalLong.of(SINCE), Optional.of(world.challenge), world.ann);
    List<TamperCase> cases = new ArrayList<>(good(world, bundle));
    cases.addAll(new FileTampers(world, bundle).cases());
    cases.addAll(new CheckTampers(world).cases());
    cases.addAll(new ChainTampers(world, bundle).cases());
    cases.addAll(new TimeTampers(bundle).cases());
    cases.addAll(new RecordTampers(world, bundle).cases());
    cases.addAll(new StreamTampers(world, bundle).cases());
    cases.addAll(new ForgedTampers(world.network).cases());
    cases.addAll(new RuleTampers(world.network).cases());
    cases.addAll(new OptionTampers(world, earlier).cases());
    return cases;
  }

  /**
   * Writes {@code genesis.json}, {@code good.json}, a file for each case, and {@code cases.tsv}
   * with a line for each: file, code, name, options of a verifier's command line, and the code of a
   * verifier that derives.
   */
  static void write(Path folder) throws IOException, LedgerException {
    Path ledger = Files.createTempDirectory(folder, "ledger");
    try (EvidenceWorld world = new EvidenceWorld(ledger)) {
      List<TamperCase> cases = of(world);
      Files.write(folder.resolve("genesis.json"), world.network.genesis.bytes().toArray());
      Files.write(folder.resolve("good.json"), cases.get(0).file().toArray());
      Map<Bytes, String> files = new LinkedHashMap<>();
      List<String> lines = new ArrayList<>();
      for (TamperCase one : cases) {
        StringBuilder options = new StringBuilder();
        if (one.nonce().isPresent()) {
          options.append(" --challenge ").append(one.nonce().get().toHex());
        }
        if (one.earlier().isPresent()) {
          options.append(" --since ").append(file(folder, files, one.earlier().get()));
        }
        lines.add(
            file(folder, files, one.file())
                + "\t"
                + one.code()
                + "\t"
                + one.name()
                + "\t"
                + options.toString().strip()
                + "\t"
                + one.derived());
      }
      Files.write(folder.resolve("cases.tsv"), lines);
    }
  }

  private static List<TamperCase> good(EvidenceWorld world, EvidenceBundle bundle) {
    List<TamperCase> good = new ArrayList<>();
    good.add(TamperCase.of("good: one customer", TamperCase.VERIFIED, bundle));
    good.add(
        TamperCase.of(
            "good: a wallet",
            TamperCase.VERIFIED,
            world.histories(world.ann, world.annAtRetailer, world.annAtAdtech)));
    good.add(TamperCase.of("good: no records", TamperCase.VERIFIED, world.histories(world.nobody)));
    good.add(
        TamperCase.of("good: a revoked key", TamperCase.VERIFIED, world.histories(world.carol)));
    for (var id : List.of(world.banksUse, world.annsGrant, world.revocation, world.challenge)) {
      good.add(TamperCase.of("good: a receipt of " + id, TamperCase.VERIFIED, world.receipt(id)));
    }
    good.add(
        TamperCase.of(
            "good: a decision",
            TamperCase.VERIFIED,
            world.check(world.question(world.ann, null, null))));
    good.add(
        TamperCase.of(
            "good: a decision as known at a block of others",
            TamperCase.VERIFIED,
            world.check(world.question(world.nobody, 1L, 2L))));
    for (long height = 1; height < 10; height++) {
      good.add(
          TamperCase.of(
              "good: since block " + height,
              TamperCase.VERIFIED,
              world.histories(OptionalLong.of(height), Optional.empty(), world.bob)));
    }
    return good;
  }

  private static String file(Path folder, Map<Bytes, String> files, Bytes content)
      throws IOException {
    String known = files.get(content);
    if (known != null) {
      return known;
    }
    String name = String.format("case-%03d.json", files.size() + 1);
    files.put(content, name);
    Files.write(folder.resolve(name), content.toArray());
    return name;
  }
}
