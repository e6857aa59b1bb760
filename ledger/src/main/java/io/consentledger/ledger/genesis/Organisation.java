package io.consentledger.ledger.genesis;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.tx.PartyId;
import java.util.List;
import java.util.Optional;

/**
 * A member of the network.
 *
 * @param name unique in the network: how people and payloads name it
 * @param roles in the order of the file, without repeats
 * @param caCertificate DER, the CA that vouches for its nodes
 * @param node absent for a member that uses another member's node
 */
public record Organisation(
    String name,
    String title,
    List<Role> roles,
    String jurisdiction,
    VerifyingKey signingKey,
    Bytes caCertificate,
    Optional<ValidatorNode> node) {
  public Organisation {
    roles = List.copyOf(roles);
  }

  /** The id of this organisation: the digest of its first signing key's id. */
  public PartyId partyId() {
    return PartyId.of(signingKey.id());
  }

  public boolean hasRole(Role role) {
    return roles.contains(role);
  }
}
