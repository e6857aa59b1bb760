"""The answer to a question, and what was overdue (docs/spec/answers.md)."""
import re

from . import dates
from .records import place_of, stream_id
from .state import ALL, IMMEDIATE, OPT_OUT_BUSINESS_DAYS, State, is_live

# In the order in which they are told, with what each amounts to.
REASONS = {
    "RELATIONSHIP_UNKNOWN": "INDETERMINATE", "NOT_THIS_CONTROLLER": "NOT_APPLICABLE", "TIME_IN_FUTURE": "INDETERMINATE",
    "PROCESS_UNKNOWN": "INDETERMINATE", "RECIPIENT_MISSING": "INDETERMINATE", "CATEGORY_NOT_DECLARED": "DENY",
    "CATEGORY_NOT_GRANTED": "DENY", "RECIPIENT_NOT_DECLARED": "DENY",
    "RECIPIENT_NOT_GRANTED": "DENY", "SALE_NOT_DECLARED": "DENY",
    "SHARING_NOT_DECLARED": "DENY", "OPTED_OUT_OF_SALE": "DENY", "OPTED_OUT_OF_SHARE": "DENY",
    "OPTED_OUT_OF_SENSITIVE": "DENY", "OPTED_OUT_OF_AUTOMATED_DECISIONS": "DENY",
    "OPTED_OUT_OF_DIRECT_MARKETING": "DENY", "OBJECTED": "DENY", "RESTRICTED": "DENY",
    "CHILD_NOT_OPTED_IN": "DENY", "DATA_ERASED": "DENY", "RETENTION_ELAPSED": "DENY", "CONSENT_UNKNOWN": "DENY",
    "CONSENT_REQUESTED": "DENY", "CONSENT_DEFERRED": "DENY", "CONSENT_REFUSED": "DENY", "CONSENT_WITHDRAWN": "DENY",
    "CONSENT_REVOKED": "DENY", "CONSENT_INVALIDATED": "DENY", "CONSENT_EXPIRED": "DENY", "PROCESS_WIDENED": "DENY",
    "CONSENT_GIVEN": "PERMIT", "LEGAL_BASIS_DECLARED": "PERMIT"}
STRONGEST_FIRST = ("DENY", "INDETERMINATE", "NOT_APPLICABLE", "PERMIT")
ENDED = {"CONSENT_WITHDRAWN", "CONSENT_REVOKED", "CONSENT_INVALIDATED"}
ASSURANCES = ("SUBJECT_HELD", "AGENT_HELD", "CONTROLLER_HELD", "IMPORTED_UNSIGNED")

EXPLICIT_CONSENT = {"ExplicitlyExpressedConsent", "A6-1-a-explicit-consent", "A9-2-a"}
CONSENT = EXPLICIT_CONSENT | {
    "Consent", "InformedConsent", "ExpressedConsent", "A6-1-a", "A6-1-a-non-explicit-consent"}
BINDING = {"LegalObligation", "A6-1-c", "VitalInterest", "VitalInterestOfDataSubject", "VitalInterestOfNaturalPerson",
           "A6-1-d", "A6-1-d-data-subject", "A6-1-d-natural-person"}
OBJECTIONABLE = {
    "PublicInterest", "OfficialAuthorityOfController", "A6-1-e", "A6-1-e-public-interest", "A6-1-e-official-authority",
    "LegitimateInterest", "LegitimateInterestOfController", "LegitimateInterestOfDataSubject",
    "LegitimateInterestOfThirdParty", "A6-1-f", "A6-1-f-controller", "A6-1-f-third-party"}

# The group `special-category` of the vocabulary whose list has this SHA-256.
VOCABULARY = "4954632e29c8ec60c8c7b0385911f88843ce025f761fa08066b679bd96cbf4b8"
SPECIAL_CATEGORIES = set("""
    Biometric BloodType DNACode Disability DrugTestResult EthnicOrigin FacialExpression FacialPrint FamilyHealthHistory
    Fetish Fingerprint Genetic Health HealthHistory HealthRecord IndividualHealthHistory MedicalHealth MentalHealth
    PhilosophicalBelief PhysicalHealth PoliticalAffiliation PoliticalOpinion Prescription Proclivity Race Religion
    ReligiousBelief Retina Sexual SexualHistory SexualPreference SpecialCategoryPersonalData TradeUnionMembership
    """.split())


# ---- Which records count -----------------------------------------------------------------------------------

class Customer:
    """The proved records that say something about one customer, in the order of the ledger."""

    def __init__(self, verified, genesis, subject):
        own = verified.proved[stream_id("subject", genesis.network, subject)]
        self.genesis, self.subject = genesis, subject
        self.controller = own[0].payload["controllerId"] if own else None
        parties = {*genesis.authorities, *([self.controller] if own else [])}
        catalogues = [verified.proved[stream_id("party", genesis.network, party)] for party in parties]
        self.records = sorted(own + [record for records in catalogues for record in records], key=place_of)

    def state(self, time, height=None):
        """What the records make up to a time, and up to a block where one is named."""
        state = State(self.genesis, self.controller)
        for record in self.records:
            if record.entry.time <= time and (height is None or record.entry.height <= height):
                state.take(record)
        return state


# ---- What was overdue --------------------------------------------------------------------------------------

def overdue(customer, time):
    """What was due at that time or before, and wasn't done."""
    state = customer.state(time)
    if state.assurance is None:
        return []
    controller = customer.genesis.names.get(customer.controller, customer.controller.hex())
    items = [*request_duties(state, controller), *retention_duties(state, controller, time), *recall_duties(state)]
    late = [item for item in items if item["dueMs"] <= time]
    return [{"subjectRef": customer.subject.hex(), **item} for item in sorted(late, key=lambda item: item["dueMs"])]


def duty(code, due, transaction, owed_by, details):
    return {"code": code, "dueMs": due, "txId": transaction.hex(), "owedBy": owed_by, "details": details}


def request_duties(state, controller):
    for transaction, request in state.requests.items():
        if request.closed:
            continue
        if request.regime == "CCPA" and not request.confirmed:
            yield duty("REQUEST_DEADLINE_MISSED", state.confirmation_due(request), transaction, controller,
                       ["ACKNOWLEDGE"])
        yield duty("REQUEST_DEADLINE_MISSED", state.answer_due(request), transaction, controller, ["ANSWER"])


def retention_duties(state, controller, time):
    for (process, holder), categories in state.retentions.items():
        if state.is_held(process, time):
            continue
        by_record = {}
        for category in sorted(categories):
            by_record.setdefault(categories[category], []).append(category)
        for retention, kept in by_record.items():
            yield duty("RETENTION_ELAPSED", state.retention_due(process, retention.end), retention.transaction,
                       holder or controller, kept)


def recall_duties(state):
    for transaction, recall in state.recalls.items():
        for name in sorted(recall.owing):
            yield duty("ACKNOWLEDGEMENT_DEADLINE_MISSED", state.recall_due(recall), transaction, name, [recall.cause])


# ---- The answer to a question ------------------------------------------------------------------------------

class Assessment:
    """The reasons that bear on a question at a time, step by step, and what comes with them."""

    def __init__(self, state, question, time, holder=None):
        self.state, self.question, self.time, self.holder = state, question, time, holder
        self.reasons, self.opt_outs = set(), {}  # the opt-outs with the end of the time to comply
        self.basis = self.assurance = self.until = self.retention_days = None
        if state.assurance is None:
            self.reasons.add("RELATIONSHIP_UNKNOWN")
        elif state.controller != question.controller:
            self.reasons.add("NOT_THIS_CONTROLLER")
        else:
            self.assurance = state.assurance
            version = state.newest.get(question.process) if question.version is None else question.version
            self.judge(state.processes.get((question.process, version)))

    def judge(self, process):
        if process is None:
            self.reasons.add("PROCESS_UNKNOWN")
            return
        categories = set(self.question.categories or process.categories)
        self.retention_days = process.retention_days
        if not categories <= set(process.categories):
            self.reasons.add("CATEGORY_NOT_DECLARED")
        self.judge_operation(process)
        self.judge_preferences(process)
        if self.question.operation != "COLLECT":
            self.judge_data(categories)
        if process.basis in CONSENT:
            self.judge_consent(process, categories)
        else:
            self.reasons.add("LEGAL_BASIS_DECLARED")
            self.basis = process.transaction
        if "CONSENT_GIVEN" not in self.reasons:
            self.judge_opt_out("RESTRICTION", "RESTRICTED")

    def judge_operation(self, process):
        operation, recipient = self.question.operation, self.question.recipient
        if operation == "SELL" and "SALE" not in process.flags:
            self.reasons.add("SALE_NOT_DECLARED")
        if operation == "SHARE" and "SHARE" not in process.flags:
            self.reasons.add("SHARING_NOT_DECLARED")
        if recipient is not None and recipient not in process.recipients:
            self.reasons.add("RECIPIENT_NOT_DECLARED")
        elif recipient is None and operation in ("DISCLOSE", "SELL", "SHARE"):
            self.reasons.add("RECIPIENT_MISSING")

    def judge_preferences(self, process):
        for right in rights(process, self.question.operation):
            if right in ("SALE", "SHARE") and right not in self.state.preferences and "CHILD" in process.flags:
                self.reasons.add("CHILD_NOT_OPTED_IN")
            self.judge_opt_out(right, "OBJECTED" if right == "OBJECTION" else "OPTED_OUT_OF_" + right)

    def judge_opt_out(self, right, reason):
        preference = self.state.preferences.get(right)
        if preference is not None and preference.value == "OPTED_OUT":
            self.reasons.add(reason)
            self.opt_outs[right] = preference.since if right in IMMEDIATE else (
                dates.end_after_business_days(preference.since, OPT_OUT_BUSINESS_DAYS, self.state.holidays))

    def judge_data(self, categories):
        process = self.question.process
        if any(self.state.is_erased(process, category, self.holder) for category in categories):
            self.reasons.add("DATA_ERASED")
        kept = [self.state.retention(process, category, self.holder) for category in categories]
        if any(retention is not None and retention.end <= self.time for retention in kept):
            self.reasons.add("RETENTION_ELAPSED")

    def judge_consent(self, process, categories):
        consent = self.state.consents.get(self.question.process)
        if consent is None:
            self.reasons.add("CONSENT_UNKNOWN")
        elif not is_live(consent, self.time):
            self.reasons.add("CONSENT_" + ("EXPIRED" if consent.status == "GIVEN" else consent.status))
        elif not is_within(process, self.state.processes[self.question.process, consent.version]):
            self.reasons.add("PROCESS_WIDENED")
        else:
            self.reasons |= self.not_granted(consent, categories) or {"CONSENT_GIVEN"}
            self.basis, self.until = consent.grant, consent.until
            if consent.by_delegate:
                self.assurance = max(self.assurance, "AGENT_HELD", key=ASSURANCES.index)

    def not_granted(self, consent, categories):
        """Why the consent doesn't cover this: the data, or who receives it or does it beside the controller."""
        others = {self.question.recipient, self.holder} - {None}
        reasons = set() if categories <= consent.categories else {"CATEGORY_NOT_GRANTED"}
        if consent.recipients is not ALL and not others <= set(consent.recipients):
            reasons.add("RECIPIENT_NOT_GRANTED")
        return reasons

    def obligations(self, permitted):
        if permitted:
            if self.until is not None:
                yield "EXPIRES_AT %d" % self.until
            yield "RETAIN_DAYS_MAX %d" % self.retention_days
        for right, end in self.opt_outs.items():
            yield "COMPLY_BEFORE %d" % end
            if right in ("SALE", "SHARE") and self.question.recipient is not None:
                yield "NOTIFY_RECIPIENT " + self.question.recipient
        if self.reasons & ENDED:
            yield "ERASE_UNLESS_OTHER_BASIS"


def rights(process, operation):
    """The rights whose opt-out bears on this operation, in their order."""
    binding, sensitive = process.basis in BINDING, SPECIAL_CATEGORIES.intersection(process.categories)
    if operation in ("SELL", "SHARE"):
        yield "SALE" if operation == "SELL" else "SHARE"
    if operation != "COLLECT" and not binding and (sensitive or "SENSITIVE" in process.flags):
        yield "SENSITIVE"
    if operation == "USE" and not binding and "AUTOMATED_DECISIONS" in process.flags:
        yield "AUTOMATED_DECISIONS"
    if operation != "COLLECT" and "DirectMarketing" in process.purposes:
        yield "DIRECT_MARKETING"
    if process.basis in OBJECTIONABLE:
        yield "OBJECTION"


def is_within(process, agreed):
    """Whether who agreed to the one agreed to this one too."""
    return process.version == agreed.version or (
        process.purposes <= agreed.purposes and set(process.categories) <= set(agreed.categories)
        and process.recipients <= agreed.recipients and process.flags <= agreed.flags
        and (process.basis == agreed.basis or (agreed.basis in EXPLICIT_CONSENT and process.basis in CONSENT)))


def answer(customer, question, block):
    """The answer to the question, as known after the block."""
    time = block.time if question.at is None else question.at
    if time > block.time:
        return decided({"TIME_IN_FUTURE"}, block, time)
    known = re.fullmatch("[a-z][a-z0-9-]{0,63}", question.process) and (question.version or 1) <= 1000000
    if not known:
        return decided({"PROCESS_UNKNOWN"}, block, time)
    found = Assessment(customer.state(time, block.height), question, time)
    return decided(found.reasons, block, time, found)


def decided(reasons, block, time, found=None):
    decision = min((REASONS[reason] for reason in reasons), key=STRONGEST_FIRST.index)
    permitted = decision == "PERMIT"
    basis = found.basis if found and permitted else None
    return {"decision": decision,
            "reasons": [reason for reason in REASONS
                        if reason in reasons and (permitted or REASONS[reason] != "PERMIT")],
            "basis": None if basis is None else basis.hex(),
            "assurance": found.assurance if found else None,
            "obligations": list(found.obligations(permitted)) if found else [],
            "height": block.height, "timeMs": time}


# ---- All that follows from a bundle ------------------------------------------------------------------------

def derive(verified, genesis, time):
    """What was overdue at that time; and the answer, or None where there is no question or the network has other
    terms."""
    customers = [Customer(verified, genesis, subject) for subject in verified.bundle.subjects or []]
    late, question = [item for customer in customers for item in overdue(customer, time)], verified.bundle.check
    if question is None or genesis.vocabulary != VOCABULARY:
        return late, None
    block = verified.anchor if question.known is None else verified.headers[question.known]
    controller = genesis.names.get(question.controller, question.controller.hex())
    process = question.process + ("" if question.version is None else "@%d" % question.version)
    asked = {"subject": customers[0].subject.hex(), "controller": controller, "process": process,
             "operation": question.operation, "recipient": question.recipient, "atMs": question.at,
             "knownAtHeight": question.known, "dataCategories": question.categories}
    return late, {**answer(customers[0], question, block), "question": asked}
