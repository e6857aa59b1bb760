#!/usr/bin/env python3
"""Tries scripts/verify_audit.py on many files in one process. For the project's own tests.

    verify_cases.py cases CASES.TSV GENESIS          each file must get the code that the list names
    verify_cases.py flips BUNDLE GENESIS COUNT SEED  no bundle with one flipped bit may be accepted
    verify_cases.py genesis CASES.TSV                the same of genesis files, with two columns
    verify_cases.py pages CASES.TSV GENESIS          prints, a line each, the code of each proof in pages
    verify_cases.py answers LIST.TSV GENESIS         prints, a line each, what follows from bundles

A line of LIST.TSV is: file (beside the list), and the time as of which it is read, UTC milliseconds.

A line of CASES.TSV is: file (beside the list), the code of a verifier that executes the rules (or `verified`), name of
the case, options (--since FILE, --challenge NONCE), and the code of a verifier that derives, as this one does.
A line of CASES.TSV of pages is: expected code, name, the cover and its pages, options; files with commas between them.
Exit code: 0 as expected, 1 not, 2 usage.
"""
import functools
import json
import os
import random
import sys

sys.dont_write_bytecode = True  # nothing is left in the tree
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from verifier import checks, encoding, genesis as genesis_file, pages, records, report, signatures  # noqa: E402

# Most flips leave most signatures and keys as they are. Remembering answers is no part of the verifier itself.
signatures.signature_holds = functools.lru_cache(maxsize=100000, typed=True)(signatures.signature_holds)
signatures.public_key = functools.lru_cache(maxsize=100000, typed=True)(signatures.public_key)


def code_of(data, genesis, **options):
    try:
        if "earlier" in options:
            options["old"] = checks.check_earlier_file(options.pop("earlier"), genesis)
        checks.check_all(data, genesis, **options)
        return "verified"
    except encoding.Refused as refused:
        return refused.code


def flips(data, genesis, count, seed):
    """The places (byte, bit) of those flips of one bit that were accepted; there should be none."""
    if code_of(data, genesis) != "verified":
        raise ValueError("the bundle isn't acceptable before any flip")
    source, accepted = random.Random(seed), []
    for _ in range(count):
        at, bit = source.randrange(len(data)), source.randrange(8)
        flipped = bytearray(data)
        flipped[at] ^= 1 << bit
        if code_of(bytes(flipped), genesis) == "verified":
            accepted.append((at, bit))
    return accepted


def read(path):
    with open(path, "rb") as file:
        return file.read()


def options_of(text, folder):
    words = text.split()
    given = dict(zip(words[::2], words[1::2]))
    options = {}
    if "--since" in given:
        options["earlier"] = read(os.path.join(folder, given.pop("--since")))
    if "--challenge" in given:
        options["nonce"] = bytes.fromhex(given.pop("--challenge"))
    if given or len(words) % 2:
        raise ValueError("unknown options: " + text)
    return options


def judge_cases(list_path, genesis):
    """How many cases there are, and a sentence for each that isn't as expected."""
    folder, wrong = os.path.dirname(list_path), []
    with open(list_path, encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file if line.strip()]
    for name, _, title, options, expected in lines:
        found = code_of(read(os.path.join(folder, name)), genesis, **options_of(options, folder))
        if found != expected:
            wrong.append("%s (%s): %s where %s is expected" % (title, name, found, expected))
    return len(lines), wrong


def run_cases(list_path, genesis):
    count, wrong = judge_cases(list_path, genesis)
    print("\n".join(wrong + ["%d cases, %d not as expected" % (count, len(wrong))]))
    return 0 if count > 0 and not wrong else 1


def run_genesis_files(list_path):
    folder, wrong = os.path.dirname(list_path), []
    with open(list_path, encoding="utf-8") as file:
        lines = [line.split() for line in file]
    for name, expected in lines:
        try:
            genesis_file.parse_genesis(read(os.path.join(folder, name)))
            found = "verified"
        except encoding.Refused as refused:
            found = refused.code
        if found != expected:
            wrong.append("%s: %s where %s is expected" % (name, found, expected))
    print("\n".join(wrong + ["%d files, %d not as expected" % (len(lines), len(wrong))]))
    return 0 if lines and not wrong else 1


def code_of_pages(files, words, genesis):
    nonce = bytes.fromhex(words[1]) if words[0] == "--challenge" else None
    try:
        old = earlier_of(words[1], genesis) if words[0] == "--since" else None
        proof = pages.check_pages(files[0], files[1:], genesis, nonce, None, old)
        return "verified %d %d" % (proof.progress[proof.claimed].seq, proof.with_findings)
    except encoding.Refused as refused:
        return refused.code


def earlier_of(files, genesis):
    if len(files) == 1:
        return checks.check_earlier_file(files[0], genesis)
    return pages.check_pages(files[0], files[1:], genesis).as_earlier()


def codes_of_pages(list_path, genesis):
    def read_all(names):
        return [read(os.path.join(os.path.dirname(list_path), name)) for name in names.split(",")]
    with open(list_path, encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    for _, _, names, options in lines:
        words = options.split(" ")
        if words[0] == "--since":
            words[1] = read_all(words[1])
        yield code_of_pages(read_all(names), words, genesis)


def answers(list_path, genesis):
    """Of each line the findings, what was overdue, and the answer, as --json has them."""
    folder = os.path.dirname(list_path)
    with open(list_path, encoding="utf-8") as file:
        lines = [line.split() for line in file]
    for name, time in lines:
        yield json.dumps(answers_of(read(os.path.join(folder, name)), genesis, int(time)))


def answers_of(data, genesis, time):
    verified, compared = checks.check_all(data, genesis)
    told = report.describe(verified, genesis, compared, None, time)
    if told["decision"]:
        del told["decision"]["question"]
    streams = {stream["stream"]: stream for stream in told["streams"]}
    subjects = verified.bundle.subjects or []
    claimed = [records.stream_id("subject", genesis.network, subject).hex() for subject in subjects]
    found = [{"transaction": record["transaction"], **finding}
             for stream in claimed for record in streams[stream]["records"] for finding in record["findings"]]
    return {"findings": found, "overdue": told["overdue"], "decision": told["decision"]}


def main(arguments):
    if len(arguments) == 3 and arguments[0] == "pages":
        print("\n".join(codes_of_pages(arguments[1], genesis_file.parse_genesis(read(arguments[2])))))
        return 0
    if len(arguments) == 2 and arguments[0] == "genesis":
        return run_genesis_files(arguments[1])
    if len(arguments) == 3 and arguments[0] == "answers":
        print("\n".join(answers(arguments[1], genesis_file.parse_genesis(read(arguments[2])))))
        return 0
    if len(arguments) == 3 and arguments[0] == "cases":
        return run_cases(arguments[1], genesis_file.parse_genesis(read(arguments[2])))
    if len(arguments) == 5 and arguments[0] == "flips":
        genesis = genesis_file.parse_genesis(read(arguments[2]))
        accepted = flips(read(arguments[1]), genesis, int(arguments[3]), int(arguments[4]))
        print("%s flips, %d accepted %s" % (arguments[3], len(accepted), accepted[:10]))
        return 0 if not accepted else 1
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
