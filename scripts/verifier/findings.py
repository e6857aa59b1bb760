"""What the ledger found about records: rows as they are stored (docs/spec/map.md)."""
from .encoding import Reader, Refused, require

DIFFER = "findings-differ"
CODES = {
    1: "PROCESS_UNKNOWN", 2: "NO_LIVE_BASIS", 3: "OUTSIDE_PURPOSE", 4: "OUTSIDE_CATEGORY", 5: "OUTSIDE_RECIPIENT",
    6: "SOLD_AFTER_OPT_OUT", 7: "SHARED_AFTER_OPT_OUT", 8: "USED_AFTER_OPT_OUT", 9: "USE_AFTER_ERASURE",
    10: "RELIED_ON_ANOTHER_GRANT", 11: "REQUEST_DEADLINE_MISSED", 12: "RETENTION_ELAPSED",
    13: "ACKNOWLEDGEMENT_DEADLINE_MISSED", 20: "ERASED_UNDER_HOLD"}
SEVERITIES = ("WARNING", "GRACE", "VIOLATION")


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
