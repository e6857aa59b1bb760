"""Prints what scripts/lies found.

    lies.py yes|no FOLDER NAME...

yes prints one JSON text. NAME.json in FOLDER is what one campaign wrote. Exit code 1 where one is missing or has
problems.
"""
import json
import os
import sys


def read(folder, name):
    path = os.path.join(folder, name + ".json")
    if not os.path.exists(path):
        return {"campaign": name, "problemCount": 1, "problems": ["it came to no result"], "lies": []}
    with open(path) as file:
        return json.load(file)


def text(result):
    print("\n== %s" % result["campaign"])
    print("%-55s %6s %8s %6s %10s" % ("lie", "told", "refused", "named", "slowest ms"))
    for lie in result.get("lies", []):
        counts = (lie["told"], lie["refused"], lie["named"], lie["slowestRecordMs"])
        print("%-55s %6d %8d %6d %10d" % ((lie["lie"],) + counts))
    print("%d records acknowledged, %d problems" % (result.get("acknowledged", 0), result["problemCount"]))
    for problem in result["problems"]:
        print("  " + problem)


def main(arguments):
    results = [read(arguments[1], name) for name in arguments[2:]]
    if arguments[0] == "yes":
        print(json.dumps(results, indent=2))
    else:
        for result in results:
            text(result)
    return 1 if any(result["problemCount"] for result in results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
