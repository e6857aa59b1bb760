"""Headers and their certificate (docs/spec/blocks.md); records: entry, statement and payload (transactions.md)."""
import collections

from . import signatures
from .bundle import Entry, Header, Statement, hexadecimal, parse_key
from .encoding import Reader, label, number, parse_canonical, require, sha256
from .trees import in_log, leaf

PAYLOAD_BYTES_MAX = 16384
HEIGHT_MAX = 2**63 - 1
TIME_MAX = 253402300799999  # the last millisecond of the year 9999
EPOCH_MAX = 2**31 - 1
TRANSACTIONS_MAX = 10000

OPEN_RELATIONSHIP, ROTATE_KEY, DELEGATE, AUDIT_CHALLENGE, REVOKE_KEY, PUBLISH_HOLIDAYS = 3, 4, 5, 32, 33, 35
BRINGS_KEY = {OPEN_RELATIONSHIP: ("subjectKey", "proof"), ROTATE_KEY: ("newKey", "possession"),
              DELEGATE: ("agentKey", "possession")}
CATALOGUE_KINDS = {1: "PublishNotice", 2: "DeclareProcess", 35: "PublishHolidays"}
CUSTOMER_KINDS = {
    3: "OpenRelationship", 4: "RotateKey", 5: "Delegate", 6: "RevokeDelegation", 7: "RequestConsent",
    8: "DecideConsent", 9: "WithdrawConsent", 10: "RevokeConsent", 11: "InvalidateConsent", 12: "SetPreference",
    13: "DataCollected", 14: "DataUsed",
    15: "DataDisclosed", 16: "DataReceived", 17: "DataErased", 18: "OpenRequest", 19: "RequestStatus",
    20: "LegalHold", 21: "ErasureCertificate", 34: "Acknowledge"}
KINDS = {**CATALOGUE_KINDS, **CUSTOMER_KINDS, 32: "AuditChallenge", 33: "RevokeKey"}


def decode_header(data, genesis):
    reader = Reader(data, "header-malformed")
    reader.version()
    network, height, time = reader.take(32), reader.uint(8, 1, HEIGHT_MAX), reader.uint(8)
    reader.take(32)  # the header before: the history root holds it too
    header = Header(leaf(data), network, height, time, reader.take(32), reader.take(32),
                    reader.uint(4, 1, TRANSACTIONS_MAX), reader.take(32), reader.uint(4, 0, EPOCH_MAX), reader.take(32),
                    reader.take(32))
    reader.end()
    require(genesis.created <= time <= TIME_MAX, "header-malformed", "no block of this network has this time")
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
        require(signatures.signature_holds(key, message, signature), "vote-invalid", "not signed by %s" % name)
    require(len(votes) >= genesis.quorum, "certificate-short",
            "%d votes where %d are needed" % (len(votes), genesis.quorum))
    return [genesis.validators[place][1] for place in order]


# ---- Records: entry, statement and payload (docs/spec/transactions.md, blocks.md) --------------------------

AGAINST_RULES = "record-against-rules"
ANYWHERE = 2 ** 64 - 1  # an afterSeq that asks for no place
Proved = collections.namedtuple("Proved", "entry hash statement signed id payload signature")


def stream_id(name, *parts):
    return sha256(label("stream-" + name), *parts)


def place_of(record):
    return (record.entry.height, record.entry.index)


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
    after, until = reader.uint(8), reader.uint(8)
    statement = Statement(network, kind, stream, after, until, reader.uint(2), reader.take(32), reader.take(32))
    reader.end()
    known = kind in KINDS and statement.algorithm in signatures.CURVES
    require(known, "statement-malformed", "a kind or an algorithm that this verifier doesn't know")
    return statement


def decode_payload(data, kind):
    """The fields that decide what a record is about, the digests among them as bytes; and the whole as `content`."""
    code = "payload-malformed"
    require(len(data) <= PAYLOAD_BYTES_MAX, code, "longer than %d bytes" % PAYLOAD_BYTES_MAX)
    value = parse_canonical(data, code)
    others = {AUDIT_CHALLENGE: "nonce", REVOKE_KEY: "keyId", PUBLISH_HOLIDAYS: "partyId"}
    names = [others.get(kind, "controllerId")]
    payload = {name: hexadecimal(value.get(name), 32, code)
               for name in names + (["subjectRef"] if kind in CUSTOMER_KINDS else [])}
    payload["content"] = value
    if kind in BRINGS_KEY and (kind != DELEGATE or "agentKey" in value):  # an organisation's key is known
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


def check_placing(record, seen):
    """What its author's own words rule out, and that it stands here once; `seen` keeps the ids."""
    name = "record %s: " % record.id.hex()
    require(record.id not in seen, AGAINST_RULES, name + "it is recorded twice")
    seen.add(record.id)
    require(record.statement.until >= record.entry.time, AGAINST_RULES, name + "its last moment was before its block")
    good = record.statement.after in (ANYWHERE, record.entry.seq - 1)
    require(good, AGAINST_RULES, name + "its author wanted another place for it")


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
