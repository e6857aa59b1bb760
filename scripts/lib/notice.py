#!/usr/bin/env python3
"""The list of third parties' work that is shipped, docs/NOTICE.md, from the bill of materials of a build (-Psbom).

    scripts/lib/notice.py [--check] BOM NOTICE

Writes the page. With --check it says instead what the page lacks or has too much, and ends with 1.
"""
import json
import sys

HEAD = """# Third parties' work

What is shipped with the commands, each under its own licence. The notices that go with a library stand in its jar,
under `META-INF`. Consent Ledger itself is under Apache-2.0. `scripts/lib/notice.py` writes this list, and
`scripts/test` holds it against what the build puts together.

| Library | Version | Licence | From |
|---|---|---|---|
"""
OWN = "io.consentledger"


def licences(component):
    said = []
    for entry in component.get("licenses", []):
        licence = entry.get("license", {})
        said.append(entry.get("expression") or licence.get("id") or licence.get("name"))
    return " or ".join(said)


def rows(bom):
    found = set()
    for component in bom["components"]:
        if component["group"] == OWN:
            continue
        if not licences(component):
            sys.exit("notice.py: %s names no licence" % component["purl"])
        sites = [one["url"] for one in component.get("externalReferences", []) if one["type"] in ("website", "vcs")]
        found.add("| %s:%s | %s | %s | %s |" % (component["group"], component["name"], component["version"],
                                                licences(component), sites[0] if sites else ""))
    return sorted(found)


def main(arguments):
    check = arguments[:1] == ["--check"]
    bom, notice = arguments[-2:]
    with open(bom, encoding="utf-8") as file:
        wanted = rows(json.load(file))
    if not check:
        with open(notice, "w", encoding="utf-8") as file:
            file.write(HEAD + "\n".join(wanted) + "\n")
        return 0
    with open(notice, encoding="utf-8") as file:
        there = [line for line in file.read().splitlines() if line.startswith("| ") and ":" in line.split("|")[1]]
    differences = ["missing: " + row for row in wanted if row not in there]
    differences += ["no longer shipped: " + row for row in there if row not in wanted]
    for difference in differences:
        print("notice.py: %s %s (scripts/lib/notice.py %s %s)" % (notice, difference, bom, notice), file=sys.stderr)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
