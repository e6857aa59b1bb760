"""Bytes, hashes, and the one form of JSON (docs/spec/transactions.md)."""
import hashlib
import json

JSON_LEVELS_MAX = 16
JSON_NAME_UNITS_MAX = 256
INTEGER_MAX = 2**53 - 1
ZEROS = bytes(32)


class Refused(Exception):
    """The bundle proves nothing. `code` is the same whichever verifier says it."""

    def __init__(self, code, reason):
        super().__init__(reason)
        self.code = code
        self.reason = reason


def require(condition, code, reason):
    if not condition:
        raise Refused(code, reason)


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


# ---- Canonical JSON ------------------------------------------------------------

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
