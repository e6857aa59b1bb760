#!/usr/bin/env python3
"""Tests of what scripts/verify_audit.py derives (docs/spec/answers.md): python3 scripts/lib/test_answers.py

That it says what `consent verify` says, over random histories, is tested from Java.
"""
import datetime
import glob
import hashlib
import json
import os
import re
import sys
import unittest

sys.dont_write_bytecode = True  # nothing is left in the tree
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import sample_ledger as sample  # noqa: E402
import whole_verifier as v  # noqa: E402
from verify_cases import answers_of, read  # noqa: E402

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
DAY = 24 * 60 * 60 * 1000
LAST = sample.START_MS + 365 * DAY


def at(text):
    moment = datetime.datetime.fromisoformat(text) - datetime.datetime(1970, 1, 1)
    return moment // datetime.timedelta(milliseconds=1)


class Dates(unittest.TestCase):
    def test_a_month_later_is_the_same_day_or_the_last(self):
        for event, months, end in (
                ("2026-01-31T10:00:00", 1, "2026-03-01"), ("2028-01-31T00:00:00", 1, "2028-03-01"),
                ("2026-12-15T23:59:59.999", 1, "2027-01-16"), ("2026-11-30T00:00:00", 3, "2027-03-01"),
                ("2026-02-28T00:00:00", 1, "2026-03-29")):
            self.assertEqual(v.end_after_months(at(event), months), at(end), event)
        self.assertEqual(v.same_time_months_later(at("2026-01-31T10:00:00.001"), 1), at("2026-02-28T10:00:00.001"))

    def test_the_day_of_the_event_does_not_count(self):
        self.assertEqual(v.end_after_days(at("2026-01-01T00:00:00"), 45), at("2026-02-16"))
        self.assertEqual(v.end_after_days(at("2026-01-01T23:59:59.999"), 0), at("2026-01-02"))

    def test_business_days_skip_weekends_and_listed_days(self):
        asked = at("2026-01-01T12:00:00")  # a Thursday
        self.assertEqual(v.end_after_business_days(asked, 10, {}), at("2026-01-16"))
        listed = {2026: {v.day_of(datetime.date(2026, 1, 5))}, 2027: {v.day_of(datetime.date(2026, 1, 6))}}
        self.assertEqual(v.end_after_business_days(asked, 10, listed), at("2026-01-17"))


class Vocabulary(unittest.TestCase):
    def test_special_categories_are_those_of_the_list(self):
        resources = os.path.join(ROOT, "ledger", "src", "main", "resources")
        [terms] = glob.glob(os.path.join(resources, "**", "dpv-*.terms"), recursive=True)
        with open(terms, "rb") as file:
            data = file.read()
        self.assertEqual(hashlib.sha256(data).hexdigest(), v.VOCABULARY)
        lines = [line.split() for line in data.decode("ascii").splitlines()]
        self.assertEqual(v.SPECIAL_CATEGORIES, {term for group, term in lines if group == "special-category"})


class Codes(unittest.TestCase):
    def test_every_code_of_findings_has_its_place(self):
        others = {"REQUEST_DEADLINE_MISSED", "ACKNOWLEDGEMENT_DEADLINE_MISSED", "RELIED_ON_ANOTHER_GRANT",
                  "ERASED_UNDER_HOLD"}
        self.assertEqual(set(v.FOUND_FOR) | others, set(v.CODES.values()))
        reasons = [reason for why in v.FOUND_FOR.values() for reason in why]
        never = {"RELATIONSHIP_UNKNOWN", "NOT_THIS_CONTROLLER", "TIME_IN_FUTURE", "RECIPIENT_MISSING",
                 "CONSENT_GIVEN", "LEGAL_BASIS_DECLARED"}
        self.assertEqual(sorted(reasons), sorted(set(v.REASONS) - never))


class Vectors(unittest.TestCase):
    def test_has_the_special_categories_that_the_specification_lists(self):
        with open(os.path.join(ROOT, "docs", "spec", "payloads.md"), encoding="utf-8") as page:
            listed = page.read().split("GDPR protects: ", 1)[1].split(". The genesis", 1)[0]
        self.assertEqual(set(re.findall("`([A-Za-z]+)`", listed)), v.SPECIAL_CATEGORIES)

    def test_says_what_the_vectors_say(self):
        folder = os.path.join(ROOT, "docs", "spec", "vectors", "evidence")
        genesis = v.parse_genesis(read(os.path.join(folder, "genesis.json")))
        cases = json.loads(read(os.path.join(folder, "answers.json")))
        for case in cases:
            told = answers_of(read(os.path.join(folder, case.pop("file"))), genesis, case.pop("asOfMs"))
            self.assertEqual(told, case)
        self.assertGreater(len(cases), 40)


class Answers(unittest.TestCase):
    """Of a ledger that the test makes itself: a bank, its customer anna, and an insurer that got data."""

    def setUp(self):
        self.make = sample.Ledger()
        self.bank, self.insurer = self.make.parties[:2]
        self.anna = sample.Author("anna")
        self.subject = self.make.subject(self.bank, self.anna)
        self.make.add_block([self.make.notice(self.bank), self.process()])
        self.make.add_block([self.make.opening(self.bank, self.anna, assurance="CONTROLLER_HELD")])

    def process(self, **changes):
        return self.make.transaction(2, self.bank, **{
            "controllerId": self.bank.id, "processId": "marketing", "version": 1, "purposes": ["Marketing"],
            "legalBasis": "Consent", "dataCategories": ["Health", "Name"], "recipients": ["insurer"], "flags": [],
            "retentionDays": 10, **changes})

    def say(self, kind, author=None, findings=(), **fields):
        """Records something about anna in a block of its own; returns its id."""
        said = self.make.use(kind, self.bank, self.anna, author or self.anna, **fields)
        self.make.add_block([said], findings=findings)
        return self.make.streams[v.stream_id("subject", self.make.network, self.subject)][-1]["id"].hex()

    def report(self, as_of=None, **question):
        claim = self.make.history([self.subject])
        if question:
            claim["claim"]["check"] = {
                "controllerId": self.bank.id.hex(), "processId": "marketing", "operation": "USE",
                "dataCategories": ["Name"], **question}
        genesis = v.parse_genesis(self.make.genesis)
        verified, compared = v.check_all(sample.canonical(claim), genesis)
        return v.describe(verified, genesis, compared, None, as_of)

    def decision(self, **question):
        return self.report(**{"operation": "USE", **question})["decision"]

    def reasons(self, **question):
        return self.decision(**question)["reasons"]

    def test_answers_by_the_consent_that_stands(self):
        self.assertEqual(self.reasons(), ["CONSENT_UNKNOWN"])
        grant = self.say(8)
        decision = self.decision()
        self.assertEqual((decision["decision"], decision["basis"]), ("PERMIT", grant))
        self.assertEqual(decision["obligations"], ["EXPIRES_AT %d" % LAST, "RETAIN_DAYS_MAX 10"])
        self.assertEqual(self.reasons(dataCategories=["Health"]), ["CATEGORY_NOT_GRANTED"])
        self.assertEqual(self.reasons(dataCategories=[]), ["CATEGORY_NOT_GRANTED"])
        self.assertEqual(self.reasons(operation="SELL"), ["RECIPIENT_MISSING", "SALE_NOT_DECLARED"])
        self.say(9)
        decision = self.decision()
        self.assertEqual((decision["reasons"], decision["basis"]), (["CONSENT_WITHDRAWN"], None))
        self.assertEqual(decision["obligations"], ["ERASE_UNLESS_OTHER_BASIS"])
        height, time = len(self.make.headers) - 1, sample.START_MS + 1000 * (len(self.make.headers) - 1)
        self.assertEqual(self.reasons(knownAtHeight=height), ["CONSENT_GIVEN"])
        self.assertEqual(self.reasons(atMs=time), ["CONSENT_GIVEN"])
        self.assertEqual(self.reasons(knownAtHeight=height, atMs=time + 1), ["TIME_IN_FUTURE"])

    def test_answers_that_nobody_knows_the_customer(self):
        self.assertEqual(self.reasons(atMs=0), ["RELATIONSHIP_UNKNOWN"])
        self.assertEqual(self.reasons(controllerId=self.insurer.id.hex()), ["NOT_THIS_CONTROLLER"])
        self.assertEqual(self.reasons(processId="NO"), ["PROCESS_UNKNOWN"])
        self.assertIsNone(self.decision(processId="NO")["assurance"])
        self.assertEqual(self.decision(processId="no")["assurance"], "CONTROLLER_HELD")

    def test_tells_the_customers_next_key_from_a_delegates(self):
        make, self.anna = self.make, sample.Author("anna two")
        make.add_block([make.opening(self.bank, self.anna)])
        self.subject = make.subject(self.bank, self.anna)
        following, guardian = sample.Author("the next key"), sample.Author("guardian")
        self.say(4, newKey=following.json_key(), possession=self.possession("possession", following))
        self.say(5, following, agentKey=guardian.json_key(), capacity="GUARDIAN", scope=["DECIDE"], untilMs=LAST,
                 possession=self.possession("delegate", guardian))
        for author, assurance in ((following, "SUBJECT_HELD"), (guardian, "AGENT_HELD")):
            self.say(8, author)
            self.assertEqual(self.decision()["assurance"], assurance)

    def possession(self, purpose, key):
        return key.sign(v.label(purpose) + self.make.network + self.bank.id + self.subject)

    def test_takes_only_processes_of_the_customers_controller(self):
        genesis = v.parse_genesis(self.make.genesis)
        state = v.State(genesis, self.bank.id)
        for party, version in ((self.bank, 1), (self.insurer, 2)):
            content = {"processId": "marketing", "version": version, "purposes": [], "legalBasis": "Contract",
                       "dataCategories": [], "recipients": [], "flags": [], "retentionDays": 1}
            payload = {"controllerId": party.id, "content": content}
            state.take(v.Proved(v.Entry(2, b"", 1, b"", 1, 0, 0, b""), b"", None, b"", b"id", payload, b""))
        self.assertEqual(list(state.processes), [("marketing", 1)])

    def test_answers_by_opt_outs_and_sensitive_data(self):
        self.say(8, dataCategories=["Health", "Name"])
        self.say(12, right="SENSITIVE", value="OPTED_OUT", source="FORM")
        self.say(12, right="SENSITIVE", value="OPTED_OUT", source="FORM")
        self.assertEqual(self.reasons(), ["OPTED_OUT_OF_SENSITIVE"])
        self.assertEqual(self.reasons(operation="COLLECT"), ["CONSENT_GIVEN"])
        self.assertEqual(self.decision()["obligations"], ["COMPLY_BEFORE %d" % at("2026-01-23")])

    def test_a_restriction_leaves_room_for_consent_alone(self):
        self.say(12, self.bank, right="RESTRICTION", value="OPTED_OUT", source="PHONE")
        self.assertEqual(self.reasons(), ["RESTRICTED", "CONSENT_UNKNOWN"])
        self.assertEqual(self.found(13, self.bank), [
            ("NO_LIVE_BASIS", "CONSENT_UNKNOWN"), ("PROCESSED_UNDER_RESTRICTION", "RESTRICTED")])
        self.say(8)
        self.assertEqual(self.reasons(), ["CONSENT_GIVEN"])
        self.say(9)
        self.say(12, right="RESTRICTION", value="OPTED_IN", source="FORM")
        self.assertEqual(self.reasons(), ["CONSENT_WITHDRAWN"])

    def test_an_objection_stops_at_once_what_rests_on_a_legitimate_interest(self):
        self.make.add_block([self.process(processId="fraud", legalBasis="A6-1-f")])
        self.say(15, self.bank, recipient="insurer", disclosure="SALE")
        self.assertEqual(self.reasons(processId="fraud"), ["LEGAL_BASIS_DECLARED"])
        objection = self.say(12, right="OBJECTION", value="OPTED_OUT", source="FORM")
        said = sample.START_MS + 1000 * len(self.make.headers)
        decision = self.decision(processId="fraud")
        self.assertEqual((decision["reasons"], decision["obligations"]), (["OBJECTED"], ["COMPLY_BEFORE %d" % said]))
        self.assertEqual(self.reasons(processId="fraud", operation="COLLECT"), ["OBJECTED"])
        self.assertEqual(self.found(14, self.bank, process={"id": "fraud", "version": 1}), [
            ("PROCESSED_AFTER_OBJECTION", "OBJECTED")])
        [late] = self.report(as_of=LAST)["overdue"]
        self.assertEqual((late["txId"], late["owedBy"], late["dueMs"]), (objection, "insurer", said + 31 * DAY))

    def test_does_not_answer_by_terms_that_it_does_not_know(self):
        genesis = v.parse_genesis(self.make.genesis)._replace(vocabulary="00" * 32)
        claim = self.make.history([self.subject])
        claim["claim"]["check"] = {"controllerId": self.bank.id.hex(), "processId": "marketing", "operation": "USE",
                                   "dataCategories": []}
        verified, _ = v.check_all(sample.canonical(claim), genesis)
        report = v.describe(verified, genesis, None, None, None)
        self.assertIsNone(report["decision"])
        self.assertIn("another vocabulary", report["notCheckedByThisVerifier"][-1])

    def test_lists_what_was_overdue(self):
        self.say(8)
        asked = self.say(18, regime="CCPA", right="ACCESS")
        collected = self.say(13, self.bank)
        self.say(15, self.bank, recipient="insurer", disclosure="PROCESSOR")
        withdrawn = self.say(9)
        self.assertEqual(self.report()["overdue"], [])
        late = self.report(as_of=LAST)["overdue"]
        self.assertEqual([(item["code"], item["details"], item["owedBy"], item["txId"]) for item in late], [
            ("RETENTION_ELAPSED", ["Name"], "bank", collected),
            ("REQUEST_DEADLINE_MISSED", ["ACKNOWLEDGE"], "bank", asked),
            ("ACKNOWLEDGEMENT_DEADLINE_MISSED", ["WITHDRAWN"], "insurer", withdrawn),
            ("REQUEST_DEADLINE_MISSED", ["ANSWER"], "bank", asked)])
        self.assertEqual(late[0]["dueMs"], at("2026-01-12"))
        text = "\n".join(v.as_text(self.report(as_of=LAST)))
        self.assertIn("RETENTION_ELAPSED (Name), due before 2026-01-12T00:00:00.000Z, owed by bank", text)
        self.say(34, self.insurer, acknowledges=withdrawn)
        self.say(19, self.bank, requestId=asked, status="COMPLETED")
        self.say(17, self.bank)
        self.assertEqual(self.report(as_of=LAST)["overdue"], [])

    def test_a_consent_ends_at_its_very_end(self):
        end = sample.START_MS + 10 * DAY
        self.say(8, validUntilMs=end)
        self.make.pause = 20 * DAY
        self.say(17, self.bank, dataCategories=["Health"])
        self.assertEqual(self.reasons(atMs=end - 1), ["CONSENT_GIVEN"])
        self.assertEqual(self.reasons(atMs=end), ["CONSENT_EXPIRED"])

    def test_what_a_hold_kept_is_due_when_the_hold_is_over(self):
        hold = {"code": "ORDER", "processId": "marketing"}
        self.say(13, self.bank)  # to be erased by the end of the tenth day
        for days, action in ((1, "PLACED"), (2, "LIFTED"), (3, "PLACED"), (20, "LIFTED")):
            self.make.pause = days * DAY
            self.say(20, self.bank, action=action, **hold)
            if action == "PLACED":
                self.assertEqual(self.report(as_of=LAST)["overdue"], [])
        [late] = self.report(as_of=LAST)["overdue"]
        lifted = sample.START_MS + 1000 * len(self.make.headers) + 20 * DAY
        self.assertEqual((late["code"], late["dueMs"]), ("RETENTION_ELAPSED", lifted))
        self.say(20, self.insurer, action="PLACED", code="ORDER")
        self.assertEqual(self.report(as_of=LAST)["overdue"], [])
        self.assertEqual(self.reasons(operation="USE"), ["RETENTION_ELAPSED", "CONSENT_UNKNOWN"])
        self.make.pause = 21 * DAY
        self.say(20, self.insurer, action="LIFTED", code="ORDER")
        self.assertEqual(self.report(as_of=LAST)["overdue"], [late])

    def test_tells_the_findings_of_each_record(self):
        self.say(14, self.bank)
        [stream] = [stream for stream in self.report()["streams"] if stream["withFindings"]]
        self.assertEqual(stream["records"][-1]["findings"], [
            {"code": "NO_LIVE_BASIS", "severity": "VIOLATION", "details": ["CONSENT_UNKNOWN"]}])

    def test_asking_again_takes_nothing_from_a_consent_that_is_live(self):
        asked = {"process": sample.PROCESS, "notice": {"id": "privacy", "version": 1}}
        self.say(7, self.bank, **asked)
        self.assertEqual(self.reasons(), ["CONSENT_REQUESTED"])
        self.say(8)
        self.say(7, self.bank, **asked)
        self.say(8, decision="DEFERRED", dataCategories=[], validUntilMs=0)
        self.assertEqual(self.reasons(), ["CONSENT_GIVEN"])
        self.say(8, decision="REFUSED", dataCategories=[], validUntilMs=0)
        self.assertEqual(self.reasons(), ["CONSENT_REFUSED"])

    def test_only_a_certificate_about_data_erases_them(self):
        self.say(8)
        self.say(13, self.bank)
        self.say(21, self.bank, destroyed=["KEYS"], residue="LEDGER_ENTRIES")
        self.assertEqual(self.reasons(), ["CONSENT_GIVEN"])
        self.say(21, self.bank, destroyed=["DATA"], residue="LEDGER_ENTRIES")
        self.assertEqual(self.reasons(), ["DATA_ERASED"])
        self.assertEqual(self.reasons(operation="COLLECT"), ["CONSENT_GIVEN"])
        self.assertEqual(self.report(as_of=LAST)["overdue"], [])

    def test_an_extension_counts_where_it_came_in_time(self):
        for regime, days, answer in (
                ("GDPR", 20, "2026-04-02"), ("CCPA", 40, "2026-04-02"), ("GDPR", 40, "2026-02-02")):
            self.setUp()
            asked = self.say(18, regime=regime, right="ACCESS")
            self.make.pause = days * DAY
            self.say(19, self.bank, requestId=asked, status="EXTENDED", reason="COMPLEX")
            [late] = self.report(as_of=LAST)["overdue"]
            self.assertEqual((late["details"], late["dueMs"]), (["ANSWER"], at(answer)), (regime, days))

    def test_only_other_organisations_of_the_network_owe_anything(self):
        self.say(8)
        for recipient in ("bank", "stranger", "insurer"):
            self.say(15, self.bank, recipient=recipient, disclosure="SALE")
        self.say(9)
        self.assertEqual([item["owedBy"] for item in self.report(as_of=LAST)["overdue"]], ["insurer"])

    def test_data_under_an_unknown_version_leaves_the_retention_that_there_was(self):
        collected = self.say(13, self.bank)
        self.say(13, self.bank, process={"id": "marketing", "version": 2})
        [late] = self.report(as_of=LAST)["overdue"]
        self.assertEqual(late["txId"], collected)

    def test_a_recipients_erasure_ends_nothing_of_the_controllers(self):
        self.say(8)
        collected = self.say(13, self.bank)
        self.say(16, self.insurer, source="bank", **sample.FIELDS[13])
        self.say(17, self.insurer)
        self.assertEqual(self.reasons(), ["CONSENT_GIVEN"])
        self.assertEqual(self.found(14, self.insurer), [("USE_AFTER_ERASURE", "DATA_ERASED")])
        [late] = self.report(as_of=LAST)["overdue"]
        self.assertEqual((late["txId"], late["owedBy"]), (collected, "bank"))
        self.say(15, self.bank, recipient="insurer", disclosure="PROCESSOR")
        self.assertEqual(self.found(14, self.insurer), [])
        received = self.say(16, self.insurer, source="bank", **sample.FIELDS[13])
        self.say(21, self.bank, destroyed=["DATA"], residue="LEDGER_ENTRIES")
        late = [(item["txId"], item["owedBy"]) for item in self.report(as_of=LAST)["overdue"]
                if item["code"] == "RETENTION_ELAPSED"]
        self.assertEqual(late, [(received, "insurer")])

    def test_a_second_certificate_calls_on_those_who_got_something_since(self):
        self.say(8)
        self.say(15, self.bank, recipient="insurer", disclosure="PROCESSOR")
        certificates = []
        for destroyed in ("KEYS", "DETAILS", "OPENINGS"):
            certificates.append(self.say(21, self.bank, destroyed=[destroyed], residue="LEDGER_ENTRIES"))
            if destroyed == "DETAILS":
                self.say(14, self.insurer)
        late = [item["txId"] for item in self.report(as_of=LAST)["overdue"]]
        self.assertEqual(late, [certificates[0], certificates[2]])

    def found(self, kind, author=None, **fields):
        """What is found about something that is said; each finding as its code and details."""
        said = self.say(kind, author, **fields)
        records = [record for stream in self.report()["streams"] for record in stream["records"]]
        record = [record for record in records if record["transaction"] == said][-1]
        return [(item["code"], *item["details"]) for item in record["findings"]]

    def test_finds_what_relied_on_another_grant(self):
        grant = self.say(8)
        self.assertEqual(self.found(14, self.bank, reliesOn=grant), [])
        self.assertEqual(self.found(14, self.bank, reliesOn="00" * 32), [("RELIED_ON_ANOTHER_GRANT",)])

    def test_finds_what_was_erased_late_or_under_a_hold(self):
        self.say(13, self.bank)
        self.make.pause = 20 * DAY
        self.say(20, self.bank, action="PLACED", code="ORDER", processId="marketing")
        self.assertEqual(self.found(17, self.bank), [("ERASED_UNDER_HOLD",)])
        self.say(20, self.bank, action="LIFTED", code="ORDER", processId="marketing")
        self.say(13, self.bank)
        self.make.pause = 40 * DAY
        self.assertEqual(self.found(17, self.bank), [("RETENTION_ELAPSED", "RETENTION_ELAPSED")])
        self.assertEqual(self.found(17, self.bank), [])

    def test_finds_what_was_answered_late(self):
        asked = self.say(18, regime="CCPA", right="ACCESS")
        self.make.pause = 30 * DAY
        late = ("REQUEST_DEADLINE_MISSED", "ACKNOWLEDGE")
        self.assertEqual(self.found(19, self.bank, requestId=asked, status="ACKNOWLEDGED"), [late])
        self.make.pause = 60 * DAY
        late = ("REQUEST_DEADLINE_MISSED", "ANSWER")
        self.assertEqual(self.found(19, self.bank, requestId=asked, status="COMPLETED"), [late])

    def test_refuses_records_and_findings_that_nothing_follows_from(self):
        for code, kind, findings, fields in (
                ("record-against-rules", 9, (), {}),
                ("record-against-rules", 8, (), {"process": "marketing"}),
                ("record-against-rules", 19, (), {"requestId": "00" * 32, "status": "COMPLETED"}),
                ("findings-differ", 14, [(0, b"\x00")], {}),
                ("findings-differ", 14, [(0, None)], {}),
                ("findings-differ", 14, [(0, b"\x01\x02\x05GRACE\x01\x0fCONSENT_UNKNOWN")], {}),
                ("findings-differ", 8, [(0, b"\x01\x02\x09VIOLATION\x01\x0fCONSENT_UNKNOWN")], {}),
                ("findings-differ", 14, [(0, b"\x01\x63\x07WARNING\x00")], {}),
                ("findings-differ", 14, [(0, b"\x01\x02\x05GRAVE\x00")], {})):
            self.setUp()
            self.say(kind, self.bank if kind == 14 else None, findings, **fields)
            with self.assertRaises(v.Refused) as caught:
                self.report()
            self.assertEqual(caught.exception.code, code, caught.exception.reason)


if __name__ == "__main__":
    unittest.main()
