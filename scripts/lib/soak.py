"""Watches four nodes under load: resident memory, safepoint pauses, and what they say of each other.

Run by scripts/soak: soak.py NETWORK LOAD_PID LOGS PAUSE_MS RESIDENT_MB. Speaks once a minute, and ends when the load has
ended: one table, then exit 1 where a limit was broken.
"""
import json
import os
import pathlib
import re
import sys
import time
import urllib.request

SAMPLE_SECONDS = 5
SPEAK_SECONDS = 60
PAUSE = re.compile(r"Safepoint \"(\w+)\".* Total: +(\d+) ns")


class Node:
    def __init__(self, name, url, pid):
        self.name, self.url, self.pid = name, url, pid
        self.resident = []
        self.height = 0
        self.accusations = set()
        self.unready = {}
        self.ended = False

    def sample(self):
        try:
            status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
            self.resident.append(int(re.search(r"VmRSS:\s+(\d+)", status)[1]) // 1024)
        except (OSError, TypeError):
            self.ended = True
            return
        try:
            with urllib.request.urlopen(self.url + "/v1/status", timeout=4) as answer:
                self.read(json.load(answer))
        except (OSError, ValueError):
            self.unready["no-answer"] = self.unready.get("no-answer", 0) + 1

    def read(self, status):
        self.height = status["height"]
        for evidence in status["certification"]["evidence"]:
            self.accusations.add(evidence.get("kind") or json.dumps(evidence))
        for reason in status.get("notReady", []):
            code = reason.get("code") if isinstance(reason, dict) else reason
            self.unready[code] = self.unready.get(code, 0) + 1


def pauses(log):
    """Each safepoint's milliseconds, reaching it included, with what it was for."""
    found = []
    for line in log.read_text(errors="replace").splitlines():
        match = PAUSE.search(line)
        if match:
            found.append((int(match[2]) / 1e6, match[1]))
    return sorted(found, reverse=True)


def nodes_of(network):
    urls = {node["name"]: node["url"] for node in json.loads((network / "network.json").read_text())["nodes"]}
    for name, url in urls.items():
        yield Node(name, url, int((network / "nodes" / name / "node.pid").read_text()))


def main():
    network, load, logs = pathlib.Path(sys.argv[1]), int(sys.argv[2]), pathlib.Path(sys.argv[3])
    pause_limit, resident_limit = int(sys.argv[4]), int(sys.argv[5])
    nodes = list(nodes_of(network))
    began = spoken = time.monotonic()
    while os.path.exists(f"/proc/{load}"):
        for node in nodes:
            node.sample()
        if time.monotonic() - spoken >= SPEAK_SECONDS:
            spoken = time.monotonic()
            now = ", ".join(f"{node.name} {node.resident[-1]} MB" for node in nodes if node.resident)
            print(f"  {spoken - began:.0f} s: height {nodes[0].height}, {now}", flush=True)
        time.sleep(SAMPLE_SECONDS)
    broken = report(nodes, logs, pause_limit, resident_limit)
    records = [json.loads(each.read_text()) for each in sorted(network.parent.glob("round-*.json"))]
    for number, each in enumerate(records, 1):
        print(f"round {number}: {json.dumps(each)}")
    sys.exit(1 if broken else 0)


def report(nodes, logs, pause_limit, resident_limit):
    broken = []
    print("\n| node | resident MB: first, middle, last, most | pauses | longest ms (for) | over limit | paused s | accused | not ready |")
    print("|---|---|---|---|---|---|---|---|")
    for node in nodes:
        stopped = pauses(logs / f"soak-{node.pid}.safepoints")
        over = [ms for ms, _ in stopped if ms > pause_limit]
        longest = f"{stopped[0][0]:.0f} ({stopped[0][1]})" if stopped else "-"
        seen = node.resident or [0]
        print(f"| {node.name} | {seen[0]}, {seen[len(seen) // 2]}, {seen[-1]}, {max(seen)} | {len(stopped)} | {longest} "
              f"| {len(over)} | {sum(ms for ms, _ in stopped) / 1000:.1f} | {', '.join(sorted(node.accusations)) or 'nobody'} "
              f"| {json.dumps(node.unready)} |")
        if over:
            broken.append(f"{node.name} paused {len(over)} times for more than {pause_limit} ms")
        if max(seen) > resident_limit:
            broken.append(f"{node.name} stood at {max(seen)} MB, more than {resident_limit}")
        if node.accusations:
            broken.append(f"{node.name} accused an innocent node")
        if node.ended:
            broken.append(f"{node.name} ended")
    for each in broken:
        print(f"BROKEN: {each}")
    return broken


if __name__ == "__main__":
    main()
