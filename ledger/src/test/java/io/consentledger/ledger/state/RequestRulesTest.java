package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.ledger.model.Regime;
import io.consentledger.ledger.model.RequestRight;
import io.consentledger.ledger.model.RequestStatusCode;
import io.consentledger.ledger.tx.TxId;
import org.junit.jupiter.api.Test;

class RequestRulesTest {
  private final World world = World.furnished();

  @Test
  void areOpenedByTheCustomerOrRelayedByTheController() {
    var request = world.ask(Regime.CCPA, RequestRight.DELETE);
    world.recorded(request, world.aliceSigner);
    world.recorded(request, world.retailerSigner);
    assertThat(world.rejected(request, World.key("bank").verifyingKey().id()))
        .isEqualTo("signer-not-authorised");
  }

  @Test
  void areAnsweredByTheControllerAndCancelledByTheCustomer() {
    TxId request = opened();
    for (RequestStatusCode status : RequestStatusCode.values()) {
      boolean cancelled = status == RequestStatusCode.CANCELLED;
      var wrong = cancelled ? world.retailerSigner : world.aliceSigner;
      assertThat(world.rejected(world.status(request, status), wrong))
          .isEqualTo(cancelled ? "signer-not-subject" : "signer-not-controller");
    }
    world.recorded(world.status(request, RequestStatusCode.CANCELLED), world.aliceSigner);
  }

  @Test
  void mustHaveBeenMade() {
    opened();
    assertThat(
            world.rejected(
                world.status(World.txId(1), RequestStatusCode.COMPLETED), world.retailerSigner))
        .isEqualTo("request-unknown");
  }

  @Test
  void areConfirmedFirstExtendedOnceAndThenOver() {
    TxId request = opened();
    record(request, RequestStatusCode.ACKNOWLEDGED);
    assertThat(refuse(request, RequestStatusCode.ACKNOWLEDGED)).isEqualTo("request-status-order");
    record(request, RequestStatusCode.EXTENDED);
    assertThat(refuse(request, RequestStatusCode.EXTENDED)).isEqualTo("request-status-order");
    assertThat(refuse(request, RequestStatusCode.ACKNOWLEDGED)).isEqualTo("request-status-order");
    record(request, RequestStatusCode.DENIED);
    for (RequestStatusCode status : RequestStatusCode.values()) {
      var signer = status == RequestStatusCode.CANCELLED ? world.aliceSigner : world.retailerSigner;
      assertThat(world.rejected(world.status(request, status), signer)).isEqualTo("request-closed");
    }
  }

  private TxId opened() {
    world.recorded(world.ask(Regime.GDPR, RequestRight.ACCESS), world.aliceSigner);
    return world.newestTxId();
  }

  private void record(TxId request, RequestStatusCode status) {
    assertThat(world.recorded(world.status(request, status), world.retailerSigner)).isEmpty();
  }

  private String refuse(TxId request, RequestStatusCode status) {
    return world.rejected(world.status(request, status), world.retailerSigner);
  }
}
