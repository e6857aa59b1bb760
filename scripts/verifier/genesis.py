"""The genesis file (docs/spec/genesis.md): what the auditor trusts."""
import base64
import collections
import re

from . import signatures
from .encoding import INTEGER_MAX, label, number, parse_canonical, require, sha256

CODE = "genesis-invalid"
GENESIS_BYTES_MAX = 4 * 1024 * 1024
CERTIFICATE_BYTES_MAX = 8 * 1024
NAME, VERSION, DIGEST, JURISDICTION = "[a-z][a-z0-9-]{0,30}", "[0-9A-Za-z.-]{1,32}", "[0-9a-f]{64}", (
    "[A-Z]{2}(-[A-Z0-9]{1,3})?")
TITLE = "[^\\x00-\\x1f\\x7f]{1,200}"
ROLES = ("CONTROLLER", "PROCESSOR", "RECIPIENT", "AGENT", "AUTHORITY")

Genesis = collections.namedtuple(
    "Genesis",
    "network name created parties names authorities validators quorum set_hash vocabulary has_timestamp_authorities")


def fields(value, place, required, optional=()):
    """The values of these fields (None where an optional one is absent); no other may be there."""
    require(isinstance(value, dict), CODE, "%s is no object" % place)
    wrong = set(required) - set(value) or set(value) - set(required) - set(optional)
    require(not wrong, CODE, "%s: %s is missing, or is no field" % (place, ", ".join(sorted(wrong))))
    return [value.get(name) for name in (*required, *optional)]


def text(value, form, what):
    require(isinstance(value, str) and re.fullmatch(form, value) is not None, CODE, "%s is of another form" % what)
    return value


def integer(value, least, most, what):
    require(type(value) is int and least <= value <= most, CODE, "%s isn't from %d to %d" % (what, least, most))
    return value


def objects(value, most, what):
    require(isinstance(value, list) and 1 <= len(value) <= most, CODE, "%s isn't a list of 1 to %d" % (what, most))
    return value


def certificate(value, what):
    text(value, "[A-Za-z0-9+/]{4,}={0,2}", what)
    fits = len(value) % 4 == 0 and len(value) <= CERTIFICATE_BYTES_MAX * 4 // 3 + 4
    good = fits and base64.b64encode(base64.b64decode(value)).decode("ascii") == value
    require(good, CODE, "%s isn't standard base64 of a certificate" % what)


def key(value, what):
    algorithm, raw = fields(value, what, ("alg", "key"))
    integer(algorithm, 1, 0xFFFF, what)
    found = signatures.public_key(algorithm, bytes.fromhex(text(raw, "([0-9a-f]{2}){1,256}", what)))
    require(found is not None, CODE, "%s is no acceptable key" % what)
    return found


def roles_of(value):
    good = (isinstance(value, list) and value and all(isinstance(role, str) and role in ROLES for role in value)
            and len(set(value)) == len(value))
    require(good, CODE, "roles aren't some of %s" % ", ".join(ROLES))
    return value


def once(values, what):
    require(len(set(values)) == len(values), CODE, "%s stands twice" % what)


def parse_genesis(data):
    """The members' keys and names. The file is trusted, but for its form."""
    require(len(data) <= GENESIS_BYTES_MAX, CODE, "more than %d bytes" % GENESIS_BYTES_MAX)
    value = parse_canonical(data, CODE)
    version, name, created, drift, quorum, vocabulary, organisations, stampers = fields(
        value, "the file", ("version", "network", "createdMs", "allowedDriftMs", "quorum", "vocabulary",
                            "organisations"), ("timestampAuthorities",))
    integer(version, 1, 1, "version")
    text(name, NAME, "network")
    integer(created, 0, INTEGER_MAX, "createdMs")
    integer(drift, 1, 3600000, "allowedDriftMs")
    list_name, list_version, list_hash = fields(vocabulary, "vocabulary", ("name", "version", "sha256"))
    for part, form in ((list_name, NAME), (list_version, VERSION), (list_hash, DIGEST)):
        text(part, form, "vocabulary")
    parties, names, authorities, validators, encoded = members(organisations)
    require(type(quorum) is int and 2 * len(validators) < 3 * quorum <= 3 * len(validators), CODE,
            "the quorum isn't more than two thirds of the validators")
    if "timestampAuthorities" in value:
        check_stampers(stampers)
    set_hash = sha256(label("valset"), number(len(validators), 2), number(quorum, 2), encoded)
    return Genesis(sha256(label("genesis"), data), name, created, parties, names, authorities, validators, quorum,
                   set_hash, list_hash, "timestampAuthorities" in value)


def members(organisations):
    parties, names, authorities, validators, encoded, keys, nodes = {}, {}, [], [], b"", [], []
    for place, organisation in enumerate(objects(organisations, 1000, "organisations")):
        name, title, roles, jurisdiction, signing, ca, node = fields(
            organisation, "organisations[%d]" % place,
            ("name", "title", "roles", "jurisdiction", "signingKey", "caCertificate"), ("node",))
        text(name, NAME, "name")
        text(title, TITLE, "title")
        text(jurisdiction, JURISDICTION, "jurisdiction")
        certificate(ca, "caCertificate")
        party = key(signing, "signingKey")
        keys.append(party.id)
        parties[party.id], names[party.id] = party, name
        authorities += [party.id] if "AUTHORITY" in roles_of(roles) else []
        if "node" in organisation:
            identity, validator = fields(node, "node", ("id", "validatorKey"))
            nodes.append(text(identity, NAME, "node.id"))
            validator = key(validator, "validatorKey")
            keys.append(validator.id)
            validators.append((validator, name))
            encoded += b"".join(
                number(part, 2) for part in (place, validator.algorithm, len(validator.raw))) + validator.raw
    once(keys, "a key")
    once(list(names.values()), "a name")
    once(nodes, "a node's id")
    require(validators, CODE, "no organisation has a node")
    return parties, names, authorities, validators, encoded


def check_stampers(stampers):
    found = []
    for place, stamper in enumerate(objects(stampers, 16, "timestampAuthorities")):
        name, root = fields(stamper, "timestampAuthorities[%d]" % place, ("name", "certificate"))
        found.append(text(name, NAME, "name"))
        certificate(root, "certificate")
    once(found, "an authority's name")
