package io.consentledger.ledger.genesis;

import java.util.List;

/** What a genesis file says, checked. */
record GenesisFields(
    String network,
    long createdMs,
    long allowedDriftMs,
    int quorum,
    Vocabulary vocabulary,
    List<Organisation> organisations,
    List<TimestampAuthority> timestampAuthorities) {
  GenesisFields {
    organisations = List.copyOf(organisations);
    timestampAuthorities = List.copyOf(timestampAuthorities);
  }
}
