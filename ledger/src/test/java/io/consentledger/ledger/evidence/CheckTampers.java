package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.query.CheckQuery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions of a claim that have not their form, or whose block isn't in the bundle. */
final class CheckTampers {
  private final EvidenceWorld world;
  private final List<TamperCase> cases = new ArrayList<>();
  private final EvidenceBundle bundle;
  private final String text;

  CheckTampers(EvidenceWorld world) {
    this.world = world;
    this.bundle = world.check(world.question(world.bob, 7L, 2L));
    this.text = new String(bundle.encode().toArray(), StandardCharsets.UTF_8);
  }

  List<TamperCase> cases() {
    malformed("known at block 0", "\"knownAtHeight\":2", "\"knownAtHeight\":0");
    malformed("a time before 1970", "\"atMs\":7", "\"atMs\":-7");
    malformed("a time that is text", "\"atMs\":7", "\"atMs\":\"7\"");
    malformed("an unknown field", "\"atMs\":7,", "\"atMs\":7,\"because\":\"so\",");
    malformed("no such operation", "\"USE\"", "\"GUESS\"");
    malformed("a missing operation", "\"operation\":\"USE\",", "");
    malformed("a name with a space", "\"operation\":\"USE\"", "\"operation\":\"U E\"");
    malformed(
        "categories that are no list",
        "\"dataCategories\":[\"EmailAddress\"]",
        "\"dataCategories\":{}");
    malformed(
        "an empty category", "\"dataCategories\":[\"EmailAddress\"]", "\"dataCategories\":[\"\"]");
    String two = "\"" + world.bob.ref().toHex() + "\"";
    malformed("of nobody", "\"subjects\":[" + two + "]", "\"subjects\":[]");
    EvidenceBundle elsewhere = world.check(world.question(world.nobody, 7L, 3L));
    cases.add(
        TamperCase.of(
            "check: known at a block that isn't in the bundle",
            "header-missing",
            claiming(elsewhere, 1L)));
    cases.add(
        TamperCase.of(
            "check: known at a block after the anchor",
            "header-missing",
            claiming(elsewhere, world.ledger.tip().height() + 1)));
    cases.add(
        TamperCase.of(
            "check: the block isn't asked about", "header-unneeded", claiming(elsewhere, null)));
    return cases;
  }

  private EvidenceBundle claiming(EvidenceBundle changed, @Nullable Long knownAtHeight) {
    CheckQuery query = world.question(world.nobody, 7L, knownAtHeight);
    return Edits.claim(
        changed, new Claim.Histories(List.of(world.nobody.ref()), Optional.of(query)));
  }

  private void malformed(String name, String old, String with) {
    if (!text.contains(old)) {
      throw new AssertionError(name + ": nothing to replace");
    }
    cases.add(
        TamperCase.of(
            "check: " + name, BundleFields.MALFORMED, Bytes.utf8(text.replace(old, with))));
  }
}
