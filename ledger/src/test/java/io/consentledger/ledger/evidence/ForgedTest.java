package io.consentledger.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the verifier knows itself, however many validators signed something else. */
final class ForgedTest {
  private final EvidenceNetwork network = new EvidenceNetwork("forged");
  private final EvidenceNetwork.Customer ann = network.customer("ann", "bank");

  @Test
  void takesABlockInWhichAllIsInOrder() throws EvidenceException {
    EvidenceBundle bundle =
        new Forgery(network)
            .catalogue("bank")
            .record(network.open(ann), network.grant(ann), network.use(ann))
            .histories(ann);

    VerifiedEvidence evidence =
        new EvidenceVerifier(network.genesis).verify(bundle.encode(), VerifyOptions.NONE);
    assertThat(evidence.subjects().get(0).records()).hasSize(3);
  }
}
