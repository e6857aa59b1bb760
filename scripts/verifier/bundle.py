"""The bundle's fields (docs/spec/evidence.md)."""
import base64
import collections
import re

from . import signatures
from .encoding import parse_canonical, require

BUNDLE_BYTES_MAX = 64 * 1024 * 1024
BUNDLE_COMMAS_MAX = 500000  # so most values: what a reader needs of memory is bounded by it too
SUBJECTS_MAX = 1000
CHECK_CATEGORIES_MAX = 64
OPERATIONS = ("COLLECT", "USE", "DISCLOSE", "SELL", "SHARE")
PATH_HASHES_MAX = 64
FORMAT = "consent-ledger/evidence/1"
COVER_FORMAT = "consent-ledger/evidence-cover/1"
PAGE_FORMAT = "consent-ledger/evidence-page/1"

MALFORMED = "bundle-malformed"
Header = collections.namedtuple(
    "Header", "hash network height time history entries count map epoch validators next_validators")
Entry = collections.namedtuple("Entry", "kind stream seq prev height index time envelope")
Statement = collections.namedtuple("Statement", "network kind stream after until algorithm key payload_hash")
Record = collections.namedtuple("Record", "entry path payload signature statement")
Stream = collections.namedtuple("Stream", "id proof records findings")
Findings = collections.namedtuple("Findings", "proof rows")
Check = collections.namedtuple("Check", "controller process version operation categories recipient at known")
Bundle = collections.namedtuple(
    "Bundle", "network certificate anchor headers subjects check receipt streams since tokens")
Page = collections.namedtuple("Page", "anchor number last headers streams")
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
    key = signatures.public_key(value["alg"], hexadecimal(value["key"], None, code)) if good else None
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
    return Findings(binary(proof), parse_rows(rows))


def parse_rows(rows):
    pairs = []
    for item in elements(rows):
        row, seq = fields(item, ("row", "seq"))
        require(type(seq) is int and seq >= 1, MALFORMED, "a number from 1 wanted")
        pairs.append((seq, binary(row)))
    ascending([seq for seq, _ in pairs], "rows")
    return pairs


def parse_stream(value):
    records, identity, findings, proof = fields(value, ("records", "streamId"), ("findings", "proof"))
    return Stream(hexadecimal(identity, 32), None if proof is None else binary(proof),
                  [parse_record(record) for record in elements(records)],
                  None if findings is None else parse_findings(findings))


def parse_since(value):
    consistency, header, path = fields(value, ("consistency", "header", "path"))
    return Since(binary(header), hashes(path), hashes(consistency))


def parse_check(value):
    """The question of a claim; what answers it is in the records."""
    controller, categories, operation, process, version, recipient, at, known = fields(
        value, ("controllerId", "dataCategories", "operation", "processId"),
        ("version", "recipient", "atMs", "knownAtHeight"))
    controller = hexadecimal(controller, 32)
    require(operation in OPERATIONS, MALFORMED, "no such operation")
    names = elements(categories, CHECK_CATEGORIES_MAX) + [process] + ([] if recipient is None else [recipient])
    for name in names:
        require(type(name) is str and re.fullmatch("[!-~]{1,128}", name) is not None, MALFORMED,
                "a name of printable ASCII wanted")
    for number, least, most in ((version, 1, 2**31 - 1), (at, 0, 2**62 - 1), (known, 1, 2**62 - 1)):
        require(number is None or (type(number) is int and least <= number <= most), MALFORMED, "number out of range")
    return Check(controller, process, version, operation, categories, recipient, at, known)


def require_small(data):
    require(len(data) <= BUNDLE_BYTES_MAX, "bundle-too-large", "more than %d bytes" % BUNDLE_BYTES_MAX)
    require(data.count(b",") <= BUNDLE_COMMAS_MAX, "bundle-too-large", "more than %d commas" % BUNDLE_COMMAS_MAX)


def parse_page(data):
    """Some of the records of a cover's streams."""
    require_small(data)
    anchor, form, headers, last, number, streams = fields(
        parse_canonical(data, MALFORMED), ("anchor", "format", "headers", "last", "number", "streams"))
    require(form == PAGE_FORMAT, MALFORMED, "another format than " + PAGE_FORMAT)
    require(type(number) is int and number >= 1, MALFORMED, "a number from 1 wanted")
    require(type(last) is bool, MALFORMED, "true or false wanted")
    streams = [parse_paged(stream) for stream in elements(streams)]
    ascending([stream.id for stream in streams], "streams")
    return Page(hexadecimal(anchor, 32), number, last, parse_headers(headers), streams)


def parse_paged(value):
    records, identity, rows = fields(value, ("records", "streamId"), ("rows",))
    return Stream(hexadecimal(identity, 32), None, [parse_record(record) for record in elements(records)],
                  None if rows is None else Findings(b"", parse_rows(rows)))


def parse_headers(value):
    pairs = [fields(item, ("header", "path")) for item in elements(value)]
    return [(binary(header), hashes(path)) for header, path in pairs]


def parse_bundle(data, wanted=FORMAT):
    """Every field has its form and its order: what no signature or hash is needed for."""
    require_small(data)
    anchor, claim, form, headers, network, streams, tokens, since = fields(
        parse_canonical(data, MALFORMED),
        ("anchor", "claim", "format", "headers", "networkId", "streams", "timestamps"), ("since",))
    require(form == wanted, MALFORMED, "another format than " + wanted)
    certificate, header = fields(anchor, ("certificate", "header"))
    subjects, receipt, check = fields(claim, (), ("subjects", "receipt", "check"))
    require((subjects is None) != (receipt is None), MALFORMED, "one claim wanted")
    require(check is None or subjects is not None, MALFORMED, "a question goes with a history")
    if subjects is not None:
        subjects = [hexadecimal(subject, 32) for subject in elements(subjects, SUBJECTS_MAX)]
        require(subjects, MALFORMED, "a claim about nobody")
        ascending(subjects, "subjects")
        require(check is None or len(subjects) == 1, MALFORMED, "a question is about one customer")
    streams = [parse_stream(stream) for stream in elements(streams)]
    ascending([stream.id for stream in streams], "streams")
    return Bundle(
        hexadecimal(network, 32), binary(certificate), binary(header),
        parse_headers(headers), subjects,
        None if check is None else parse_check(check),
        None if receipt is None else hexadecimal(receipt, 32), streams,
        None if since is None else parse_since(since), [binary(token) for token in elements(tokens)])
