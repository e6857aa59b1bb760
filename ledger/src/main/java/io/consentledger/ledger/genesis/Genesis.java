package io.consentledger.ledger.genesis;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.crypto.quorum.ValidatorSet;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.PartyId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The genesis file: all that a network's members agree on before the first block. Its exact bytes
 * are the identity of the network (docs/spec/genesis.md). Immutable, for any thread.
 */
public final class Genesis {
  private final Bytes bytes;
  private final NetworkId networkId;
  private final GenesisFields fields;
  private final ValidatorSet validatorSet;
  private final Map<String, Organisation> byName = new HashMap<>();
  private final Map<PartyId, Organisation> byParty = new HashMap<>();
  private final Map<KeyId, VerifyingKey> partyKeys = new HashMap<>();

  Genesis(Bytes bytes, GenesisFields fields) {
    this.bytes = bytes;
    this.networkId = NetworkId.of(bytes);
    this.fields = fields;
    List<ValidatorSet.Member> members = new ArrayList<>();
    for (int i = 0; i < fields.organisations().size(); i++) {
      Organisation organisation = fields.organisations().get(i);
      int place = i;
      organisation
          .node()
          .ifPresent(node -> members.add(new ValidatorSet.Member(place, node.validatorKey())));
      byName.put(organisation.name(), organisation);
      byParty.put(organisation.partyId(), organisation);
      partyKeys.put(organisation.signingKey().id(), organisation.signingKey());
    }
    this.validatorSet = new ValidatorSet(fields.quorum(), members);
  }

  /**
   * Decodes a genesis file: canonical JSON with exactly the fields of the format.
   *
   * @throws GenesisException naming the first field that is wrong
   */
  public static Genesis parse(Bytes file) throws GenesisException {
    return new Genesis(file, GenesisDecoder.decode(file));
  }

  /** The exact bytes of the file. */
  public Bytes bytes() {
    return bytes;
  }

  public NetworkId networkId() {
    return networkId;
  }

  /** The network's name, for people. */
  public String network() {
    return fields.network();
  }

  /** When the file was made, UTC milliseconds: the least time of a block. */
  public long createdMs() {
    return fields.createdMs();
  }

  /** How far a block's time may be from a validator's clock, in milliseconds. */
  public long allowedDriftMs() {
    return fields.allowedDriftMs();
  }

  public Vocabulary vocabulary() {
    return fields.vocabulary();
  }

  /** The authorities whose time-stamps count, in the order of the file. */
  public List<TimestampAuthority> timestampAuthorities() {
    return fields.timestampAuthorities();
  }

  /** All members, in the order of the file. */
  public List<Organisation> organisations() {
    return fields.organisations();
  }

  public Optional<Organisation> organisation(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Optional<Organisation> organisation(PartyId party) {
    return Optional.ofNullable(byParty.get(party));
  }

  /** The signing key of an organisation, by its id. */
  public Optional<VerifyingKey> partyKey(KeyId id) {
    return Optional.ofNullable(partyKeys.get(id));
  }

  /** The validators of epoch 0. */
  public ValidatorSet validatorSet() {
    return validatorSet;
  }
}
