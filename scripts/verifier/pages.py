"""A proof in pages (docs/spec/evidence.md, Pages): a cover, and pages that are read once, in order."""
from . import signatures
from .answers import VOCABULARY, overdue
from .bundle import COVER_FORMAT, MALFORMED, ascending, parse_bundle, parse_page
from .checks import (
    Earlier, chain_findings, check_certificate, check_earlier, check_shape, check_since, check_stamps, check_times)
from .encoding import Refused, ZEROS, label, require
from .findings import DIFFER, decode_findings, found
from .records import (
    AUDIT_CHALLENGE, CATALOGUE_KINDS, DELEGATE, REVOKE_KEY, ROTATE_KEY, check_placing, check_record, decode_header,
    place_of, stream_id)
from .state import State
from .trees import in_log, map_value

MISSING, MISMATCH = "page-missing", "page-mismatch"


class Progress:
    """How far a stream has come, and where the anchor's map says that it ends."""

    def __init__(self, stream, anchor):
        self.head = map_value(stream.proof, stream.id, anchor.map, "map-proof-invalid")
        self.findings_head = None if stream.findings is None else map_value(
            stream.findings.proof, stream_id("findings", stream.id), anchor.map, "findings-proof-invalid")
        self.seq, self.newest, self.findings = 0, ZEROS, None
        self.wanted, self.at_wanted = None, None  # the entry that an earlier proof ended with

    def take(self, record):
        seq = record.entry.seq
        require(seq == self.seq + 1, "seq-gap", "%d after %d" % (seq, self.seq))
        require(record.entry.prev == self.newest, "prev-mismatch", "record %d has another before it" % seq)
        self.seq, self.newest = seq, record.hash
        if seq == self.wanted:
            self.at_wanted = record.hash

    def end(self):
        require(self.head == (self.newest if self.seq else None), "head-mismatch",
                "the stream's newest record isn't the last one here")
        require(self.findings_head == self.findings, "findings-mismatch", "other findings are certified")


class Keys:
    """Keys as the records bring and end them, in the order of the ledger."""

    def __init__(self, genesis):
        self.genesis, self.brought, self.anywhere, self.ended = genesis, {}, {}, {}

    def take(self, record):
        kind, name = record.entry.kind, "record %s: " % record.id.hex()
        opened = self.brought.setdefault(record.entry.stream, {})
        customers = self.anywhere if kind in (AUDIT_CHALLENGE, REVOKE_KEY) else opened
        parties = {} if kind == ROTATE_KEY else self.genesis.parties
        key = parties.get(record.statement.key) or customers.get(record.statement.key)
        known = key is not None and key.algorithm == record.statement.algorithm
        require(known, "key-unknown", name + "no such key at its place")
        for code in ("key-revoked", "key-superseded"):
            require((code, key.id) not in self.ended, code, name + "its key was ended before")
        holds = signatures.signature_holds(key, record.signed, record.signature)
        require(holds, "signature-invalid", name + "its author didn't sign it")
        if "brings" in record.payload:
            new = record.payload["brings"]
            message = (label("delegate" if kind == DELEGATE else "possession") + self.genesis.network
                       + record.payload["controllerId"] + record.payload["subjectRef"])
            require(signatures.signature_holds(new, message, record.payload["possession"]), "possession-invalid",
                    name + "the customer's key didn't agree")
            opened[new.id] = self.anywhere[new.id] = new
        if kind == REVOKE_KEY:
            self.ended["key-revoked", record.payload["keyId"]] = True
        if kind == ROTATE_KEY:
            self.ended["key-superseded", record.statement.key] = True


class Customer:
    """What the records make of the customer; where wanted, also as it stood at an earlier time."""

    def __init__(self, genesis, subject, until):
        self.genesis, self.subject, self.until, self.controller = genesis, subject, until, None
        self.now = self.then = None
        self.before = []  # catalogues, until it is known who the controller is

    def take(self, record, is_own):
        """What is found about the record; None where that isn't derived."""
        if self.genesis.vocabulary != VOCABULARY:
            return None
        if not is_own and record.entry.kind not in CATALOGUE_KINDS:
            return []
        if self.now is None:
            if not is_own:
                self.before.append(record)
                return []
            self.controller = record.payload["controllerId"]
            self.now, self.then = State(self.genesis, self.controller), State(self.genesis, self.controller)
            for earlier in self.before:
                self.follow(earlier)
            self.before = []
        derived = found(self.now, record)
        self.follow(record)
        return derived

    def follow(self, record):
        self.now.take(record)
        if self.until is not None and record.entry.time <= self.until:
            self.then.take(record)

    def state(self, _):
        return self.now if self.until is None else self.then


class Pages:
    """Takes the cover, then each page once, then `end`. No record is kept."""

    def __init__(self, data, genesis, until=None, old=None):
        self.genesis, self.until, self.old, self.compared = genesis, until, old, None
        self.cover = cover = parse_bundle(data, COVER_FORMAT)
        require(cover.network == genesis.network, "genesis-mismatch", "a cover of another network")
        good = cover.subjects is not None and len(cover.subjects) == 1 and cover.check is None
        require(good, MALFORMED, "a cover is about one customer, without a question")
        check_shape(cover, genesis.network)
        challenges = stream_id("challenge", genesis.network)
        for stream in cover.streams:
            empty = stream.id == challenges or not stream.records
            require(empty and not (stream.findings and stream.findings.rows), MALFORMED,
                    "records and rows stand in the pages")
        self.claimed = stream_id("subject", genesis.network, cover.subjects[0])
        self.anchor = decode_header(cover.anchor, genesis)
        headers = self.headers(cover.headers)
        self.since = None if cover.since is None else decode_header(cover.since.header, genesis)
        check_times([self.anchor] + headers + ([] if self.since is None else [self.since]))
        self.signers = check_certificate(cover.certificate, self.anchor, genesis)
        self.in_history(headers, [path for _, path in cover.headers])
        if self.since is not None:
            self.in_history([self.since], [cover.since.path])
        check_since(cover, self.since, self.anchor)
        shown = self.records(cover.streams, headers)
        self.challenge = shown[0] if shown else None
        self.waiting = self.challenge
        self.progress = {stream.id: Progress(stream, self.anchor) for stream in cover.streams
                         if stream.proof is not None}
        for stream, (count, _) in ({} if old is None else old.heads).items():
            if stream in self.progress:
                self.progress[stream].wanted = count
        self.keys, self.customer = Keys(genesis), Customer(genesis, cover.subjects[0], until)
        self.needed = {self.claimed, *(stream_id("party", genesis.network, one) for one in genesis.authorities),
                       *(stream_id("key", party) for party in genesis.parties)}
        self.pages, self.complete, self.newest, self.last_header = 0, False, None, None
        self.assurance, self.with_findings, self.later = None, 0, 0
        self.seen = set()  # the ids of records, 32 bytes each

    def headers(self, pairs):
        headers = []
        for encoded, _ in pairs:
            headers.append(decode_header(encoded, self.genesis))
            ascending([header.height for header in headers[-2:]], "headers")
        return headers

    def in_history(self, headers, paths):
        for header, path in zip(headers, paths):
            require(in_log(header.hash, header.height - 1, self.anchor.height - 1, path, self.anchor.history),
                    "header-not-in-history", "block %d isn't in the certified history" % header.height)

    def records(self, streams, headers):
        known = {header.height: header for header in headers + [self.anchor]}
        records = [check_record(record, stream, known, self.genesis.network)
                   for stream in streams for record in stream.records]
        self.used = {record.entry.height for record in records}
        if not hasattr(self, "pages"):  # of a page it is told after what is missing
            self.all_used(headers)
        return records

    def all_used(self, headers):
        require(all(header.height in self.used for header in headers), "header-unneeded", "a header that nothing needs")

    def page(self, data):
        try:
            self.read(parse_page(data))
        except Refused as refused:
            raise Refused(refused.code, "page %d: %s" % (self.pages + 1, refused.reason)) from None

    def read(self, page):
        require(page.anchor == self.anchor.hash, MISMATCH, "of another cover")
        require(not self.complete and page.number == self.pages + 1, MISSING, "it has another number")
        headers = self.headers(page.headers)
        check_times([self.anchor] + headers + ([] if self.last_header is None else [self.last_header]))
        self.in_history(headers, [path for _, path in page.headers])
        rows = {}
        for stream in page.streams:
            require(stream.id in self.progress, "stream-unneeded", "not on the cover")
            shown = stream.findings is not None
            require(shown == (stream.id == self.claimed) and stream.records, MALFORMED,
                    "rows go with the customer's stream, records with each")
            rows.update(stream.findings.rows if shown else [])
        records = self.records(page.streams, headers)
        for record in records:
            self.progress[record.entry.stream].take(record)
        records.sort(key=place_of)
        later = not records or self.newest is None or self.newest < place_of(records[0])
        require(later, "page-out-of-order", "a record of it stands before one of the page before")
        require(records or page.last, MISSING, "a page without records isn't the last one")
        for record in records:
            if self.waiting is not None and place_of(self.waiting) < place_of(record):
                self.follow(self.waiting, None)
                self.waiting = None
            row = rows.pop(record.entry.seq, None) if record.entry.stream == self.claimed else None
            if row is not None:
                progress = self.progress[self.claimed]
                progress.findings = chain_findings(progress.findings or ZEROS, record.hash, row)
            self.follow(record, row)
            self.newest = place_of(record)
        require(not rows, "findings-mismatch", "a row of no record")
        self.all_used(headers)
        self.last_header = headers[-1] if headers else self.last_header
        self.complete, self.pages = page.last, self.pages + 1

    def follow(self, record, row):
        self.keys.take(record)
        check_placing(record, self.seen)
        is_own = record.entry.stream == self.claimed
        if "brings" in record.payload:
            self.needed.add(stream_id("key", record.payload["brings"].id))
        if is_own:
            self.needed.add(stream_id("party", self.genesis.network, record.payload["controllerId"]))
            self.assurance = record.payload["content"].get("assurance", self.assurance)
        derived = self.customer.take(record, is_own)
        shown = [] if row is None else decode_findings(row)
        require(derived is None or derived == shown, DIFFER, "record %s: found is %s" % (record.id.hex(), derived))
        self.with_findings += bool(shown)
        self.later += is_own and self.until is not None and record.entry.time > self.until

    def end(self, nonce=None):
        require(self.complete, MISSING, "the last page isn't there")
        if self.waiting is not None:
            self.follow(self.waiting, None)
            self.waiting = None
        require(self.needed <= set(self.progress), "stream-missing", "the cover lacks streams")
        require(set(self.progress) <= self.needed, "stream-unneeded", "the cover has streams too many")
        for _, progress in sorted(self.progress.items()):
            progress.end()
        if nonce is not None:
            require(self.challenge is not None, "challenge-missing", "no challenge is on the cover")
            require(self.challenge.payload["nonce"] == nonce, "challenge-mismatch", "another challenge is on the cover")
        if self.old is not None:
            streams = {stream: progress.at_wanted for stream, progress in self.progress.items()}
            self.compared = check_earlier(self.old, self.cover, lambda stream, count: streams[stream], set(streams))
        check_stamps(self.cover, self.genesis)
        return self

    def as_earlier(self):
        """What a later proof is held against."""
        heads = {stream: (it.seq, it.newest) for stream, it in self.progress.items()}
        return Earlier(self.cover.anchor, self.cover.subjects, len(self.cover.streams), heads)

    def overdue(self, time):
        derived = self.customer.now is not None
        return overdue(self.customer, time) if derived else []


def check_pages(cover, pages, genesis, nonce=None, until=None, old=None):
    """Verifies a cover and its pages, which may be read one by one. Whatever goes wrong is a refusal."""
    try:
        proof = Pages(cover, genesis, until, old)
        for data in pages:
            proof.page(data)
        return proof.end(nonce)
    except (Refused, MemoryError, OSError):
        raise
    except Exception as unexpected:
        raise Refused(MALFORMED, "unexpected: %s" % type(unexpected).__name__) from unexpected
