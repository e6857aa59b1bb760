"""A small ledger in memory, written from docs/spec alone, that makes evidence bundles for the tests of the verifier.

It holds every key, the validators' too, so it can certify lies that no real network would: `overrides` of add_block
change an entry, `map_changes` the map, before the validators sign.
"""
import base64
import hashlib
import json
import os
import sys

sys.dont_write_bytecode = True  # nothing is left in the tree
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import whole_verifier as v  # noqa: E402

START_MS = 1767225600000
PROCESS = {"id": "marketing", "version": 1}
CODES = {name: code for code, name in v.CODES.items()}
FIELDS = {
    8: {"process": PROCESS, "notice": {"id": "privacy", "version": 1}, "language": "en", "decision": "GIVEN",
        "dataCategories": ["Name"], "validUntilMs": START_MS + 365 * 86400000},
    9: {"processId": "marketing"},
    **dict.fromkeys((13, 14, 15, 17), {"process": PROCESS, "dataCategories": ["Name"]})}


def canonical(value):
    def ordered(part):
        if isinstance(part, dict):
            return {name: ordered(part[name]) for name in sorted(part, key=lambda name: name.encode("utf-16-be"))}
        return [ordered(item) for item in part] if isinstance(part, list) else part

    return json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def text(value):
    return v.number(len(value), 1) + value.encode("ascii")


def b64(data):
    return base64.b64encode(data).decode("ascii")


class Author:
    """An Ed25519 key that follows from a name (RFC 8032, 5.1.5 and 5.1.6)."""

    def __init__(self, name):
        self.name = name
        digest = hashlib.sha512(hashlib.sha256(name.encode("ascii")).digest()).digest()
        self.scalar = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254
        self.prefix = digest[32:]
        self.raw = v.ed_encode(v.ed_sum(self.scalar, v.ED_BASE))
        self.id = v.key_id(v.ED25519, self.raw)

    def sign(self, message):
        r = int.from_bytes(hashlib.sha512(self.prefix + message).digest(), "little") % v.ED_ORDER
        point = v.ed_encode(v.ed_sum(r, v.ED_BASE))
        k = int.from_bytes(hashlib.sha512(point + self.raw + message).digest(), "little")
        return point + ((r + k * self.scalar) % v.ED_ORDER).to_bytes(32, "little")

    def json_key(self):
        return {"alg": v.ED25519, "key": self.raw.hex()}


# ---- Trees, word for word as RFC 9162 defines them ---------------------------------------------------------

def half(count):
    return 1 << (count - 1).bit_length() - 1


def log_root(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256().digest()
    k = half(len(leaves))
    return v.node(log_root(leaves[:k]), log_root(leaves[k:]))


def log_path(index, leaves):
    if len(leaves) == 1:
        return []
    k = half(len(leaves))
    if index < k:
        return log_path(index, leaves[:k]) + [log_root(leaves[k:])]
    return log_path(index - k, leaves[k:]) + [log_root(leaves[:k])]


def log_consistency(size, leaves, whole=True):
    if size == len(leaves):
        return [] if whole else [log_root(leaves)]
    k = half(len(leaves))
    if size <= k:
        return log_consistency(size, leaves[:k], whole) + [log_root(leaves[k:])]
    return log_consistency(size - k, leaves[k:], False) + [log_root(leaves[:k])]


def bit(key, depth):
    return key[depth // 8] >> (7 - depth % 8) & 1


def map_root(items, depth=0):
    if len(items) < 2:
        return v.sha256(b"\x02", *items[0]) if items else v.ZEROS
    sides = [[item for item in items if bit(item[0], depth) == side] for side in (0, 1)]
    return v.sha256(b"\x03", map_root(sides[0], depth + 1), map_root(sides[1], depth + 1))


def map_proof(items, key):
    siblings, depth = [], 0
    while len(items) > 1:
        other = [item for item in items if bit(item[0], depth) != bit(key, depth)]
        items = [item for item in items if bit(item[0], depth) == bit(key, depth)]
        depth += 1
        siblings.insert(0, map_root(other, depth))
    terminal = b"\x01" + items[0][0] + items[0][1] if items else b"\x00"
    return b"\x01" + v.number(len(siblings), 2) + b"".join(siblings) + terminal


# ---- The ledger --------------------------------------------------------------------------------------------

class Ledger:
    """Three organisations, each a party and a validator; a quorum of three."""

    def __init__(self, network="sample"):
        self.parties = [Author(network + " party " + name) for name in ("bank", "insurer", "retailer")]
        self.validators = [Author(network + " validator " + name) for name in ("bank", "insurer", "retailer")]
        self.genesis = canonical({
            "version": 1, "network": network, "createdMs": START_MS, "allowedDriftMs": 10000, "quorum": 3,
            "vocabulary": {"name": "dpv", "version": "2.3", "sha256": v.VOCABULARY},
            "organisations": [
                {"name": name, "title": name, "roles": ["CONTROLLER"], "jurisdiction": "EU",
                 "signingKey": party.json_key(), "caCertificate": b64(b"der"),
                 "node": {"id": name + "-1", "validatorKey": validator.json_key()}}
                for name, party, validator in zip(("bank", "insurer", "retailer"), self.parties, self.validators)]})
        self.network = v.sha256(v.label("genesis"), self.genesis)
        members = b"".join(v.number(place, 2) + v.number(1, 2) + v.number(32, 2) + key.raw
                           for place, key in enumerate(self.validators))
        self.set_hash = v.sha256(v.label("valset"), v.number(3, 2), v.number(3, 2), members)
        self.headers, self.entries, self.maps, self.streams, self.map, self.findings = [], [], [], {}, {}, {}
        self.parsed, self.proved = v.parse_genesis(self.genesis), []
        self.salts = 0
        self.pause = 0  # milliseconds in which nothing happened, beside the second before each block

    # -- Transactions: (kind, stream, payload bytes, author)

    def transaction(self, kind, author, **payload):
        self.salts += 1  # no two records are the same
        payload = {"salt": "%032x" % self.salts, **{name: value.hex() if isinstance(value, bytes) else value
                                         for name, value in payload.items()}}
        parsed = {name: bytes.fromhex(payload[name]) for name in ("controllerId", "subjectRef", "keyId")
                  if name in payload}
        return kind, v.stream_of(self.network, kind, parsed), canonical(payload), author

    def subject(self, controller, customer):
        return v.sha256(v.label("subject"), self.network, controller.id, v.number(1, 2), customer.raw)

    def opening(self, controller, customer, **changes):
        subject = self.subject(controller, customer)
        proof = customer.sign(v.label("possession") + self.network + controller.id + subject)
        return self.transaction(3, controller, **{
            "controllerId": controller.id, "subjectRef": subject, "subjectKey": customer.json_key(),
            "assurance": "SUBJECT_HELD", "proof": proof, **changes})

    def notice(self, controller):
        return self.transaction(1, controller, controllerId=controller.id, noticeId="privacy")

    def use(self, kind, controller, customer, author, **more):
        return self.transaction(kind, author, **{
            "controllerId": controller.id, "subjectRef": self.subject(controller, customer), **FIELDS.get(kind, {}),
            **more})

    def add_block(self, transactions, overrides=(), map_changes=(), findings=()):
        """Appends and certifies a block. `overrides`: (index, changes of the entry or `network`, `signature`);
        `findings`: (index, row or None) in place of what would be found."""
        height, block = len(self.headers) + 1, []
        time = START_MS + 1000 * height + self.pause
        for index, (kind, stream, payload, author) in enumerate(transactions):
            lies = dict(overrides).get(index, {})
            before = self.streams.setdefault(stream, [])
            statement = (b"\x01" + lies.get("network", self.network) + v.number(lies.get("statementKind", kind), 1)
                         + lies.get("signedStream", stream) + b"\xff" * 16 + v.number(lies.get("algorithm", 1), 2)
                         + author.id + v.sha256(v.label("payload"), payload))
            signature = lies.get("signature") or author.sign(v.label("statement") + statement)
            entry = (b"\x01" + v.number(lies.get("entryKind", kind), 1) + stream
                     + v.number(lies.get("seq", len(before) + 1), 8)
                     + lies.get("prev", v.leaf(before[-1]["entry"]) if before else v.ZEROS) + v.number(height, 8)
                     + v.number(lies.get("index", index), 4) + v.number(lies.get("time", time), 8)
                     + v.sha256(v.label("envelope"), statement, v.number(len(signature), 2), signature))
            record = {"entry": entry, "payload": payload, "signature": signature, "statement": statement,
                      "height": height, "index": index, "seq": len(before) + 1,
                      "id": v.sha256(v.label("statement"), statement), "row": None}
            record["row"] = dict(findings).get(index, self.row(record))
            before.append(record)
            block.append(v.leaf(entry))
            self.map[stream] = v.leaf(entry)
            if record["row"]:
                key = v.sha256(v.label("stream-findings"), stream)
                self.map[key] = v.sha256(v.label("findings"), self.map.get(key, v.ZEROS), v.leaf(entry),
                                         v.number(len(record["row"]), 4), record["row"])
        self.map.update(dict(map_changes))
        hashes = [v.leaf(header) for header in self.headers]
        self.entries.append(block)
        self.maps.append(sorted(self.map.items()))
        self.headers.append(
            b"\x01" + self.network + v.number(height, 8) + v.number(time, 8) + (hashes[-1] if hashes else v.ZEROS)
            + log_root(hashes) + log_root(block) + v.number(len(block), 4) + map_root(self.maps[-1]) + bytes(4)
            + self.set_hash + self.set_hash)

    def row(self, record):
        """What is found about the record, as it is stored; None where there is nothing, or nothing can be read."""
        try:
            entry, statement = v.decode_entry(record["entry"]), v.decode_statement(record["statement"])
            payload = v.decode_payload(record["payload"], entry.kind)
            proved = v.Proved(entry, b"", statement, b"", record["id"], payload, b"")
            state = v.State(self.parsed, payload.get("controllerId"))
            for earlier in self.proved:
                if earlier.entry.kind in v.CATALOGUE_KINDS or (
                        earlier.payload.get("subjectRef") == payload.get("subjectRef")):
                    state.take(earlier)
            self.proved.append(proved)
            found = v.found(state, proved)
        except v.Refused:
            return None
        return b"".join(
            [v.number(len(found), 1)]
            + [v.number(CODES[item["code"]], 1) + text(item["severity"]) + v.number(len(item["details"]), 1)
               + b"".join(text(detail) for detail in item["details"]) for item in found]) if found else None

    # -- Bundles, as objects; canonical() makes the file

    def certificate(self, height, validators=None):
        header_hash = v.leaf(self.headers[height - 1])
        fixed = v.number(height, 8) + bytes(8) + header_hash
        votes = [key.id + v.number(64, 2) + key.sign(v.label("vote") + self.network + fixed + key.id)
                 for key in (self.validators if validators is None else validators)]
        return b"\x01" + fixed + v.number(len(votes), 2) + b"".join(votes)

    def header(self, height, anchor):
        hashes = [v.leaf(header) for header in self.headers[:anchor - 1]]
        return {"header": b64(self.headers[height - 1]), "path": b64(b"".join(log_path(height - 1, hashes)))}

    def record(self, record):
        path = log_path(record["index"], self.entries[record["height"] - 1])
        return {**{name: b64(record[name]) for name in ("entry", "payload", "signature", "statement")},
                "path": b64(b"".join(path))}

    def bundle(self, claim, streams, anchor, since=None):
        heights = {record["height"] for _, records in streams for record in records} - {anchor}
        bundle = {
            "format": v.FORMAT, "networkId": self.network.hex(), "claim": claim, "timestamps": [],
            "anchor": {"certificate": b64(self.certificate(anchor)), "header": b64(self.headers[anchor - 1])},
            "headers": [self.header(height, anchor) for height in sorted(heights)],
            "streams": [{"streamId": stream.hex(), "records": [self.record(record) for record in records]}
                        for stream, records in sorted(streams)]}
        if since:
            hashes = [v.leaf(header) for header in self.headers[:anchor - 1]]
            consistency = log_consistency(since - 1, hashes) if since > 1 else []
            bundle["since"] = {"consistency": b64(b"".join(consistency)), **self.header(since, anchor)}
        return bundle

    def history(self, subjects, anchor=None, since=None, challenge=None):
        anchor = anchor or len(self.headers)
        shown = {}

        def show(stream):
            shown[stream] = [record for record in self.streams.get(stream, []) if record["height"] <= anchor]
            return shown[stream]

        claimed = [v.stream_id("subject", self.network, subject) for subject in subjects]
        for stream in claimed:
            for record in show(stream):
                show(v.stream_id("party", self.network, bytes.fromhex(json.loads(record["payload"])["controllerId"])))
        if challenge:
            shown[v.stream_id("challenge", self.network)] = [challenge]
        for record in [record for records in shown.values() for record in records]:
            show(v.stream_id("key", record["statement"][84:116]))
        claim = {"subjects": sorted(subject.hex() for subject in subjects)}
        bundle = self.bundle(claim, list(shown.items()), anchor, since)
        items = self.maps[anchor - 1]
        for stream in bundle["streams"]:
            identity = bytes.fromhex(stream["streamId"])
            if identity != v.stream_id("challenge", self.network):
                stream["proof"] = b64(map_proof(items, identity))
            if identity in claimed:
                rows = [{"row": b64(record["row"]), "seq": record["seq"]}
                        for record in shown[identity] if record["row"]]
                key = v.sha256(v.label("stream-findings"), identity)
                stream["findings"] = {"proof": b64(map_proof(items, key)), "rows": rows}
        return bundle

    def receipt(self, record, *others):
        streams = {}
        for one in sorted((record, *others), key=lambda one: one["seq"]):
            streams.setdefault(one["statement"][34:66], []).append(one)
        return self.bundle({"receipt": record["id"].hex()}, list(streams.items()), len(self.headers))
