#!/usr/bin/env python3
"""Verifies an evidence bundle of the Consent Ledger, offline, from the genesis file alone.

    scripts/verify_audit.py FILE|FOLDER --genesis GENESIS [--since OLD_BUNDLE] [--challenge NONCE]
                                 [--as-of DATE] [--json]

Exit code 0: verified, and the output says what is proved and what isn't. 1: refused, with a code and a
reason. 2: the command or the genesis file is no good. 3: not decided, for want of memory (memory-exhausted). Python 3.9
or newer and its standard library suffice.

It shares no code with the ledger. This file and the folder `verifier` beside it are all there is; copy both. Read
the folder in this order: encoding, signatures, trees, genesis, bundle, records, checks (which ends with the checks in
order); then what follows from the records: dates, state, answers, findings; then pages, for proofs of any size; last,
report. docs/spec/evidence.md says what is checked and which codes there are, docs/spec/answers.md what is derived. Two
things are left to `consent verify`: time-stamp tokens, and most of whether each record was rightly let in: this one
derives, that one executes the rules (docs/spec/evidence.md, "The two levels of step 14").
"""
import argparse
import datetime
import json
import os
import re
import sys

sys.dont_write_bytecode = True  # nothing is left beside the files that an auditor got
from verifier.bundle import BUNDLE_BYTES_MAX  # noqa: E402
from verifier.checks import check_all, check_earlier_file  # noqa: E402
from verifier.encoding import Refused  # noqa: E402
from verifier.genesis import parse_genesis  # noqa: E402
from verifier.pages import check_pages  # noqa: E402
from verifier.report import as_text, describe, describe_pages  # noqa: E402


def nonce_argument(text):
    if re.fullmatch("[0-9a-fA-F]{64}", text) is None:
        raise argparse.ArgumentTypeError("64 hexadecimal digits wanted")
    return bytes.fromhex(text)


def date_argument(text):
    """Milliseconds since 1970: of a moment such as 2026-01-31T12:00:00Z, or of the end of a day such as 2026-01-31."""
    for form, more in (("%Y-%m-%d", 86400000 - 1), ("%Y-%m-%dT%H:%M:%SZ", 0)):
        try:
            moment = datetime.datetime.strptime(text, form) - datetime.datetime(1970, 1, 1)
            return moment // datetime.timedelta(milliseconds=1) + more
        except ValueError:
            continue
    raise argparse.ArgumentTypeError("a date such as 2026-01-31 or 2026-01-31T12:00:00Z wanted")


def read(path):
    with open(path, "rb") as file:
        return file.read(BUNDLE_BYTES_MAX + 1)


def pages_of(folder):
    number = 1
    while os.path.exists(os.path.join(folder, "page-%06d.json" % number)):
        yield read(os.path.join(folder, "page-%06d.json" % number))
        number += 1


def cover_of(folder):
    return read(os.path.join(folder, "cover.json"))


def earlier(path, genesis):
    """What is kept of an earlier proof, of one file or in pages, that is held to all that this one is."""
    try:
        if os.path.isdir(path):
            return check_pages(cover_of(path), pages_of(path), genesis).as_earlier()
        return check_earlier_file(read(path), genesis)
    except Refused as refused:
        raise Refused(refused.code, "the earlier bundle: " + refused.reason) from None


def judge(options, genesis):
    old = None if options.since is None else earlier(options.since, genesis)
    if os.path.isdir(options.file):
        proof = check_pages(cover_of(options.file), pages_of(options.file), genesis, options.challenge, options.as_of,
                            old)
        return describe_pages(proof, genesis, options.challenge, options.as_of)
    verified, compared = check_all(read(options.file), genesis, old, options.challenge)
    return describe(verified, genesis, compared, options.challenge, options.as_of)


def main(arguments):
    parser = argparse.ArgumentParser(prog="verify_audit.py", description=__doc__.split("\n")[0])
    parser.add_argument("file", metavar="FILE", help="the bundle, or the folder of a proof in pages")
    parser.add_argument("--genesis", required=True, help="the network's genesis file: the one thing that is trusted")
    parser.add_argument("--since", metavar="OLD_BUNDLE", help="an earlier bundle or folder that this extends")
    parser.add_argument("--challenge", metavar="NONCE", type=nonce_argument, help="the number that must be in it")
    parser.add_argument("--as-of", metavar="DATE", type=date_argument, help="list the records up to this date (UTC)")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    options = parser.parse_args(arguments)
    try:
        genesis = parse_genesis(read(options.genesis))
        try:
            report = judge(options, genesis)
        except Refused as refused:
            report = {"verified": False, "code": refused.code, "reason": refused.reason}
    except (OSError, Refused) as wrong:
        print("verify_audit.py: %s" % (wrong if isinstance(wrong, OSError) else wrong.code + ": " + wrong.reason),
              file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(report, indent=2))
    elif report["verified"]:
        print("\n".join(as_text(report)))
    else:
        print("REFUSED: %s: %s" % (report["code"], report["reason"]))
    return 0 if report["verified"] else 1


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except MemoryError:  # nothing is decided: that is no refusal
        print("verify_audit.py: memory-exhausted: not decided; give it more memory", file=sys.stderr)
        code = 3
    sys.exit(code)
