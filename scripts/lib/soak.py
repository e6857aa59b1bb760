"""Watches four nodes under load: resident memory, safepoint pauses, and what they say of each other.

Run by scripts/soak: soak.py NETWORK LOAD_PID LOGS WARM_UP_SECONDS PAUSE_MS RESIDENT_MB. Pauses of the warm-up, while
the JVMs compile, are told and not judged. Speaks once a minute, and ends when the load has
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
PAUSE = re.compile(r"\[([0-9.]+)s\].* ?Safepoint \"(\w+)\".* Total: +(\d+) ns")


class Node:
    def __init__(self, name, url, pid):
        self.name, self.url, self.pid = name, url, pid
        self.resident = []
        self.height = 0
        self.accusations = set()
        self.unready = {}
        self.ended = False
        started = int(pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19])
        up = float(pathlib.Path("/proc/uptime").read_text().split()[0])
        self.age = up - started / os.sysconf("SC_CLK_TCK")

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
    """Each safepoint: milliseconds, reaching it included; what it was for; seconds after the JVM's start."""
    found = []
    for line in log.read_text(errors="replace").splitlines():
        match = PAUSE.search(line)
        if match:
            found.append((int(match[3]) / 1e6, match[2], float(match[1])))
    return sorted(found, reverse=True)


def nodes_of(network):
    urls = {node["name"]: node["url"] for node in json.loads((network / "network.json").read_text())["nodes"]}
    for name, url in urls.items():
        yield Node(name, url, int((network / "nodes" / name / "node.pid").read_text()))


def main():
    network, load, logs = pathlib.Path(sys.argv[1]), int(sys.argv[2]), pathlib.Path(sys.argv[3])
    warm_up, pause_limit, resident_limit = (int(word) for word in sys.argv[4:7])
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
    broken = report(nodes, logs, warm_up, pause_limit, resident_limit)
    records = [json.loads(each.read_text()) for each in sorted(network.parent.glob("round-*.json"))]
    for number, each in enumerate(records, 1):
        print(f"round {number}: {json.dumps(each)}")
    sys.exit(1 if broken else 0)


def report(nodes, logs, warm_up, pause_limit, resident_limit):
    broken = []
    titles = ("node", "resident MB: first, middle, last, most", "longest ms of the warm-up", "pauses after it",
              "longest ms (for)", "over limit", "paused s", "accused", "not ready")
    print(f"\n| {' | '.join(titles)} |")
    print("|---" * len(titles) + "|")
    for node in nodes:
        every = pauses(logs / f"soak-{node.pid}.safepoints")
        warm = max((ms for ms, _, at in every if at <= node.age + warm_up), default=0)
        stopped = [each for each in every if each[2] > node.age + warm_up]
        over = [each for each in stopped if each[0] > pause_limit]
        longest = f"{stopped[0][0]:.0f} ({stopped[0][1]})" if stopped else "-"
        seen = node.resident or [0]
        cells = (node.name, f"{seen[0]}, {seen[len(seen) // 2]}, {seen[-1]}, {max(seen)}", f"{warm:.0f}", len(stopped),
                 longest, len(over), f"{sum(each[0] for each in stopped) / 1000:.1f}",
                 ", ".join(sorted(node.accusations)) or "nobody", json.dumps(node.unready))
        print(f"| {' | '.join(str(cell) for cell in cells)} |")
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
