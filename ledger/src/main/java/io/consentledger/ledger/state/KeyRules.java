package io.consentledger.ledger.state;

import io.consentledger.ledger.model.RevokeKey;

/**
 * Revoking: a customer's key signs its own end, and only that. Where the key was stolen the
 * customer can do so without asking anybody; an organisation's key is the members' affair.
 */
final class KeyRules {
  private KeyRules() {}

  static void revoke(Step step, RevokeKey revocation) throws Refusal {
    Refusal.when(
        !step.signer().equals(revocation.keyId()),
        RejectionCode.SIGNER_NOT_AUTHORISED,
        "only the key itself signs its revocation");
    Refusal.when(
        step.signingParty().isPresent(),
        RejectionCode.KEY_NOT_REVOCABLE,
        "the key is an organisation's");
    Cell<RegisteredKey> cell = Cells.key(revocation.keyId());
    RegisteredKey live =
        cell.newest(step.state())
            .map(Cell.Entry::value)
            .orElseThrow(() -> new AssertionError("a signer that is known was registered"));
    cell.put(step, live.revoked(revocation.reason()));
  }
}
