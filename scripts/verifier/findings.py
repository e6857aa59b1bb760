"""What was found about records: as stored (docs/spec/map.md), and derived again (docs/spec/answers.md)."""
from .answers import REASONS, VOCABULARY, Assessment, Customer
from .bundle import Check
from .encoding import Reader, Refused, require
from .records import KINDS
from .state import State

DIFFER = "findings-differ"
CODES = {
    1: "PROCESS_UNKNOWN", 2: "NO_LIVE_BASIS", 3: "OUTSIDE_PURPOSE", 4: "OUTSIDE_CATEGORY", 5: "OUTSIDE_RECIPIENT",
    6: "SOLD_AFTER_OPT_OUT", 7: "SHARED_AFTER_OPT_OUT", 8: "USED_AFTER_OPT_OUT", 9: "USE_AFTER_ERASURE",
    10: "RELIED_ON_ANOTHER_GRANT", 11: "REQUEST_DEADLINE_MISSED", 12: "RETENTION_ELAPSED",
    13: "ACKNOWLEDGEMENT_DEADLINE_MISSED", 14: "PROCESSED_AFTER_OBJECTION", 15: "PROCESSED_UNDER_RESTRICTION",
    20: "ERASED_UNDER_HOLD"}
SEVERITIES = ("WARNING", "GRACE", "VIOLATION")

# For which reasons of an answer each is found; in the order in which a record's findings are listed.
FOUND_FOR = {
    "PROCESS_UNKNOWN": ["PROCESS_UNKNOWN"],
    "NO_LIVE_BASIS": ["CHILD_NOT_OPTED_IN", "CONSENT_UNKNOWN", "CONSENT_REQUESTED", "CONSENT_DEFERRED",
                      "CONSENT_REFUSED", "CONSENT_WITHDRAWN", "CONSENT_REVOKED", "CONSENT_INVALIDATED",
                      "CONSENT_EXPIRED", "PROCESS_WIDENED"],
    "OUTSIDE_PURPOSE": ["SALE_NOT_DECLARED", "SHARING_NOT_DECLARED"],
    "OUTSIDE_CATEGORY": ["CATEGORY_NOT_DECLARED", "CATEGORY_NOT_GRANTED"],
    "OUTSIDE_RECIPIENT": ["RECIPIENT_NOT_DECLARED", "RECIPIENT_NOT_GRANTED"],
    "SOLD_AFTER_OPT_OUT": ["OPTED_OUT_OF_SALE"],
    "SHARED_AFTER_OPT_OUT": ["OPTED_OUT_OF_SHARE"],
    "USED_AFTER_OPT_OUT": ["OPTED_OUT_OF_SENSITIVE", "OPTED_OUT_OF_AUTOMATED_DECISIONS",
                           "OPTED_OUT_OF_DIRECT_MARKETING"],
    "PROCESSED_AFTER_OBJECTION": ["OBJECTED"],
    "PROCESSED_UNDER_RESTRICTION": ["RESTRICTED"],
    "USE_AFTER_ERASURE": ["DATA_ERASED"],
    "RETENTION_ELAPSED": ["RETENTION_ELAPSED"]}
OPERATIONS_OF = {"DataCollected": "COLLECT", "DataReceived": "COLLECT", "DataUsed": "USE", "PROCESSOR": "DISCLOSE",
                 "SHARE": "SHARE", "SALE": "SELL"}


def decode_findings(row):
    reader = Reader(row, DIFFER)
    found = [decode_finding(reader) for _ in range(reader.uint(1, 1))]
    reader.end()
    return found


def decode_finding(reader):
    code, severity = reader.uint(1), decode_text(reader)
    require(code in CODES and severity in SEVERITIES, DIFFER, "a finding that this verifier doesn't know")
    return {"code": CODES[code], "severity": severity, "details": [decode_text(reader) for _ in range(reader.uint(1))]}


def decode_text(reader):
    try:
        return reader.take(reader.uint(1)).decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(DIFFER, "a text that isn't UTF-8") from None


def findings_of(stream):
    """The findings of a stream, by the number of the record."""
    return {seq: decode_findings(row) for seq, row in stream.findings.rows} if stream.findings else {}


# ---- Derived again -----------------------------------------------------------------------------------------

def check_derived(verified, genesis):
    """The findings shown are those that follow from the records, whatever the validators say."""
    if genesis.vocabulary != VOCABULARY:
        return
    shown, differing = {stream.id: findings_of(stream) for stream in verified.bundle.streams}, []
    for subject in verified.bundle.subjects or []:
        customer = Customer(verified, genesis, subject)
        state = State(genesis, customer.controller)
        for record in customer.records:
            derived = found(state, record)
            state.take(record)
            if derived != shown[record.entry.stream].get(record.entry.seq, []):
                differing.append("record %s: found is %s" % (record.id.hex(), derived))
    require(not differing, DIFFER, "; ".join(differing[:1]))


def finding(code, severity="VIOLATION", *details):
    return {"code": code, "severity": severity, "details": list(details)}


def found(state, record):
    """What is found about the record, in the state before it."""
    kind, content, time = KINDS[record.entry.kind], record.payload["content"], record.entry.time
    with state.following(record):
        if kind in ("DataCollected", "DataReceived", "DataUsed", "DataDisclosed"):
            return list(about_fact(
                state, content, OPERATIONS_OF[content.get("disclosure", kind)], time, state.signer_of(record)))
        if kind == "DataErased":
            return list(about_erasure(state, content, time, state.signer_of(record)))
        if kind == "ErasureCertificate":
            return list(about_hold(state, content.get("processIds"), time))
        if kind == "RequestStatus":
            return list(about_status(state, content, time))
        if kind == "Acknowledge":
            return list(about_acknowledgement(state, content, record.statement.key, time))
    return []


def about_fact(state, content, operation, time, holder):
    process = content["process"]
    question = Check(state.controller, process["id"], process["version"], operation, content["dataCategories"],
                     content.get("recipient"), None, None)
    assessed = Assessment(state, question, time, holder)
    for code, reasons in FOUND_FOR.items():
        why = [reason for reason in REASONS if reason in reasons and reason in assessed.reasons]
        if why:
            opted_out = code.endswith("_AFTER_OPT_OUT")
            ends = [end for right, end in assessed.opt_outs.items() if "OPTED_OUT_OF_" + right in why]
            notify = ["NOTIFY_RECIPIENT"] if code in ("SOLD_AFTER_OPT_OUT", "SHARED_AFTER_OPT_OUT") else []
            in_time = opted_out and all(time < end for end in ends)
            yield finding(code, "GRACE" if in_time else "VIOLATION", *why, *notify)
    if "reliesOn" in content and bytes.fromhex(content["reliesOn"]) != assessed.basis:
        yield finding("RELIED_ON_ANOTHER_GRANT", "WARNING")


def about_erasure(state, content, time, holder):
    process, categories = content["process"], content["dataCategories"]
    declared = state.processes.get((process["id"], process["version"]))
    if declared is None:
        yield finding("PROCESS_UNKNOWN", "WARNING", "PROCESS_UNKNOWN")
    elif not set(categories) <= set(declared.categories):
        yield finding("OUTSIDE_CATEGORY", "WARNING", "CATEGORY_NOT_DECLARED")
    kept = state.retentions.get((process["id"], holder), {})
    over = any(category in kept and kept[category].end <= time for category in categories)
    if over and not state.is_held(process["id"], time):
        yield finding("RETENTION_ELAPSED", "VIOLATION", "RETENTION_ELAPSED")
    yield from about_hold(state, [process["id"]], time)


def about_hold(state, processes, time):
    held = any(state.holders.values()) if processes is None else any(state.is_held(one, time) for one in processes)
    if held:
        yield finding("ERASED_UNDER_HOLD")


def about_status(state, content, time):
    request, status = state.requests[bytes.fromhex(content["requestId"])], content["status"]
    missed = []
    if request.regime == "CCPA" and not request.confirmed and time >= state.confirmation_due(request):
        missed.append("ACKNOWLEDGE")
    if status != "ACKNOWLEDGED" and time >= state.answer_due(request):
        missed.append("ANSWER")
    if missed and status != "CANCELLED":
        yield finding("REQUEST_DEADLINE_MISSED", "VIOLATION", *missed)


def about_acknowledgement(state, content, author, time):
    recall = state.recalls[bytes.fromhex(content["acknowledges"])]
    if state.genesis.names[author] in recall.owing and time >= state.recall_due(recall):
        yield finding("ACKNOWLEDGEMENT_DEADLINE_MISSED", "VIOLATION", recall.cause)
