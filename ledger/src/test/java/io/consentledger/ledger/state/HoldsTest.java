package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.genesis.Limits;
import io.consentledger.ledger.model.HoldGround;
import io.consentledger.ledger.tx.PartyId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldsTest {
  /** Every organisation of a network may be an authority, and hold the same. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, Limits.ORGANISATIONS_MAX})
  void countAsManyHoldersAsANetworkHasOrganisations(int holders) {
    Holds written = Holds.NONE;
    for (int i = 0; i < holders; i++) {
      written = written.with(new PartyId(Digest.of(Bytes.utf8("p" + i))), HoldGround.ORDER);
    }
    RecordWriter out = new RecordWriter();
    written.encode(out);
    RecordReader in = new RecordReader(out.done());

    assertThat(Holds.decode(in)).isEqualTo(written);
    in.end();
  }
}
