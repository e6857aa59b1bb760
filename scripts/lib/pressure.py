"""Callers of one node that attack it, and an honest one beside them: how much of its rate is left to it?

Run by scripts/pressure. Attacks one after the other, each beside a client that keeps one connection and checks a
consent, reads the status and asks for health in turn; between them the same client alone. Prints one table; ends with 1
where a ratio is below MIN_RATIO.
"""
import http.client
import json
import multiprocessing
import os
import resource
import socket
import statistics
import sys
import time
from urllib.parse import urlsplit

MIN_RATIO = 0.5
SILENT = 10_000
PATIENCE_SECONDS = 30


class Target:
    """The node under attack, and what can be asked of it."""

    def __init__(self, url, node_log, node_pid):
        parts = urlsplit(url)
        self.address = (parts.hostname, parts.port)
        self.log = node_log
        self.pid = node_pid
        self.subjects = []
        self.party = ""

    def get(self, path):
        connection = http.client.HTTPConnection(*self.address, timeout=PATIENCE_SECONDS)
        try:
            connection.request("GET", path)
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()

    def look_around(self):
        """Finds customers and their controller among the records."""
        for party in self.get("/v1/parties")["parties"]:
            place = "1"
            while place and len(self.subjects) < 48:
                page = self.get(f"/v1/parties/{party['name']}/records?limit=200&from={place}")
                for entry in page["entries"]:
                    reference = entry.get("payload", {}).get("subjectRef")
                    if reference and reference not in self.subjects:
                        self.subjects.append(reference)
                        self.party = party["name"]
                place = page["next"]
        if not self.subjects:
            raise SystemExit("pressure: no customer is on the ledger; was the load made?")

    def request(self, path, method="GET", more=""):
        return f"{method} {path} HTTP/1.1\r\nHost: {self.address[0]}\r\n{more}\r\n".encode()

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def log_bytes(self):
        return os.path.getsize(self.log)


def until(over, action):
    """Repeats an attacker's action; what the node refuses or cuts off is no reason to stop."""
    while not over.is_set():
        try:
            action()
        except (OSError, http.client.HTTPException):
            time.sleep(0.001)


def connect_and_close(target, over):
    until(over, lambda: socket.create_connection(target.address, timeout=5).close())


def say_nothing(target, over):
    """Holds as many connections as may be, and replaces each that is closed."""
    count = SILENT
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY:
        count = min(count, hard - 100)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, count + 100), hard))
    held = []

    def one_more():
        if len(held) >= count:
            held.pop(0).close()
        held.append(socket.create_connection(target.address, timeout=5))

    until(over, one_more)


def reads(path):
    """An attack that asks for the same again and again on one connection."""

    def attack(target, over):
        asked = path(target)

        def read():
            connection = http.client.HTTPConnection(*target.address, timeout=PATIENCE_SECONDS)
            try:
                while not over.is_set():
                    connection.request("GET", asked)
                    connection.getresponse().read()
            finally:
                connection.close()

        until(over, read)

    return attack


def send_ahead(path, count):
    """Sends many requests at once, reads a little, and hangs up."""

    def attack(target, over):
        asked = target.request(path(target)) * count

        def send():
            with socket.create_connection(target.address, timeout=5) as caller:
                caller.sendall(asked)
                caller.recv(1000)

        until(over, send)

    return attack


def break_off(target, over):
    headers = "Content-Length: 1000\r\nContent-Type: application/octet-stream\r\n"
    head = target.request("/v1/transactions", "POST", headers)

    def send():
        with socket.create_connection(target.address, timeout=5) as caller:
            caller.sendall(head + b"abc")

    until(over, send)


def send_again(target, over):
    """A recorded transaction, again and again."""
    page = target.get(f"/v1/parties/{target.party}/records?limit=1")
    whole = target.get("/v1/transactions/" + page["entries"][0]["txId"])["transaction"]
    body = json.dumps({"transaction": whole})

    def send():
        connection = http.client.HTTPConnection(*target.address, timeout=PATIENCE_SECONDS)
        try:
            while not over.is_set():
                connection.request("POST", "/v1/transactions", body, {"Content-Type": "application/json"})
                connection.getresponse().read()
        finally:
            connection.close()

    until(over, send)


def proofs(target):
    return "/v1/proofs?" + "&".join("subject=" + it for it in target.subjects[:48])


def records(target):
    return f"/v1/parties/{target.party}/records"


ATTACKS = [
    ("connect and close, 2 callers", connect_and_close, 2),
    ("10,000 silent connections", say_nothing, 1),
    ("proofs of 48 customers, 8 callers", reads(proofs), 8),
    ("record pages, 8 callers", reads(records), 8),
    ("record pages sent ahead, 2 callers", send_ahead(records, 20), 2),
    ("/metrics, 8 callers", reads(lambda target: "/metrics"), 8),
    ("1,000 requests sent ahead, 2 callers", send_ahead(lambda target: "/health/live", 1000), 2),
    ("bodies that break off, 2 callers", break_off, 2),
    ("a recorded transaction again, 2 callers", send_again, 2),
]


def honest(target, seconds):
    """Light reads in a closed loop on one connection: (reads a second, the longest in ms, failed)."""
    check = f"/v1/check?subject={target.subjects[0]}&controller={target.party}&process=none&operation=USE"
    paths = [check, "/v1/status", "/health/ready", check]
    connection = http.client.HTTPConnection(*target.address, timeout=PATIENCE_SECONDS)
    done, failed, longest = 0, 0, 0.0
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        asked = time.monotonic()
        try:
            connection.request("GET", paths[done % len(paths)])
            answer = connection.getresponse()
            answer.read()
            done += answer.status == 200
            failed += answer.status != 200
        except (OSError, http.client.HTTPException):
            failed += 1
            connection.close()
        longest = max(longest, time.monotonic() - asked)
    connection.close()
    return done / (time.monotonic() - began), longest * 1000, failed


def under(target, attack, callers, seconds):
    """The honest client while an attack goes on, with the most descriptors and the bytes of log that it cost."""
    over = multiprocessing.Event()
    attackers = [multiprocessing.Process(target=attack, args=(target, over), daemon=True) for _ in range(callers)]
    before = target.log_bytes()
    for one in attackers:
        one.start()
    time.sleep(2)
    measured = honest(target, seconds)
    descriptors = target.descriptors()
    over.set()
    for one in attackers:
        one.join(5)
        one.kill()
    return measured, descriptors, target.log_bytes() - before


def main():
    url, log, pid, seconds = sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])
    target = Target(url, log, pid)
    target.look_around()
    honest(target, seconds)
    alone = [honest(target, seconds)[0]]
    worst = 2.0
    rows = []
    for name, attack, callers in ATTACKS:
        print(f"  {name} ...", file=sys.stderr, flush=True)
        (rate, longest, failed), descriptors, logged = under(target, attack, callers, seconds)
        time.sleep(2)
        alone.append(honest(target, seconds)[0])
        ratio = rate / statistics.mean(alone[-2:])
        worst = min(worst, ratio)
        rows.append(
            f"| {name} | {alone[-2]:.0f}, {alone[-1]:.0f} | {rate:.0f} | **{ratio:.2f}** | {longest:.0f} | {failed} "
            f"| {descriptors} | {logged / 1024:.0f} |"
        )
    print("| attack | alone, reads/s | beside it | ratio | longest ms | failed | descriptors | log KiB |")
    print("|---|---|---|---|---|---|---|---|")
    print("\n".join(rows))
    return 0 if worst >= MIN_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
