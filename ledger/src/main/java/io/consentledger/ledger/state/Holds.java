package io.consentledger.ledger.state;

import io.consentledger.ledger.model.HoldGround;
import io.consentledger.ledger.tx.PartyId;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who holds on to what is kept under one process, or under all, and why. At most as many as a
 * network has organisations.
 */
record Holds(Map<PartyId, HoldGround> byParty) {
  static final Holds NONE = new Holds(Map.of());

  Holds with(PartyId party, HoldGround ground) {
    Map<PartyId, HoldGround> all = sorted();
    all.put(party, ground);
    return new Holds(all);
  }

  Holds without(PartyId party) {
    Map<PartyId, HoldGround> left = sorted();
    left.remove(party);
    return new Holds(left);
  }

  void encode(RecordWriter out) {
    out.u16(byParty.size());
    sorted().forEach((party, ground) -> out.digest(party.digest()).code(ground));
  }

  static Holds decode(RecordReader in) {
    Map<PartyId, HoldGround> holds = NONE.sorted();
    for (int left = in.u16(); left > 0; left--) {
      holds.put(new PartyId(in.digest()), in.code(HoldGround.class));
    }
    return new Holds(holds);
  }

  private Map<PartyId, HoldGround> sorted() {
    Map<PartyId, HoldGround> sorted =
        new TreeMap<>(Comparator.comparing(party -> party.digest().toHex()));
    sorted.putAll(byParty);
    return sorted;
  }
}
