"""The checks of docs/spec/evidence.md, but for records: streams, keys, and last, how all follow one another."""
import collections

from . import signatures
from .answers import derive
from .bundle import MALFORMED, ascending, parse_bundle
from .encoding import Refused, ZEROS, label, number, require, sha256
from .findings import check_derived
from .records import (
    AUDIT_CHALLENGE, DELEGATE, OPEN_RELATIONSHIP, REVOKE_KEY, ROTATE_KEY, check_certificate, check_placing,
    check_record, decode_header, place_of, stream_id)
from .trees import extends, in_log, map_value

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
        if "brings" not in record.payload or record.payload["brings"].id != key:
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

def check_signatures(proved, genesis):
    """Each record is signed by a key that was known, not revoked and not superseded at its place."""
    keys = [record.payload["brings"] for records in proved.values() for record in records
            if "brings" in record.payload]
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
            if "brings" in record.payload:
                opened[record.payload["brings"].id] = record.payload["brings"]


def check_signature(record, key, proved, genesis):
    name = "record %s: " % record.id.hex()
    known = key is not None and key.algorithm == record.statement.algorithm
    require(known, "key-unknown", name + "no such key at its place")
    for ending in proved.get(stream_id("key", key.id), []):
        revoked = ending.entry.kind == REVOKE_KEY and place_of(ending) < place_of(record)
        require(not revoked, "key-revoked", name + "its key was revoked before")
    holds = signatures.signature_holds(key, record.signed, record.signature)
    require(holds, "signature-invalid", name + "its author didn't sign it")
    if "brings" in record.payload:
        purpose = label("delegate" if record.entry.kind == DELEGATE else "possession")
        message = purpose + genesis.network + record.payload["controllerId"] + record.payload["subjectRef"]
        require(signatures.signature_holds(record.payload["brings"], message, record.payload["possession"]),
                "possession-invalid", name + "the customer's key didn't agree")


# ---- The checks in order -----------------------------------------------------------------------------------

Verified = collections.namedtuple("Verified", "bundle anchor headers signers proved since")


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
    check_times([anchor] + [header for header, _ in decoded] + ([] if since is None else [since]))
    signers = check_certificate(bundle.certificate, anchor, genesis)
    for header, path in decoded + ([] if since is None else [(since, bundle.since.path)]):
        require(in_log(header.hash, header.height - 1, anchor.height - 1, path, anchor.history),
                "header-not-in-history", "block %d isn't in the certified history" % header.height)
    check_since(bundle, since, anchor)
    proved, used = check_records(bundle, [header for header, _ in decoded], anchor, genesis)
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
    require(all(header.height in used for header, _ in decoded), "header-unneeded", "a header that no record needs")
    check_signatures(proved, genesis)
    if bundle.subjects is None:
        check_receipt(bundle, proved, genesis)
    headers = {header.height: header for header in [header for header, _ in decoded] + [anchor]}
    return Verified(bundle, anchor, headers, signers, proved, since)


def check_times(headers):
    """No block is earlier than one below it, whoever certified them."""
    times = [header.time for header in sorted(headers, key=lambda header: (header.height, header.time))]
    require(all(one <= two for one, two in zip(times, times[1:])), "time-falls", "a block is earlier than one below it")


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
    if bundle.check is not None and bundle.check.known is not None:
        require(bundle.check.known in known, "header-missing", "no header of block %d" % bundle.check.known)
        used.add(bundle.check.known)
    return proved, used


def check_challenge(verified, genesis, nonce):
    """The auditor's number was recorded before the anchor, so the bundle is no older than the number."""
    records = verified.proved.get(stream_id("challenge", genesis.network), [])
    require(records, "challenge-missing", "no challenge is in the bundle")
    require(records[0].payload["nonce"] == nonce, "challenge-mismatch", "another challenge is in the bundle")


def check_stamps(bundle, genesis):
    """A network that names no time-stamp authority takes no token; what others are worth, `consent verify` says."""
    allowed = not bundle.tokens or genesis.has_timestamp_authorities
    require(allowed, "timestamp-invalid", "the genesis file names no time-stamp authority")


# What is kept of an earlier proof: the bytes of its anchor, whom it shows, how many streams; and of each complete one
# how many records there are and the newest entry's hash (None without records), which stands for all before it.
Earlier = collections.namedtuple("Earlier", "anchor subjects streams heads")


def verify_earlier(data, genesis):
    old = verify(data, genesis)
    check_stamps(old.bundle, genesis)
    follow(old, genesis)
    hashes = {stream.id: [None] + [record.hash for record in old.proved[stream.id]] for stream in old.bundle.streams
              if stream.proof is not None}
    heads = {stream: (len(all_of) - 1, all_of[-1]) for stream, all_of in hashes.items()}
    return Earlier(old.bundle.anchor, old.bundle.subjects, len(old.bundle.streams), heads)


def check_earlier(old, later, entry_hash, complete):
    """Nothing that an earlier proof showed was taken back. `later` is the bundle or cover, `complete` its complete
    streams, and `entry_hash` tells the hash of an entry of one. Returns how many streams were compared, of how many,
    and the customers whom the later proof doesn't show."""
    if later.anchor != old.anchor:
        require(later.since is not None, "since-missing", "the bundle shows no earlier block")
        require(later.since.header == old.anchor, "since-mismatch",
                "the bundle starts from another block than the earlier bundle's")
    compared = set(old.heads) & complete
    for stream in sorted(compared):
        count, newest = old.heads[stream]
        require(count == 0 or entry_hash(stream, count) == newest, "history-rewritten",
                "records of the earlier bundle are gone or changed")
    return len(compared), old.streams, sorted(set(old.subjects or []) - set(later.subjects or []))


def check_earlier_bundle(verified, old):
    def entry_hash(stream, count):
        records = verified.proved[stream]
        return records[count - 1].hash if count <= len(records) else None
    complete = {stream.id for stream in verified.bundle.streams if stream.proof is not None}
    return check_earlier(old, verified.bundle, entry_hash, complete)


def follow(verified, genesis):
    """Derives the findings and compares them; what can't be derived is refused, not left out."""
    if verified.bundle.subjects is not None:
        seen = set()
        for record in sorted((record for records in verified.proved.values() for record in records), key=place_of):
            check_placing(record, seen)
    check_derived(verified, genesis)
    derive(verified, genesis, verified.anchor.time)


def check_earlier_file(data, genesis):
    """As check_all, of a bundle that a later proof is held against."""
    try:
        return verify_earlier(data, genesis)
    except (Refused, MemoryError):
        raise
    except Exception as unexpected:
        raise Refused(MALFORMED, "unexpected: %s" % type(unexpected).__name__) from unexpected


def check_all(data, genesis, old=None, nonce=None):
    """Returns what was verified, and what came of the comparison with the earlier proof, as check_earlier tells it.
    Whatever goes wrong is a refusal, but for too little memory."""
    try:
        verified = verify(data, genesis)
        if nonce is not None:
            check_challenge(verified, genesis, nonce)
        compared = None if old is None else check_earlier_bundle(verified, old)
        check_stamps(verified.bundle, genesis)
        follow(verified, genesis)
        return verified, compared
    except (Refused, MemoryError):
        raise
    except Exception as unexpected:
        raise Refused(MALFORMED, "unexpected: %s" % type(unexpected).__name__) from unexpected
