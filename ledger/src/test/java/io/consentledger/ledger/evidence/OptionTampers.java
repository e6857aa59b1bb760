package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.evidence.EvidenceNetwork.Customer;
import io.consentledger.ledger.tx.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Steps 11 to 13: challenges, earlier bundles, time-stamps. */
final class OptionTampers {
  private final EvidenceWorld world;
  private final EvidenceBundle earlier;
  private final EvidenceBundle later;
  private final List<TamperCase> cases = new ArrayList<>();

  /**
   * @param earlier of Ann, from before the ledger's newest block
   */
  OptionTampers(EvidenceWorld world, EvidenceBundle earlier) {
    this.world = world;
    this.earlier = earlier;
    long then = Edits.header(earlier.anchor()).height();
    this.later = world.histories(OptionalLong.of(then), Optional.empty(), world.ann);
  }

  List<TamperCase> cases() {
    challenges();
    earlier();
    rewritten();
    cases.add(
        TamperCase.of(
            "time-stamp: none of an agreed authority",
            "timestamp-invalid",
            Edits.timestamps(later, List.of(Bytes.utf8("no token")))));
    return cases;
  }

  private void challenges() {
    EvidenceBundle answered =
        world.histories(OptionalLong.empty(), Optional.of(world.challenge), world.ann);
    cases.add(
        TamperCase.of("good: a challenge is answered", TamperCase.VERIFIED, answered)
            .asking(EvidenceWorld.NONCE));
    cases.add(
        TamperCase.of("challenge: another one", "challenge-mismatch", answered)
            .asking(Digest.ZERO));
    cases.add(
        TamperCase.of("challenge: none", "challenge-missing", later).asking(EvidenceWorld.NONCE));
  }

  private void earlier() {
    Bytes before = earlier.encode();
    cases.add(
        TamperCase.of("good: an earlier bundle is extended", TamperCase.VERIFIED, later)
            .after(before));
    cases.add(TamperCase.of("good: the same moment", TamperCase.VERIFIED, earlier).after(before));
    cases.add(
        TamperCase.of(
                "since: no earlier moment in the bundle",
                "since-missing",
                world.histories(world.ann))
            .after(before));
    cases.add(
        TamperCase.of(
                "since: another earlier moment",
                "since-mismatch",
                world.histories(OptionalLong.of(2), Optional.empty(), world.ann))
            .after(before));
    cases.add(
        TamperCase.of("since: the earlier bundle is cut", "bundle-malformed", later)
            .after(Edits.cut(before)));
    cases.add(
        TamperCase.of("since: a newer one as the earlier", "since-missing", earlier)
            .after(later.encode()));
    cases.add(
        TamperCase.of("since: an earlier bundle without quorum", "certificate-short", later)
            .after(
                Edits.certificate(
                        earlier,
                        world
                            .network
                            .certificate(Edits.header(earlier.anchor()), List.of("bank"))
                            .encode())
                    .encode()));
  }

  /** Validators who certify two histories: each bundle is sound, and together they accuse. */
  private void rewritten() {
    EvidenceNetwork network = world.network;
    Customer ann = network.customer("ann", "bank");
    EvidenceBundle before =
        new Forgery(network)
            .catalogue("bank")
            .record(network.open(ann), network.grant(ann))
            .histories(ann);
    EvidenceBundle after =
        new Forgery(network)
            .after(before)
            .catalogue("bank")
            .record(network.open(ann), network.use(ann))
            .histories(ann);
    cases.add(
        TamperCase.of("since: a history rewritten by a quorum", "history-rewritten", after)
            .after(before.encode()));
    EvidenceBundle shorter = new Forgery(network).after(before).catalogue("bank").histories(ann);
    cases.add(
        TamperCase.of(
                "since: a history emptied by a quorum",
                "history-rewritten",
                pruned(shorter, network, ann))
            .after(before.encode()));
  }

  private static EvidenceBundle pruned(
      EvidenceBundle bundle, EvidenceNetwork network, Customer ann) {
    EvidenceBundle without =
        Edits.withoutStream(bundle, StreamId.ofParty(network.id(), ann.controllerId()));
    return Edits.withoutStream(
        without, StreamId.ofKey(EvidenceNetwork.key("bank").verifyingKey().id()));
  }
}
