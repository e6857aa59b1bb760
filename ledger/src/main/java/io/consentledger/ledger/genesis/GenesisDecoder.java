package io.consentledger.ledger.genesis;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.crypto.quorum.ValidatorSet;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.tx.TransactionException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The strict decoder of genesis files. */
final class GenesisDecoder {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
  private static final Pattern TITLE =
      Pattern.compile("[^\\p{Cntrl}]{1," + Limits.TITLE_CHARS_MAX + "}");
  private static final Pattern JURISDICTION = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");
  private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z.-]{1,32}");
  private static final Pattern HEX = Pattern.compile("([0-9a-f]{2}){1,256}");
  private static final Pattern HEX_DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{4,}={0,2}");

  private GenesisDecoder() {}

  static GenesisFields decode(Bytes file) throws GenesisException {
    if (file.size() > Limits.GENESIS_BYTES_MAX) {
      throw new GenesisException("the file is longer than " + Limits.GENESIS_BYTES_MAX + " bytes");
    }
    StrictObject in;
    try {
      in = new StrictObject("", CanonicalJson.parse(file));
    } catch (TransactionException notCanonical) {
      throw new GenesisException(
          "not canonical JSON without a line end: " + notCanonical.getMessage(), notCanonical);
    }
    in.integer("version", 1, 1);
    List<Organisation> organisations = new ArrayList<>();
    for (StrictObject object : in.objects("organisations", Limits.ORGANISATIONS_MAX)) {
      organisations.add(organisation(object));
    }
    requireUnique(organisations);
    GenesisFields fields =
        new GenesisFields(
            in.text("network", NAME),
            in.integer("createdMs", 0, io.consentledger.ledger.json.Limits.JSON_INTEGER_MAX),
            in.integer("allowedDriftMs", 1, Limits.ALLOWED_DRIFT_MS_MAX),
            quorum(in, organisations),
            vocabulary(in.object("vocabulary")),
            organisations,
            timestampAuthorities(in));
    in.end();
    return fields;
  }

  private static int quorum(StrictObject in, List<Organisation> organisations)
      throws GenesisException {
    int validators = 0;
    for (Organisation organisation : organisations) {
      validators += organisation.node().isPresent() ? 1 : 0;
    }
    if (validators == 0) {
      throw in.wrong("organisations", "must hold at least one with a node");
    }
    return (int) in.integer("quorum", ValidatorSet.smallestQuorum(validators), validators);
  }

  private static Vocabulary vocabulary(StrictObject in) throws GenesisException {
    Vocabulary vocabulary =
        new Vocabulary(
            in.text("name", NAME),
            in.text("version", VERSION),
            Digest.fromHex(in.text("sha256", HEX_DIGEST)));
    in.end();
    return vocabulary;
  }

  private static Organisation organisation(StrictObject in) throws GenesisException {
    Organisation organisation =
        new Organisation(
            in.text("name", NAME),
            in.text("title", TITLE),
            roles(in),
            in.text("jurisdiction", JURISDICTION),
            key(in, "signingKey"),
            certificate(in, "caCertificate"),
            in.has("node") ? Optional.of(node(in.object("node"))) : Optional.empty());
    in.end();
    return organisation;
  }

  private static List<TimestampAuthority> timestampAuthorities(StrictObject in)
      throws GenesisException {
    List<TimestampAuthority> authorities = new ArrayList<>();
    if (!in.has("timestampAuthorities")) {
      return authorities;
    }
    Set<String> names = new HashSet<>();
    for (StrictObject object :
        in.objects("timestampAuthorities", Limits.TIMESTAMP_AUTHORITIES_MAX)) {
      TimestampAuthority authority =
          new TimestampAuthority(object.text("name", NAME), certificate(object, "certificate"));
      object.end();
      if (!names.add(authority.name())) {
        throw object.wrong("name", "stands twice");
      }
      authorities.add(authority);
    }
    return authorities;
  }

  private static ValidatorNode node(StrictObject in) throws GenesisException {
    ValidatorNode node = new ValidatorNode(in.text("id", NAME), key(in, "validatorKey"));
    in.end();
    return node;
  }

  private static List<Role> roles(StrictObject in) throws GenesisException {
    List<Role> roles = new ArrayList<>();
    for (String text : in.texts("roles")) {
      Role found = null;
      for (Role role : Role.values()) {
        if (role.name().equals(text)) {
          found = role;
        }
      }
      if (found == null) {
        throw in.wrong("roles", "must be of " + List.of(Role.values()));
      }
      roles.add(found);
    }
    return roles;
  }

  private static VerifyingKey key(StrictObject parent, String name) throws GenesisException {
    StrictObject in = parent.object(name);
    int code = (int) in.integer("alg", 1, 0xffff);
    Bytes raw = Bytes.fromHex(in.text("key", HEX));
    in.end();
    Optional<Algorithm> algorithm = Algorithm.ofCode(code);
    if (algorithm.isEmpty()) {
      throw in.wrong("alg", "must be the code of an algorithm");
    }
    try {
      return VerifyingKey.of(algorithm.get(), raw);
    } catch (CryptoException refused) {
      throw new GenesisException(parent.place(name) + " is no acceptable key", refused);
    }
  }

  private static Bytes certificate(StrictObject in, String name) throws GenesisException {
    String text = in.text(name, BASE64);
    if (text.length() % 4 == 0 && text.length() <= Limits.CERTIFICATE_BYTES_MAX * 4 / 3 + 4) {
      Bytes der = Bytes.fromBase64(text);
      // Base64 can spell the same bytes in several ways: only the one that comes back is taken.
      if (der.toBase64().equals(text)) {
        return der;
      }
    }
    throw in.wrong(name, "must be standard base64 of a DER certificate");
  }

  private static void requireUnique(List<Organisation> organisations) throws GenesisException {
    Set<Object> seen = new HashSet<>();
    for (Organisation organisation : organisations) {
      boolean fresh =
          seen.add("name " + organisation.name()) && seen.add(organisation.signingKey().id());
      if (organisation.node().isPresent()) {
        ValidatorNode node = organisation.node().get();
        fresh = fresh && seen.add("node " + node.id()) && seen.add(node.validatorKey().id());
      }
      if (!fresh) {
        throw new GenesisException(
            "organisation " + organisation.name() + " repeats a name, a node id or a key");
      }
    }
  }
}
