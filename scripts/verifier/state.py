"""What the records make of one customer (docs/spec/answers.md). Who may sign what isn't asked again."""
import collections
import contextlib
import datetime

from . import dates
from .encoding import Refused
from .records import AGAINST_RULES, KINDS

OPT_OUT_BUSINESS_DAYS = 15
IMMEDIATE = ("DIRECT_MARKETING", "OBJECTION", "RESTRICTION")  # what the GDPR stops at once
ANY = None  # every process

Process = collections.namedtuple(
    "Process", "version purposes basis categories recipients flags retention_days transaction")
Consent = collections.namedtuple("Consent", "status version categories until grant by_delegate recipients")
ALL = None  # the recipients that the process declares
Preference = collections.namedtuple("Preference", "value since")
Retention = collections.namedtuple("Retention", "end transaction")
Recall = collections.namedtuple("Recall", "cause right time owing")
Request = collections.namedtuple("Request", "regime time confirmed extended closed")
ENDINGS = {"WithdrawConsent": "WITHDRAWN", "RevokeConsent": "REVOKED", "InvalidateConsent": "INVALIDATED"}


def is_live(consent, time):
    return consent is not None and consent.status == "GIVEN" and time < consent.until


class State:
    """Each value as the newest of the records that were taken left it. `controller` is the customer's, by party id."""

    def __init__(self, genesis, controller):
        self.genesis, self.controller = genesis, controller
        self.key = self.assurance = None  # of the customer; None until the relationship is open
        self.processes, self.newest = {}, {}  # by (id, version); the newest version by id
        self.holidays = {}  # by year
        self.consents, self.preferences = {}, {}  # by process; by right
        self.places = 0  # how many records were taken
        self.obtained = {}  # the place of the newest record that did so, by (process, category)
        self.certified = {}  # the same, by process or ANY
        self.had, self.erased = {}, {}  # the same, by (process, category, holder)
        self.retentions = {}  # by (process, holder) and category; the controller as a holder is None
        self.holders, self.holds = {}, []  # by process or ANY, who; each change as (time, process or ANY, held)
        self.went = set()  # (process, organisation, how)
        self.untold = set()  # (process, organisation), since an erasure of it was last certified
        self.recalls, self.requests = {}, {}  # by transaction

    def take(self, record):
        kind, content = KINDS[record.entry.kind], record.payload["content"]
        self.places += 1
        with self.following(record):
            if kind in TAKEN:
                TAKEN[kind](self, record, content)

    @contextlib.contextmanager
    def following(self, record):
        """A record that lacks a field, or speaks of what isn't there, was let in by nobody honest."""
        try:
            yield
        except (KeyError, TypeError, ValueError, AttributeError) as wrong:
            raise Refused(AGAINST_RULES, "record %s can't be followed (%s: %s)" % (
                record.id.hex(), type(wrong).__name__, wrong)) from None

    # -- The customer's key, the catalogue

    def open_relationship(self, record, content):
        self.key, self.assurance = record.payload["brings"].id, content["assurance"]

    def rotate_key(self, record, content):
        self.key = record.payload["brings"].id

    def declare_process(self, record, content):
        if record.payload["controllerId"] == self.controller:
            process, version = content["processId"], content["version"]
            self.newest[process] = version
            self.processes[process, version] = Process(
                version, set(content["purposes"]), content["legalBasis"], content["dataCategories"],
                set(content["recipients"]), set(content["flags"]), content["retentionDays"], record.id)

    def publish_holidays(self, record, content):
        if content["calendar"] == "US-CA":
            days = [datetime.date.fromisoformat(day) for day in content["days"]]
            self.holidays[content["year"]] = {dates.day_of(day) for day in days}

    # -- Consent and preferences

    def request_consent(self, record, content):
        self.put_off(record, content, "REQUESTED")

    def put_off(self, record, content, status):
        process = content["process"]
        if not is_live(self.consents.get(process["id"]), record.entry.time):
            self.consents[process["id"]] = Consent(status, process["version"], (), 0, None, False, ALL)

    def decide_consent(self, record, content):
        process, decision = content["process"], content["decision"]
        before = self.consents.get(process["id"])
        if decision == "GIVEN":
            self.consents[process["id"]] = Consent(
                decision, process["version"], set(content["dataCategories"]), content["validUntilMs"], record.id,
                record.statement.key != self.key, content.get("recipients", ALL))
        elif decision == "DEFERRED":
            self.put_off(record, content, decision)
        else:
            self.consents[process["id"]] = Consent(decision, process["version"], (), 0, None, False, ALL)
            if is_live(before, record.entry.time):
                self.recall_process(record, decision, process["id"])

    def end_consent(self, record, content):
        status, given = ENDINGS[KINDS[record.entry.kind]], self.consents[content["processId"]]
        if given.status != "GIVEN":
            raise ValueError("no consent stands")
        self.consents[content["processId"]] = given._replace(status=status)
        self.recall_process(record, status, content["processId"])

    def set_preference(self, record, content):
        right, value = content["right"], content["value"]
        before = self.preferences.get(right)
        if before is None or before.value != value:
            self.preferences[right] = Preference(value, record.entry.time)
            if value == "OPTED_OUT":
                owing = {name for _, name, how in self.went if right not in ("SALE", "SHARE") or how == right}
                self.recalls[record.id] = Recall(value, right, record.entry.time, owing)

    # -- Recalls

    def recall_process(self, record, cause, process):
        owing = {name for under, name, _ in self.went if under == process}
        self.recalls[record.id] = Recall(cause, None, record.entry.time, owing)

    def acknowledge(self, record, content):
        recall = self.recalls[bytes.fromhex(content["acknowledges"])]
        recall.owing.discard(self.genesis.names[record.statement.key])

    def recall_due(self, recall):
        if recall.right is None or recall.right in IMMEDIATE:
            return dates.same_time_months_later(recall.time, 1)
        return dates.end_after_business_days(recall.time, OPT_OUT_BUSINESS_DAYS, self.holidays)

    # -- Data

    def fact(self, record, content):
        process, author = content["process"]["id"], record.statement.key
        if "recipient" in content:
            self.data_went(process, content["recipient"], content["disclosure"])
            self.has(content, self.holder(content["recipient"]))
        if author != self.controller:
            self.data_went(process, self.genesis.names[author], "PROCESSOR")

    def data_went(self, process, name, how):
        how = {"PROCESSOR": "PROCESSOR", "SHARE": "SHARE", "SALE": "SALE"}[how]
        if name in self.genesis.names.values() and name != self.genesis.names[self.controller]:
            self.went.add((process, name, how))
            self.untold.add((process, name))

    def holder(self, name):
        return None if name == self.genesis.names[self.controller] else name

    def signer_of(self, record):
        return self.holder(self.genesis.names[record.statement.key])

    def has(self, content, holder):
        for category in content["dataCategories"]:
            self.had[content["process"]["id"], category, holder] = self.places

    def obtain(self, record, content):
        self.fact(record, content)
        process, holder = content["process"]["id"], self.signer_of(record)
        self.has(content, holder)
        declared = self.processes.get((process, content["process"]["version"]))
        for category in content["dataCategories"]:
            self.obtained[process, category] = self.places
            if declared is not None:
                end = dates.end_after_days(record.entry.time, declared.retention_days)
                self.retentions.setdefault((process, holder), {})[category] = Retention(end, record.id)

    def erase(self, record, content):
        process, holder = content["process"]["id"], self.signer_of(record)
        for category in content["dataCategories"]:
            self.erased[process, category, holder] = self.places
            self.retentions.get((process, holder), {}).pop(category, None)

    def certify_erasure(self, record, content):
        processes = content.get("processIds")
        told = {place for place in self.untold if processes is None or place[0] in processes}
        self.untold -= told
        self.recalls[record.id] = Recall("ERASED", None, record.entry.time, {name for _, name in told})
        if "DATA" in content["destroyed"]:
            for process in content.get("processIds", [ANY]):
                self.certified[process] = self.places
            for process, holder in self.retentions:
                if holder is None and (processes is None or process in processes):
                    self.retentions[process, holder].clear()

    def legal_hold(self, record, content):
        place, holder = content.get("processId", ANY), record.statement.key
        holders = self.holders.setdefault(place, set())
        if content["action"] == "PLACED":
            holders.add(holder)
        else:
            holders.remove(holder)
        self.holds.append((record.entry.time, place, bool(holders)))

    def is_held(self, process, time):
        standing = {place: held for when, place, held in self.holds if when <= time and place in (ANY, process)}
        return any(standing.values())

    def retention_due(self, process, end):
        """The end of a retention; where a hold stood then, when it was over."""
        times = [end] + [when for when, _, _ in self.holds if when > end]
        return next(time for time in times if not self.is_held(process, time))

    def is_erased(self, process, category, holder):
        certified = max(self.certified.get(process, 0), self.certified.get(ANY, 0))
        return certified > self.obtained.get((process, category), 0) or (
            self.erased.get((process, category, holder), 0) > self.had.get((process, category, holder), 0))

    def retention(self, process, category, holder):
        """The holder's own, or the controller's where it has none."""
        own, controllers = self.retentions.get((process, holder), {}), self.retentions.get((process, None), {})
        return own.get(category, controllers.get(category))

    # -- Requests

    def open_request(self, record, content):
        self.requests[record.id] = Request(content["regime"], record.entry.time, False, False, False)

    def request_status(self, record, content):
        identity, status = bytes.fromhex(content["requestId"]), content["status"]
        request = self.requests[identity]
        if status != "EXTENDED" or record.entry.time < self.answer_due(request):
            self.requests[identity] = request._replace(
                confirmed=True, extended=request.extended or status == "EXTENDED",
                closed=status in ("COMPLETED", "DENIED", "CANCELLED"))

    def answer_due(self, request):
        if request.regime == "GDPR":
            return dates.end_after_months(request.time, 3 if request.extended else 1)
        return dates.end_after_days(request.time, 90 if request.extended else 45)

    def confirmation_due(self, request):
        return dates.end_after_business_days(request.time, 10, self.holidays)


TAKEN = {
    "OpenRelationship": State.open_relationship, "RotateKey": State.rotate_key,
    "DeclareProcess": State.declare_process, "PublishHolidays": State.publish_holidays,
    "RequestConsent": State.request_consent, "DecideConsent": State.decide_consent,
    "WithdrawConsent": State.end_consent, "RevokeConsent": State.end_consent, "InvalidateConsent": State.end_consent,
    "SetPreference": State.set_preference, "Acknowledge": State.acknowledge, "DataUsed": State.fact,
    "DataDisclosed": State.fact, "DataCollected": State.obtain, "DataReceived": State.obtain,
    "DataErased": State.erase, "ErasureCertificate": State.certify_erasure, "LegalHold": State.legal_hold,
    "OpenRequest": State.open_request, "RequestStatus": State.request_status}
