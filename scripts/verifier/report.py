"""What was verified, for people and for programs."""
import datetime

from .answers import VOCABULARY, derive
from .findings import findings_of
from .records import CUSTOMER_KINDS, KINDS, stream_id


LEVEL = "derives"  # the level of step 14: docs/spec/evidence.md


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


def of_kind(records, label):
    return [record for record in records if KINDS[record.entry.kind] == label]


def describe_record(record, genesis, findings, delegates):
    entry, key = record.entry, record.statement.key
    person = "the customer's delegate" if key in delegates else "the customer's key"
    return {"seq": entry.seq, "time": utc(entry.time), "height": entry.height, "index": entry.index,
            "kind": KINDS[entry.kind], "transaction": record.id.hex(), "key": key.hex(),
            "signedBy": genesis.names.get(key, person),
            "findings": findings.get(entry.seq, [])}


def describe_stream(stream, title, records, genesis, until):
    findings = findings_of(stream)
    opened = [record.payload["content"].get("assurance") for record in of_kind(records, "OpenRelationship")]
    delegates = {record.payload["brings"].id for record in of_kind(records, "Delegate")
                 if "brings" in record.payload}
    return {"stream": stream.id.hex(), "title": title, "complete": stream.proof is not None,
            "assurance": opened[0] if opened else None,
            "withFindings": len(stream.findings.rows) if stream.findings else None,
            "records": [describe_record(record, genesis, findings, delegates)
                        for record in records if record.entry.time <= until],
            "later": sum(record.entry.time > until for record in records)}


def describe(verified, genesis, compared, nonce, as_of):
    bundle, anchor, members = verified.bundle, verified.anchor, len(genesis.validators)
    until, title = anchor.time if as_of is None else as_of, titles(verified, genesis)
    limits = ["anything after block %d: ask for a newer bundle" % anchor.height,
              "records that no node let into the ledger",
              "that what an author declared is true",
              "block times: a dishonest leader can date a record early, back to the block before it"]
    if nonce is None:
        limits.append("that the bundle is recent: ask for one that answers a challenge of yours")
    if bundle.subjects is None:
        limits.append("that nothing came after this record, or that its key wasn't revoked: a receipt shows one record")
    if as_of is not None and as_of > anchor.time:
        limits.append("anything between %s and %s, the date asked for" % (utc(anchor.time), utc(as_of)))
    limits += lost_in_words(compared)
    late, decision = derive(verified, genesis, until)
    return {
        "verified": True, "network": genesis.name, "networkId": genesis.network.hex(),
        "claim": "receipt" if bundle.subjects is None else "history", "height": anchor.height,
        "time": utc(anchor.time), "headerHash": anchor.hash.hex(), "certifiedBy": verified.signers,
        "quorum": genesis.quorum, "validators": members, "earlier": describe_earlier(verified.since, compared),
        "lostSubjects": lost_of(compared),
        "streams": [describe_stream(stream, title.get(stream.id, "stream"), verified.proved[stream.id], genesis, until)
                    for stream in bundle.streams],
        "level": LEVEL, "overdueAt": utc(until), "overdue": late, "decision": decision,
        "assumption": assumption(genesis), "notProved": limits,
        "notCheckedByThisVerifier": unchecked(bundle, genesis)}


def describe_earlier(since, compared):
    return None if since is None else {
        "height": since.height, "time": utc(since.time),
        "streamsCompared": None if compared is None else compared[0],
        "streamsThere": None if compared is None else compared[1]}


def lost_of(compared):
    return [] if compared is None else [subject.hex() for subject in compared[2]]


def lost_in_words(compared):
    words = "anything about customer %s: the earlier bundle shows it, this one doesn't"
    return [words % one for one in lost_of(compared)]


def describe_pages(proof, genesis, nonce, as_of):
    anchor, records = proof.anchor, proof.progress[proof.claimed].seq
    until = anchor.time if as_of is None else as_of
    limits = ["anything after block %d: ask for a newer proof" % anchor.height,
              "records that no node let into the ledger", "that what an author declared is true",
              "block times: a dishonest leader can date a record early, back to the block before it"]
    if nonce is None:
        limits.append("that the proof is recent: ask for one that answers a challenge of yours")
    if as_of is not None and as_of > anchor.time:
        limits.append("anything between %s and %s, the date asked for" % (utc(anchor.time), utc(as_of)))
    limits += lost_in_words(proof.compared)
    return {
        "verified": True, "network": genesis.name, "networkId": genesis.network.hex(), "claim": "history in pages",
        "height": anchor.height, "time": utc(anchor.time), "headerHash": anchor.hash.hex(),
        "certifiedBy": proof.signers, "quorum": genesis.quorum, "validators": len(genesis.validators),
        "earlier": describe_earlier(proof.since, proof.compared), "lostSubjects": lost_of(proof.compared),
        "streams": [], "decision": None,
        "pages": {"subject": proof.cover.subjects[0].hex(), "pages": proof.pages, "records": records,
                  "later": proof.later,
                  "withFindings": proof.with_findings, "assurance": proof.assurance},
        "level": LEVEL, "overdueAt": utc(until), "overdue": proof.overdue(until), "assumption": assumption(genesis),
        "notProved": limits, "notCheckedByThisVerifier": unchecked(proof.cover, genesis)}


def assumption(genesis):
    members = len(genesis.validators)
    return ("at most %d of the %d validators collude (any more could show two histories), and the genesis "
            "file is the right one" % (2 * genesis.quorum - members - 1, members))


def unchecked(bundle, genesis):
    derives = "whether each record was rightly let in: this verifier derives, consent verify executes the rules"
    return (["time-stamp tokens (%d in the bundle)" % len(bundle.tokens), derives]
            + (["findings, and the answer to a question: the network has another vocabulary than this verifier"]
               if genesis.vocabulary != VOCABULARY else []))


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
        yield "%s: %d record%s, %s%s%s%s" % (
            stream["title"], count, "" if count == 1 else "s",
            "complete" if stream["complete"] else "out of a longer stream, perhaps",
            "" if stream["withFindings"] is None else ", %d with findings" % stream["withFindings"],
            ", so never revoked" if count == 0 and stream["title"].startswith("key ") else "",
            ", whose key is %s" % stream["assurance"] if stream["assurance"] else "")
        for record in stream["records"]:
            yield "  {seq:>5}  {time}  block {height}  {kind}  by {signedBy}  {transaction}".format(**record)
            for finding in record["findings"]:
                yield "         found: %s %s" % (finding["severity"], with_details(finding))
        if stream["later"]:
            yield "  and %d after the date asked for" % stream["later"]
    if "pages" in report:
        yield ""
        yield "customer {subject}: {records} records in {pages} pages, complete, {withFindings} with findings".format(
            **report["pages"])
        if report["pages"]["later"]:
            yield "  of these {later} after the date asked for".format(**report["pages"])
    yield from overdue_as_text(report)
    if report["decision"]:
        yield from decision_as_text(report["decision"])
    yield ""
    yield "This holds as long as " + report["assumption"] + "."
    yield "Level of the last step: %s (the findings follow from the records, which stand once and at their places)." % (
        report["level"])
    for heading, name in (("Not proved", "notProved"), ("Not checked by this verifier", "notCheckedByThisVerifier")):
        yield heading + ":"
        for item in report[name]:
            yield "  - " + item


def with_details(item):
    return item["code"] + (" (%s)" % ", ".join(item["details"]) if item["details"] else "")


def overdue_as_text(report):
    if report["overdue"]:
        yield ""
        yield "Overdue at %s, by what is not recorded:" % report["overdueAt"]
    for item in report["overdue"]:
        yield "  %s, due before %s, owed by %s, because of %s, customer %s" % (
            with_details(item), utc(item["dueMs"]), item["owedBy"], item["txId"], item["subjectRef"])


def decision_as_text(decision):
    question = decision["question"]
    yield ""
    yield "Question: may %s %s %s under %s%s?" % (
        question["controller"], question["operation"], ", ".join(question["dataCategories"]) or "all its data",
        question["process"], "" if question["recipient"] is None else ", to " + question["recipient"])
    yield "Answer, derived from the records: %s (%s), at %s as known at block %d" % (
        decision["decision"], ", ".join(decision["reasons"]), utc(decision["timeMs"]), decision["height"])
    for name in ("basis", "assurance"):
        if decision[name] is not None:
            yield "  %s: %s" % (name, decision[name])
    for obligation in decision["obligations"]:
        yield "  obligation: " + obligation
