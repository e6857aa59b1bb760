#!/usr/bin/env python3
"""Verifies an evidence bundle of the Consent Ledger, offline, from the genesis file alone.

    scripts/verify_audit.py FILE --genesis GENESIS [--since OLD_BUNDLE] [--challenge NONCE]
                                 [--as-of DATE] [--json]

Exit code 0: verified, and the output says what is proved and what isn't. 1: refused, with a code and a
reason. 2: the command or the genesis file is no good. Python 3.9 or newer and its standard library suffice.

It shares no code with the ledger. Read it from the top: bytes, signatures, Merkle proofs, the file, the
checks, and last, under "The checks in order", how they follow one another. docs/spec/evidence.md says what is
checked and which codes there are. Two things are left to `consent verify`: time-stamp tokens, and whether each
record kept the rules of consent.
"""
import argparse
import base64
import collections
import datetime
import hashlib
import json
import os
import re
import sys

BUNDLE_BYTES_MAX = 64 * 1024 * 1024
PAYLOAD_BYTES_MAX = 16384
JSON_LEVELS_MAX = 16
JSON_NAME_UNITS_MAX = 256
INTEGER_MAX = 2**53 - 1
HEIGHT_MAX = 2**63 - 1
EPOCH_MAX = 2**31 - 1
TRANSACTIONS_MAX = 10000
SUBJECTS_MAX = 1000
PATH_HASHES_MAX = 64
FORMAT = "consent-ledger/evidence/1"
ZEROS = bytes(32)

OPEN_RELATIONSHIP, ROTATE_KEY, AUDIT_CHALLENGE, REVOKE_KEY, PUBLISH_HOLIDAYS = 3, 4, 32, 33, 35
BRINGS_KEY = {OPEN_RELATIONSHIP: ("subjectKey", "proof"), ROTATE_KEY: ("newKey", "possession")}
CATALOGUE_KINDS = {1: "PublishNotice", 2: "DeclareProcess", 35: "PublishHolidays"}
CUSTOMER_KINDS = {
    3: "OpenRelationship", 4: "RotateKey", 7: "RequestConsent", 8: "DecideConsent", 9: "WithdrawConsent",
    10: "RevokeConsent", 11: "InvalidateConsent", 12: "SetPreference", 13: "DataCollected", 14: "DataUsed",
    15: "DataDisclosed", 16: "DataReceived", 17: "DataErased", 18: "OpenRequest", 19: "RequestStatus",
    20: "LegalHold", 21: "ErasureCertificate", 34: "Acknowledge"}
KINDS = {**CATALOGUE_KINDS, **CUSTOMER_KINDS, 32: "AuditChallenge", 33: "RevokeKey"}


class Refused(Exception):
    """The bundle proves nothing. `code` is the same whichever verifier says it."""

    def __init__(self, code, reason):
        super().__init__(reason)
        self.code = code
        self.reason = reason


def require(condition, code, reason):
    if not condition:
        raise Refused(code, reason)


# ---- Bytes and hashes (docs/spec/transactions.md) --------------------------------------------------------

def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def label(name):
    """L(name): what every hashed or signed message begins with, so that none passes for another."""
    return b"consent-ledger/" + name.encode("ascii") + b"/v1\x00"


def number(value, size):
    return value.to_bytes(size, "big")


def key_id(algorithm, raw):
    return sha256(label("key"), number(algorithm, 2), raw)


class Reader:
    """Reads fixed fields from the front of some bytes; whatever doesn't fit is refused with `code`."""

    def __init__(self, data, code):
        self.data, self.code, self.at = data, code, 0

    def take(self, size):
        require(size <= len(self.data) - self.at, self.code, "it ends too early")
        self.at += size
        return self.data[self.at - size:self.at]

    def uint(self, size, least=0, most=None):
        value = int.from_bytes(self.take(size), "big")
        require(value >= least and (most is None or value <= most), self.code, "a number is out of bounds")
        return value

    def version(self):
        self.uint(1, 1, 1)

    def end(self):
        require(self.at == len(self.data), self.code, "bytes are left over")


# ---- Signatures in plain integers (docs/spec/keys-and-signatures.md) ---------------------------------------

ED25519, P256 = 1, 2
ED_PRIME = 2**255 - 19
ED_ORDER = 2**252 + 27742317777372353535851937790883648493
ED_D = -121665 * pow(121666, -1, ED_PRIME) % ED_PRIME
ED_IDENTITY = (0, 1, 1, 0)


def ed_add(one, two):
    """Adds two points of edwards25519, as (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z (RFC 8032, 5.1.4). The
    formula has no exceptions: it serves for doubling and for the identity too."""
    a = (one[1] - one[0]) * (two[1] - two[0]) % ED_PRIME
    b = (one[1] + one[0]) * (two[1] + two[0]) % ED_PRIME
    c = 2 * one[3] * two[3] * ED_D % ED_PRIME
    d = 2 * one[2] * two[2] % ED_PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % ED_PRIME, g * h % ED_PRIME, f * g % ED_PRIME, e * h % ED_PRIME)


def ed_sum(scalar_1, point_1, scalar_2=0, point_2=ED_IDENTITY):
    """scalar_1 * point_1 + scalar_2 * point_2."""
    both, result = ed_add(point_1, point_2), ED_IDENTITY
    for bit in range(max(scalar_1.bit_length(), scalar_2.bit_length()) - 1, -1, -1):
        result = ed_add(result, result)
        chosen = (scalar_1 >> bit & 1, scalar_2 >> bit & 1)
        if chosen != (0, 0):
            result = ed_add(result, both if chosen == (1, 1) else point_1 if chosen[0] else point_2)
    return result


def ed_encode(point):
    inverse = pow(point[2], -1, ED_PRIME)
    x, y = point[0] * inverse % ED_PRIME, point[1] * inverse % ED_PRIME
    return (y | (x & 1) << 255).to_bytes(32, "little")


def ed_decode(raw):
    """The point with this encoding; None where there is none or it isn't the canonical one."""
    encoded = int.from_bytes(raw, "little")
    sign, y = encoded >> 255, encoded & (1 << 255) - 1
    if len(raw) != 32 or y >= ED_PRIME:
        return None
    u, v = y * y - 1, ED_D * y * y + 1
    x = u * pow(v, 3, ED_PRIME) * pow(u * pow(v, 7, ED_PRIME), (ED_PRIME - 5) // 8, ED_PRIME) % ED_PRIME
    if (v * x * x - u) % ED_PRIME:
        x = x * pow(2, (ED_PRIME - 1) // 4, ED_PRIME) % ED_PRIME
    if (v * x * x - u) % ED_PRIME or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = ED_PRIME - x
    return (x, y, 1, x * y % ED_PRIME)


ED_BASE = ed_decode((4 * pow(5, -1, ED_PRIME) % ED_PRIME).to_bytes(32, "little"))


def ed_key(raw):
    """The public key as a point; None unless it is canonical, on the curve and of full order."""
    point = ed_decode(raw)
    if point is None or point[:2] == (0, 1) or ed_encode(ed_sum(ED_ORDER, point)) != ed_encode(ED_IDENTITY):
        return None
    return point


def ed_holds(point, raw, message, signature):
    """S B = R + k A without the cofactor. R is worked out from the rest and compared as bytes, so a R that isn't
    canonical fails; and as A and B have full order, the only R left that hasn't is the identity."""
    s = int.from_bytes(signature[32:], "little")
    if s >= ED_ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + raw + message).digest(), "little") % ED_ORDER
    expected = ed_encode(ed_sum(s, ED_BASE, ED_ORDER - k, point))
    return expected == signature[:32] and expected != ed_encode(ED_IDENTITY)


P_PRIME = 2**256 - 2**224 + 2**192 + 2**96 - 1
P_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
P_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
P_BASE = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
          0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)


def p_add(one, two):
    """Adds two points of P-256, as (x, y); None is the point at infinity."""
    if one is None or two is None:
        return two if one is None else one
    if one[0] == two[0]:
        if (one[1] + two[1]) % P_PRIME == 0:
            return None
        slope = (3 * one[0] * one[0] - 3) * pow(2 * one[1], -1, P_PRIME)
    else:
        slope = (two[1] - one[1]) * pow(two[0] - one[0], -1, P_PRIME)
    x = (slope * slope - one[0] - two[0]) % P_PRIME
    return (x, (slope * (one[0] - x) - one[1]) % P_PRIME)


def p_sum(scalar_1, point_1, scalar_2, point_2):
    both, result = p_add(point_1, point_2), None
    for bit in range(255, -1, -1):
        result = p_add(result, result)
        chosen = (scalar_1 >> bit & 1, scalar_2 >> bit & 1)
        result = p_add(result, {(0, 0): None, (1, 0): point_1, (0, 1): point_2, (1, 1): both}[chosen])
    return result


def p_key(raw):
    """The public key as a point; None unless it is 04, x, y of a point of the curve."""
    x, y = int.from_bytes(raw[1:33], "big"), int.from_bytes(raw[33:], "big")
    good = len(raw) == 65 and raw[0] == 4 and x < P_PRIME and y < P_PRIME
    return (x, y) if good and (y * y - x * x * x + 3 * x - P_B) % P_PRIME == 0 else None


def p_holds(point, raw, message, signature):
    """ECDSA over SHA-256, with r and s in range and s in the lower half."""
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if not (1 <= r < P_ORDER and 1 <= s <= (P_ORDER - 1) // 2):
        return False
    inverse, digest = pow(s, -1, P_ORDER), int.from_bytes(sha256(message), "big")
    found = p_sum(digest * inverse % P_ORDER, P_BASE, r * inverse % P_ORDER, point)
    return found is not None and found[0] % P_ORDER == r


CURVES = {ED25519: (ed_key, ed_holds), P256: (p_key, p_holds)}
Key = collections.namedtuple("Key", "algorithm raw point id")


def public_key(algorithm, raw):
    """The key, where the ledger's rules accept it; else None."""
    point = CURVES[algorithm][0](raw) if algorithm in CURVES else None
    return None if point is None else Key(algorithm, raw, point, key_id(algorithm, raw))


def signature_holds(key, message, signature):
    return len(signature) == 64 and CURVES[key.algorithm][1](key.point, key.raw, message, signature)


# ---- Merkle log (RFC 9162, 2.1; docs/spec/merkle-log.md) ---------------------------------------------------

def leaf(data):
    return sha256(b"\x00", data)


def node(left, right):
    return sha256(b"\x01", left, right)


def in_log(leaf_hash, index, size, path, root):
    """Whether the leaf stands at this index (from 0) in the log of this size and root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, result = index, size - 1, leaf_hash
    for sibling in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            result = node(sibling, result)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            result = node(result, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and result == root


def extends(size_1, root_1, size_2, root_2, path):
    """Whether the first log is the beginning of the second (RFC 9162, 2.1.4.2). Nothing follows from size 0."""
    if not 1 <= size_1 <= size_2:
        return False
    if size_1 == size_2:
        return not path and root_1 == root_2
    if size_1 & (size_1 - 1) == 0:
        path = [root_1] + path
    if not path:
        return False
    at, last = size_1 - 1, size_2 - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node(sibling, first), node(sibling, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node(second, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and first == root_1 and second == root_2


# ---- Map of streams (docs/spec/map.md) ---------------------------------------------------------------------

def map_value(proof, key, root, code):
    """The value that the map with this root has for the key; None where it is proved to have none."""
    reader = Reader(proof, code)
    reader.version()
    siblings = [reader.take(32) for _ in range(reader.uint(2, 0, 256))]
    result, value, depth = ZEROS, None, len(siblings)
    if reader.uint(1, 0, 1):
        other, value = reader.take(32), reader.take(32)
        result = sha256(b"\x02", other, value)
        shared = 8 * 32 - (int.from_bytes(other, "big") ^ int.from_bytes(key, "big")).bit_length()
        require(shared >= depth, code, "its last key stands elsewhere in the map")
        value = value if other == key else None
    reader.end()
    require(not siblings or siblings[0] != ZEROS, code, "it is longer than it need be")
    for level, sibling in zip(range(depth - 1, -1, -1), siblings):
        right = key[level // 8] >> (7 - level % 8) & 1
        result = sha256(b"\x03", sibling, result) if right else sha256(b"\x03", result, sibling)
    require(result == root, code, "it doesn't lead to the certified root of the map")
    return value


# ---- Canonical JSON (docs/spec/transactions.md) ------------------------------------------------------------

def json_object(pairs):
    names = [name.encode("utf-16-be") for name, _ in pairs]  # fails on lone surrogates
    if any(one >= two for one, two in zip(names, names[1:])):
        raise ValueError("names out of order, or one twice")
    if any(len(name) > 2 * JSON_NAME_UNITS_MAX for name in names):
        raise ValueError("a name is too long")
    return dict(pairs)


def json_integer(text):
    """For all numbers: int() fails on 1.0, 1e0 and NaN."""
    if len(text) > 17 or abs(int(text)) > INTEGER_MAX:
        raise ValueError("an integer beyond 2^53-1")
    return int(text)


def json_levels(value, level):
    if level > JSON_LEVELS_MAX:
        raise ValueError("nested too deep")
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, (dict, list)):
            json_levels(part, level + 1)


def parse_canonical(data, code):
    """The object that these bytes are the one canonical spelling of."""
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=json_object, parse_int=json_integer,
                           parse_float=json_integer, parse_constant=json_integer)
        if not isinstance(value, dict):
            raise ValueError("not an object")
        json_levels(value, 1)
        if json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8") != data:
            raise ValueError("not in canonical form")
    except (ValueError, RecursionError) as wrong:
        raise Refused(code, "not canonical JSON: %s" % str(wrong)[:200]) from None
    return value


# ---- The bundle's fields (docs/spec/evidence.md) -----------------------------------------------------------

MALFORMED = "bundle-malformed"
Header = collections.namedtuple(
    "Header", "hash network height time history entries count map epoch validators next_validators")
Entry = collections.namedtuple("Entry", "kind stream seq prev height index time envelope")
Statement = collections.namedtuple("Statement", "network kind stream algorithm key payload_hash")
Record = collections.namedtuple("Record", "entry path payload signature statement")
Stream = collections.namedtuple("Stream", "id proof records findings")
Findings = collections.namedtuple("Findings", "proof rows")
Bundle = collections.namedtuple("Bundle", "network certificate anchor headers subjects receipt streams since tokens")
Since = collections.namedtuple("Since", "header path consistency")


def fields(value, required, optional=()):
    """The values of the required fields, then of the optional ones (None where absent). No other may be there."""
    known = isinstance(value, dict) and set(required) <= set(value) <= set(required) | set(optional)
    require(known, MALFORMED, "fields wanted: %s" % ", ".join(required))
    require(all(part is not None for part in value.values()), MALFORMED, "a field is null")
    return [value.get(name) for name in (*required, *optional)]


def elements(value, most=None):
    require(isinstance(value, list) and (most is None or len(value) <= most), MALFORMED, "a list wanted")
    return value


def binary(value, code=MALFORMED):
    try:
        decoded = base64.b64decode(value, validate=True) if isinstance(value, str) else None
    except ValueError:
        decoded = None
    good = decoded is not None and base64.b64encode(decoded).decode("ascii") == value
    require(good, code, "standard base64 wanted, in its one spelling")
    return decoded


def hexadecimal(value, size=None, code=MALFORMED):
    good = isinstance(value, str) and re.fullmatch("([0-9a-f]{2})*", value) is not None
    require(good and size in (None, len(value) // 2), code, "lower-case hexadecimal digits wanted")
    return bytes.fromhex(value)


def parse_key(value, code):
    good = isinstance(value, dict) and set(value) == {"alg", "key"} and type(value["alg"]) is int
    key = public_key(value["alg"], hexadecimal(value["key"], None, code)) if good else None
    require(key is not None, code, "a key that isn't acceptable")
    return key


def hashes(value):
    data = binary(value)
    require(len(data) % 32 == 0 and len(data) <= 32 * PATH_HASHES_MAX, MALFORMED, "hashes of 32 bytes wanted")
    return [data[at:at + 32] for at in range(0, len(data), 32)]


def ascending(values, what):
    require(all(one < two for one, two in zip(values, values[1:])), MALFORMED, "%s must ascend" % what)


def parse_record(value):
    entry, path, payload, signature, statement = fields(
        value, ("entry", "path", "payload", "signature", "statement"))
    record = Record(binary(entry), hashes(path), binary(payload), binary(signature), binary(statement))
    require(len(record.signature) <= 0xFFFF, MALFORMED, "a signature is too long")
    return record


def parse_findings(value):
    proof, rows = fields(value, ("proof", "rows"))
    pairs = []
    for item in elements(rows):
        row, seq = fields(item, ("row", "seq"))
        require(type(seq) is int and seq >= 1, MALFORMED, "a number from 1 wanted")
        pairs.append((seq, binary(row)))
    ascending([seq for seq, _ in pairs], "rows")
    return Findings(binary(proof), pairs)


def parse_stream(value):
    records, identity, findings, proof = fields(value, ("records", "streamId"), ("findings", "proof"))
    return Stream(hexadecimal(identity, 32), None if proof is None else binary(proof),
                  [parse_record(record) for record in elements(records)],
                  None if findings is None else parse_findings(findings))


def parse_since(value):
    consistency, header, path = fields(value, ("consistency", "header", "path"))
    return Since(binary(header), hashes(path), hashes(consistency))


def parse_bundle(data):
    """Every field has its form and its order: what no signature or hash is needed for."""
    require(len(data) <= BUNDLE_BYTES_MAX, "bundle-too-large", "more than %d bytes" % BUNDLE_BYTES_MAX)
    anchor, claim, form, headers, network, streams, tokens, since = fields(
        parse_canonical(data, MALFORMED),
        ("anchor", "claim", "format", "headers", "networkId", "streams", "timestamps"), ("since",))
    require(form == FORMAT, MALFORMED, "another format than " + FORMAT)
    certificate, header = fields(anchor, ("certificate", "header"))
    subjects, receipt = fields(claim, (), ("subjects", "receipt"))
    require((subjects is None) != (receipt is None), MALFORMED, "one claim wanted")
    if subjects is not None:
        subjects = [hexadecimal(subject, 32) for subject in elements(subjects, SUBJECTS_MAX)]
        require(subjects, MALFORMED, "a claim about nobody")
        ascending(subjects, "subjects")
    pairs = [fields(item, ("header", "path")) for item in elements(headers)]
    streams = [parse_stream(stream) for stream in elements(streams)]
    ascending([stream.id for stream in streams], "streams")
    return Bundle(
        hexadecimal(network, 32), binary(certificate), binary(header),
        [(binary(header), hashes(path)) for header, path in pairs], subjects,
        None if receipt is None else hexadecimal(receipt, 32), streams,
        None if since is None else parse_since(since), [binary(token) for token in elements(tokens)])


# ---- The genesis file (docs/spec/genesis.md): what the auditor trusts --------------------------------------

Genesis = collections.namedtuple("Genesis", "network name parties names authorities validators quorum set_hash")


def parse_genesis(data):
    """The members' keys and names. The file is trusted: its hash is the network, whatever else it says."""
    code, parties, names, authorities, validators, keys = "genesis-invalid", {}, {}, [], [], []

    try:
        value = parse_canonical(data, code)
        require(value["version"] == 1, code, "another version than 1")
        encoded = b""
        for place, organisation in enumerate(value["organisations"]):
            party = parse_key(organisation["signingKey"], code)
            keys.append(party.id)
            parties[party.id], names[party.id] = party, organisation["name"]
            authorities += [party.id] if "AUTHORITY" in organisation["roles"] else []
            if "node" in organisation:
                key = parse_key(organisation["node"]["validatorKey"], code)
                keys.append(key.id)
                validators.append((key, organisation["name"]))
                encoded += b"".join(number(part, 2) for part in (place, key.algorithm, len(key.raw))) + key.raw
        require(len(set(keys)) == len(keys), code, "a key stands twice")
        quorum = value["quorum"]
        good = type(quorum) is int and 2 * len(validators) < 3 * quorum <= 3 * len(validators)
        require(good, code, "the quorum isn't more than two thirds of the validators")
        set_hash = sha256(label("valset"), number(len(validators), 2), number(quorum, 2), encoded)
        network = sha256(label("genesis"), data)
        return Genesis(network, value["network"], parties, names, authorities, validators, quorum, set_hash)
    except (KeyError, TypeError, AttributeError, OverflowError) as wrong:
        raise Refused(code, "a field is missing or of another form (%s)" % wrong) from None


# ---- Headers and their certificate (docs/spec/blocks.md) ---------------------------------------------------

def decode_header(data, genesis):
    reader = Reader(data, "header-malformed")
    reader.version()
    network, height, time = reader.take(32), reader.uint(8, 1, HEIGHT_MAX), reader.uint(8)
    reader.take(32)  # the header before: the history root holds it too
    header = Header(leaf(data), network, height, time, reader.take(32), reader.take(32),
                    reader.uint(4, 1, TRANSACTIONS_MAX), reader.take(32), reader.uint(4, 0, EPOCH_MAX), reader.take(32),
                    reader.take(32))
    reader.end()
    require(network == genesis.network, "header-malformed", "a header of another network")
    known = header.epoch == 0 and header.validators == header.next_validators == genesis.set_hash
    require(known, "validator-set-unknown", "other validators than those of the genesis file")
    return header


def check_certificate(data, anchor, genesis):
    """Returns the names of those who certified the anchor: at least a quorum."""
    reader = Reader(data, "certificate-malformed")
    reader.version()
    height, epoch = reader.uint(8, 1, HEIGHT_MAX), reader.uint(4, 0, EPOCH_MAX)
    reader.uint(4, 0, 0)  # round
    header_hash = reader.take(32)
    votes = [(reader.take(32), reader.take(reader.uint(2))) for _ in range(reader.uint(2))]
    reader.end()
    same = (height, epoch, header_hash) == (anchor.height, anchor.epoch, anchor.hash)
    require(same, "certificate-of-another-header", "the certificate is of another header")
    places = {key.id: place for place, (key, _) in enumerate(genesis.validators)}
    for signer, _ in votes:
        require(signer in places, "signer-unknown", "no validator has the key %s" % signer.hex())
    order = [places[signer] for signer, _ in votes]
    in_order = all(one < two for one, two in zip(order, order[1:]))
    require(in_order, "signer-duplicated", "a validator votes twice, or out of order")
    for place, (signer, signature) in zip(order, votes):
        message = (label("vote") + genesis.network + number(height, 8) + number(epoch, 4) + number(0, 4)
                   + header_hash + signer)
        key, name = genesis.validators[place]
        require(signature_holds(key, message, signature), "vote-invalid", "not signed by %s" % name)
    require(len(votes) >= genesis.quorum, "certificate-short",
            "%d votes where %d are needed" % (len(votes), genesis.quorum))
    return [genesis.validators[place][1] for place in order]


# ---- Records: entry, statement and payload (docs/spec/transactions.md, blocks.md) --------------------------

Proved = collections.namedtuple("Proved", "entry hash statement signed id payload signature")


def stream_id(name, *parts):
    return sha256(label("stream-" + name), *parts)


def decode_entry(data):
    reader = Reader(data, "entry-malformed")
    reader.version()
    entry = Entry(reader.uint(1), reader.take(32), reader.uint(8, 1, HEIGHT_MAX), reader.take(32),
                  reader.uint(8, 1, HEIGHT_MAX), reader.uint(4, 0, TRANSACTIONS_MAX - 1), reader.uint(8),
                  reader.take(32))
    reader.end()
    require(entry.kind in KINDS, "entry-malformed", "a kind that this verifier doesn't know")
    return entry


def decode_statement(data):
    reader = Reader(data, "statement-malformed")
    reader.version()
    network, kind, stream = reader.take(32), reader.uint(1), reader.take(32)
    reader.take(16)  # afterSeq and notAfterMs: the rules judged them when it was recorded
    statement = Statement(network, kind, stream, reader.uint(2), reader.take(32), reader.take(32))
    reader.end()
    known = kind in KINDS and statement.algorithm in CURVES
    require(known, "statement-malformed", "a kind or an algorithm that this verifier doesn't know")
    return statement


def decode_payload(data, kind):
    """The fields that decide what a record is about, the digests among them as bytes."""
    code = "payload-malformed"
    require(len(data) <= PAYLOAD_BYTES_MAX, code, "longer than %d bytes" % PAYLOAD_BYTES_MAX)
    value = parse_canonical(data, code)
    others = {AUDIT_CHALLENGE: "nonce", REVOKE_KEY: "keyId", PUBLISH_HOLIDAYS: "partyId"}
    names = [others.get(kind, "controllerId")]
    payload = {name: hexadecimal(value.get(name), 32, code)
               for name in names + (["subjectRef"] if kind in CUSTOMER_KINDS else [])}
    if kind in BRINGS_KEY:
        key, possession = BRINGS_KEY[kind]
        payload["brings"] = parse_key(value.get(key), code)
        payload["possession"] = hexadecimal(value.get(possession), None, code)
    return payload


def stream_of(network, kind, payload):
    """The stream that a record belongs to by what its author signed, not by where a node filed it."""
    if kind in CATALOGUE_KINDS:
        return stream_id("party", network, payload["partyId" if kind == PUBLISH_HOLIDAYS else "controllerId"])
    if kind in CUSTOMER_KINDS:
        return stream_id("subject", network, payload["subjectRef"])
    return stream_id("challenge", network) if kind == AUDIT_CHALLENGE else stream_id("key", payload["keyId"])


def check_record(record, stream, headers, network):
    """Binds entry, block, statement and payload to one another. The signature comes later."""
    entry, statement = decode_entry(record.entry), decode_statement(record.statement)
    header = headers.get(entry.height)
    require(header is not None, "header-missing", "no header of block %d" % entry.height)
    require(entry.time == header.time, "time-mismatch", "another time than its block's")
    require(entry.index < header.count, "index-out-of-range", "no such place in its block")
    entry_hash = leaf(record.entry)
    require(in_log(entry_hash, entry.index, header.count, record.path, header.entries), "entry-not-in-block",
            "the entry isn't in block %d" % entry.height)
    envelope = sha256(label("envelope"), record.statement, number(len(record.signature), 2), record.signature)
    require(envelope == entry.envelope, "envelope-mismatch", "the entry is of another statement or signature")
    require(statement.kind == entry.kind, "kind-mismatch", "entry and statement differ in kind")
    require(entry.stream == statement.stream == stream.id, "stream-mismatch", "filed in another stream")
    require(sha256(label("payload"), record.payload) == statement.payload_hash, "payload-hash-mismatch",
            "the statement is of another payload")
    payload = decode_payload(record.payload, entry.kind)
    require(stream_of(network, entry.kind, payload) == stream.id, "misfiled", "its content belongs to another stream")
    if entry.kind == OPEN_RELATIONSHIP:
        key = payload["brings"]
        derived = sha256(label("subject"), network, payload["controllerId"], number(key.algorithm, 2), key.raw)
        require(derived == payload["subjectRef"], "misfiled", "the customer's reference isn't that of its key")
    require(statement.network == network, "network-mismatch", "signed for another network")
    signed = label("statement") + record.statement
    return Proved(entry, entry_hash, statement, signed, sha256(signed), payload, record.signature)


# ---- Streams: that nothing is missing (docs/spec/evidence.md) ----------------------------------------------

def check_stream_set(bundle, proved, genesis):
    """A history holds the streams that its claim needs, no fewer and no others."""
    network = genesis.network
    claimed = [stream_id("subject", network, subject) for subject in bundle.subjects]
    catalogues = [stream_id("party", network, record.payload["controllerId"])
                  for stream in claimed for record in proved.get(stream, [])]
    catalogues += [stream_id("party", network, authority) for authority in genesis.authorities]
    keys = [stream_id("key", record.statement.key) for records in proved.values() for record in records]
    missing = {*claimed, *catalogues, *keys} - set(proved)
    require(not missing, "stream-missing", "%d streams are missing" % len(missing))
    extra = set(proved) - {*claimed, *catalogues, *keys, stream_id("challenge", network)}
    require(not extra, "stream-unneeded", "%d streams that the claim doesn't need" % len(extra))


def check_receipt(bundle, proved, genesis):
    """A receipt holds its record and, where a customer's key signed it, the records that brought this key."""
    last = [records[-1] for records in proved.values() if records[-1].id == bundle.receipt]
    records = [record for records in proved.values() for record in records]
    same = [record for record in records if record.id == bundle.receipt]
    require(len(last) == len(same) == 1, "record-not-found", "the claimed record isn't the bundle's last one")
    others = [record for record in records if record is not last[0]]
    key = last[0].statement.key
    good = not others if key in genesis.parties else leads_to(key, others)
    require(good, "record-not-found", "records that the claim doesn't need, or too few")


def leads_to(key, records):
    """From the opening on, each record brings the key that signs the next; the last brings this key."""
    for record in reversed(records):
        if record.entry.kind not in BRINGS_KEY or record.payload["brings"].id != key:
            return False
        if record.entry.kind == OPEN_RELATIONSHIP:
            return record is records[0]
        key = record.statement.key
    return False


def check_links(stream, records):
    """In a complete stream no number is missing; neighbours are linked in any stream."""
    seqs = [0] + [record.entry.seq for record in records]
    for before, seq in zip(seqs, seqs[1:]):
        require(seq == before + 1 or (stream.proof is None and seq > before), "seq-gap", "%d after %d" % (seq, before))
    newest = [ZEROS] + [record.hash for record in records]
    for before, previous, record in zip(seqs, newest, records):
        require(record.entry.seq != before + 1 or record.entry.prev == previous, "prev-mismatch",
                "record %d has another before it" % record.entry.seq)


def check_head(stream, records, anchor):
    """The last record here is the newest that there is: the map says so, and the map is certified."""
    newest = map_value(stream.proof, stream.id, anchor.map, "map-proof-invalid")
    require(newest == (records[-1].hash if records else None), "head-mismatch",
            "the stream's newest record isn't the last one here")


def chain_findings(head, entry_hash, row):
    return sha256(label("findings"), head, entry_hash, number(len(row), 4), row)


def check_findings(stream, records, anchor):
    """The findings shown are all that there are: their chain's head is in the certified map too."""
    key = stream_id("findings", stream.id)
    certified = map_value(stream.findings.proof, key, anchor.map, "findings-proof-invalid")
    head = ZEROS
    for seq, row in stream.findings.rows:
        require(seq <= len(records), "findings-mismatch", "findings of a record that isn't there")
        head = chain_findings(head, records[seq - 1].hash, row)
    require(certified == (head if stream.findings.rows else None), "findings-mismatch", "other findings are certified")


# ---- Keys and signatures -----------------------------------------------------------------------------------

def place_of(record):
    return (record.entry.height, record.entry.index)


def check_signatures(proved, genesis):
    """Each record is signed by a key that was known, not revoked and not superseded at its place."""
    keys = [record.payload["brings"] for records in proved.values() for record in records
            if record.entry.kind in BRINGS_KEY]
    rotations = [record for records in proved.values() for record in records if record.entry.kind == ROTATE_KEY]
    anywhere = {key.id: key for key in keys}
    for records in proved.values():
        opened = {}
        for record in records:
            # A customer's key speaks in its own relationship, from its opening on. Revocations and challenges
            # stand in streams of their own, where a key of any relationship shown here counts.
            customers = anywhere if record.entry.kind in (AUDIT_CHALLENGE, REVOKE_KEY) else opened
            # No organisation speaks for a customer's key.
            parties = {} if record.entry.kind == ROTATE_KEY else genesis.parties
            key = parties.get(record.statement.key) or customers.get(record.statement.key)
            check_signature(record, key, proved, genesis)
            superseded = any(rotation.statement.key == key.id and place_of(rotation) < place_of(record)
                             for rotation in rotations)
            require(not superseded, "key-superseded",
                    "record %s: another key took its key's place before" % record.id.hex())
            if record.entry.kind in BRINGS_KEY:
                opened[record.payload["brings"].id] = record.payload["brings"]


def check_signature(record, key, proved, genesis):
    name = "record %s: " % record.id.hex()
    known = key is not None and key.algorithm == record.statement.algorithm
    require(known, "key-unknown", name + "no such key at its place")
    for ending in proved.get(stream_id("key", key.id), []):
        revoked = ending.entry.kind == REVOKE_KEY and place_of(ending) < place_of(record)
        require(not revoked, "key-revoked", name + "its key was revoked before")
    holds = signature_holds(key, record.signed, record.signature)
    require(holds, "signature-invalid", name + "its author didn't sign it")
    if record.entry.kind in BRINGS_KEY:
        message = label("possession") + genesis.network + record.payload["controllerId"] + record.payload["subjectRef"]
        require(signature_holds(record.payload["brings"], message, record.payload["possession"]),
                "possession-invalid", name + "the customer's key didn't agree")


# ---- The checks in order -----------------------------------------------------------------------------------

Verified = collections.namedtuple("Verified", "bundle anchor signers proved since")


def check_shape(bundle, network):
    """Which streams are complete and which show findings follows from the claim."""
    claimed = {stream_id("subject", network, subject) for subject in bundle.subjects or []}
    for stream in bundle.streams:
        complete = bundle.subjects is not None and stream.id != stream_id("challenge", network)
        require((stream.proof is not None) == complete, MALFORMED, "a proof is missing, or not wanted")
        shown = stream.findings is not None
        require(shown == (stream.id in claimed), MALFORMED, "findings are missing, or not wanted")
        count = len(stream.records)
        good = complete or (count == 1 if bundle.subjects else count > 0)
        require(good, MALFORMED, "another number of records wanted")


def verify(data, genesis):
    """All that a bundle alone must show. Returns what was verified or raises Refused."""
    bundle = parse_bundle(data)
    require(bundle.network == genesis.network, "genesis-mismatch", "a bundle of another network")
    check_shape(bundle, genesis.network)
    anchor = decode_header(bundle.anchor, genesis)
    decoded = []
    for encoded, path in bundle.headers:
        decoded.append((decode_header(encoded, genesis), path))
        ascending([header.height for header, _ in decoded[-2:]], "headers")
    since = None if bundle.since is None else decode_header(bundle.since.header, genesis)
    signers = check_certificate(bundle.certificate, anchor, genesis)
    for header, path in decoded + ([] if since is None else [(since, bundle.since.path)]):
        require(in_log(header.hash, header.height - 1, anchor.height - 1, path, anchor.history),
                "header-not-in-history", "block %d isn't in the certified history" % header.height)
    check_since(bundle, since, anchor)
    proved = check_records(bundle, [header for header, _ in decoded], anchor, genesis)
    if bundle.subjects is None:
        require(proved, "stream-missing", "a receipt without a stream")
        require(len(proved) <= 2, "stream-unneeded", "streams that the claim doesn't need")
    else:
        check_stream_set(bundle, proved, genesis)
    for stream in bundle.streams:
        check_links(stream, proved[stream.id])
        if stream.proof is not None:
            check_head(stream, proved[stream.id], anchor)
        if stream.findings is not None:
            check_findings(stream, proved[stream.id], anchor)
    check_signatures(proved, genesis)
    if bundle.subjects is None:
        check_receipt(bundle, proved, genesis)
    return Verified(bundle, anchor, signers, proved, since)


def check_since(bundle, since, anchor):
    """The history up to the earlier block is the beginning of the history up to the anchor."""
    if since is None:
        return
    path = bundle.since.consistency
    if since.height == 1:
        good = not path and since.history == sha256()
    else:
        good = extends(since.height - 1, since.history, anchor.height - 1, anchor.history, path)
    require(good, "since-inconsistent", "the history before block %d was another one" % since.height)


def check_records(bundle, headers, anchor, genesis):
    """Returns the records that are in the ledger, by stream, in the bundle's order."""
    known = {header.height: header for header in headers + [anchor]}
    proved = {stream.id: [check_record(record, stream, known, genesis.network) for record in stream.records]
              for stream in bundle.streams}
    used = {record.entry.height for records in proved.values() for record in records}
    require(all(header.height in used for header in headers), "header-unneeded", "a header that no record needs")
    return proved


def check_challenge(verified, genesis, nonce):
    """The auditor's number was recorded before the anchor, so the bundle is no older than the number."""
    records = verified.proved.get(stream_id("challenge", genesis.network), [])
    require(records, "challenge-missing", "no challenge is in the bundle")
    require(records[0].payload["nonce"] == nonce, "challenge-mismatch", "another challenge is in the bundle")


def verify_earlier(data, genesis):
    try:
        return verify(data, genesis)
    except Refused as refused:
        raise Refused(refused.code, "the earlier bundle: " + refused.reason) from None


def check_earlier(verified, old):
    """Nothing that an earlier bundle showed was taken back. Returns how many of its streams were compared."""
    if verified.bundle.anchor != old.bundle.anchor:
        require(verified.since is not None, "since-missing", "the bundle shows no earlier block")
        require(verified.bundle.since.header == old.bundle.anchor, "since-mismatch",
                "the bundle starts from another block than the earlier bundle's")
    complete = {stream.id for stream in verified.bundle.streams if stream.proof is not None}
    compared = [stream for stream in old.bundle.streams if stream.proof is not None and stream.id in complete]
    for stream in compared:
        before = [record.hash for record in old.proved[stream.id]]
        now = [record.hash for record in verified.proved[stream.id]]
        require(now[:len(before)] == before, "history-rewritten", "records of the earlier bundle are gone or changed")
    return len(compared)


def check_all(data, genesis, old_data=None, nonce=None):
    """Returns what was verified, and how many of the earlier bundle's streams were compared, of how many. Whatever
    goes wrong is a refusal."""
    try:
        old = None if old_data is None else verify_earlier(old_data, genesis)
        verified = verify(data, genesis)
        if nonce is not None:
            check_challenge(verified, genesis, nonce)
        return verified, None if old is None else (check_earlier(verified, old), len(old.bundle.streams))
    except Refused:
        raise
    except Exception as unexpected:
        raise Refused(MALFORMED, "unexpected: %s" % type(unexpected).__name__) from unexpected


# ---- The report --------------------------------------------------------------------------------------------

def utc(millis):
    try:
        moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=millis)
    except OverflowError:
        return "%d ms after 1970" % millis
    return moment.isoformat(timespec="milliseconds") + "Z"


def titles(verified, genesis):
    """What each stream is about, in words."""
    network, records = genesis.network, [record for records in verified.proved.values() for record in records]
    subjects = verified.bundle.subjects or [
        record.payload["subjectRef"] for record in records if record.entry.kind in CUSTOMER_KINDS]
    return {
        stream_id("challenge", network): "challenge",
        **{stream_id("key", record.statement.key): "key " + record.statement.key.hex() for record in records},
        **{stream_id("party", network, party): "catalogue of " + name for party, name in genesis.names.items()},
        **{stream_id("subject", network, subject): "customer " + subject.hex() for subject in subjects}}


def describe_record(record, genesis):
    entry = record.entry
    return {"seq": entry.seq, "time": utc(entry.time), "height": entry.height, "index": entry.index,
            "kind": KINDS[entry.kind], "transaction": record.id.hex(), "key": record.statement.key.hex(),
            "signedBy": genesis.names.get(record.statement.key, "the customer's key")}


def describe_stream(stream, title, records, genesis, until):
    return {"stream": stream.id.hex(), "title": title, "complete": stream.proof is not None,
            "withFindings": len(stream.findings.rows) if stream.findings else None,
            "records": [describe_record(record, genesis) for record in records if record.entry.time <= until],
            "later": sum(record.entry.time > until for record in records)}


def describe(verified, genesis, compared, nonce, as_of):
    bundle, anchor, members = verified.bundle, verified.anchor, len(genesis.validators)
    until, title = anchor.time if as_of is None else as_of, titles(verified, genesis)
    colluding = 2 * genesis.quorum - members - 1
    limits = ["anything after block %d: ask for a newer bundle" % anchor.height,
              "records that no node let into the ledger",
              "that what an author declared is true"]
    if nonce is None:
        limits.append("that the bundle is recent: block times are the validators' word")
    if bundle.subjects is None:
        limits.append("that nothing came after this record, or that its key wasn't revoked: a receipt shows one record")
    if as_of is not None and as_of > anchor.time:
        limits.append("anything between %s and %s, the date asked for" % (utc(anchor.time), utc(as_of)))
    earlier = None if verified.since is None else {
        "height": verified.since.height, "time": utc(verified.since.time),
        "streamsCompared": None if compared is None else compared[0],
        "streamsThere": None if compared is None else compared[1]}
    return {
        "verified": True, "network": genesis.name, "networkId": genesis.network.hex(),
        "claim": "receipt" if bundle.subjects is None else "history", "height": anchor.height,
        "time": utc(anchor.time), "headerHash": anchor.hash.hex(), "certifiedBy": verified.signers,
        "quorum": genesis.quorum, "validators": members, "earlier": earlier,
        "streams": [describe_stream(stream, title.get(stream.id, "stream"), verified.proved[stream.id], genesis, until)
                    for stream in bundle.streams],
        "assumption": "at most %d of the %d validators collude (any more could show two histories), and the genesis "
                      "file is the right one" % (colluding, members),
        "notProved": limits,
        "notCheckedByThisVerifier": ["time-stamp tokens (%d in the bundle)" % len(bundle.tokens),
                                     "re-execution of the rules of consent: consent verify does both"]}


def as_text(report):
    yield "VERIFIED: %s, up to block %d of %s" % (report["claim"], report["height"], report["time"])
    yield "Network %s, %s" % (report["network"], report["networkId"])
    yield "Header hash %s" % report["headerHash"]
    yield "Certified by %s: %d of %d validators, %d needed" % (
        ", ".join(report["certifiedBy"]), len(report["certifiedBy"]), report["validators"], report["quorum"])
    if report["earlier"]:
        yield "The history before block %d (%s) is a beginning of this one" % (
            report["earlier"]["height"], report["earlier"]["time"])
        if report["earlier"]["streamsThere"] is not None:
            yield "  %d of the %d streams of the earlier bundle are here, and nothing of them was taken back" % (
                report["earlier"]["streamsCompared"], report["earlier"]["streamsThere"])
    for stream in report["streams"]:
        count = len(stream["records"]) + stream["later"]
        yield ""
        yield "%s: %d record%s, %s%s%s" % (
            stream["title"], count, "" if count == 1 else "s",
            "complete" if stream["complete"] else "out of a longer stream, perhaps",
            "" if stream["withFindings"] is None else ", %d with findings" % stream["withFindings"],
            ", so never revoked" if count == 0 and stream["title"].startswith("key ") else "")
        for record in stream["records"]:
            yield "  {seq:>5}  {time}  block {height}  {kind}  by {signedBy}  {transaction}".format(**record)
        if stream["later"]:
            yield "  and %d after the date asked for" % stream["later"]
    yield ""
    yield "This holds as long as " + report["assumption"] + "."
    for heading, name in (("Not proved", "notProved"), ("Not checked by this verifier", "notCheckedByThisVerifier")):
        yield heading + ":"
        for item in report[name]:
            yield "  - " + item


# ---- The command -------------------------------------------------------------------------------------------

def nonce_argument(text):
    if re.fullmatch("[0-9a-f]{64}", text) is None:
        raise argparse.ArgumentTypeError("64 lower-case hexadecimal digits wanted")
    return bytes.fromhex(text)


def date_argument(text):
    """Milliseconds since 1970: of a moment such as 2026-01-31T12:00:00Z, or of the end of a day such as 2026-01-31."""
    for form, more in (("%Y-%m-%d", 86400000 - 1), ("%Y-%m-%dT%H:%M:%SZ", 0)):
        try:
            moment = datetime.datetime.strptime(text, form) - datetime.datetime(1970, 1, 1)
            return moment // datetime.timedelta(milliseconds=1) + more
        except ValueError:
            continue
    raise argparse.ArgumentTypeError("a date such as 2026-01-31 or 2026-01-31T12:00:00Z wanted")


def read(path):
    with open(path, "rb") as file:
        return file.read(BUNDLE_BYTES_MAX + 1)


def main(arguments):
    parser = argparse.ArgumentParser(prog="verify_audit.py", description=__doc__.split("\n")[0])
    parser.add_argument("file", metavar="FILE", help="the bundle")
    parser.add_argument("--genesis", required=True, help="the network's genesis file: the one thing that is trusted")
    parser.add_argument("--since", metavar="OLD_BUNDLE", help="an earlier bundle, of which nothing may be gone")
    parser.add_argument("--challenge", metavar="NONCE", type=nonce_argument, help="the number that must be in it")
    parser.add_argument("--as-of", metavar="DATE", type=date_argument, help="list the records up to this date (UTC)")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    options = parser.parse_args(arguments)
    try:
        genesis = parse_genesis(read(options.genesis))
        data, old_data = read(options.file), None if options.since is None else read(options.since)
    except (OSError, Refused) as wrong:
        print("verify_audit.py: %s" % (wrong if isinstance(wrong, OSError) else wrong.code + ": " + wrong.reason),
              file=sys.stderr)
        return 2
    try:
        verified, compared = check_all(data, genesis, old_data, options.challenge)
        report = describe(verified, genesis, compared, options.challenge, options.as_of)
    except Refused as refused:
        report = {"verified": False, "code": refused.code, "reason": refused.reason}
    if options.json:
        print(json.dumps(report, indent=2))
    elif report["verified"]:
        print("\n".join(as_text(report)))
    else:
        print("REFUSED: %s: %s" % (report["code"], report["reason"]))
    return 0 if report["verified"] else 1


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code)
