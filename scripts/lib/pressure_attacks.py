"""What scripts/pressure does to a node, and the node as its callers see it."""
import http.client
import json
import os
import resource
import socket
import time
from urllib.parse import urlsplit

SILENT = 10_000
PATIENCE_SECONDS = 30
TICKS = os.sysconf("SC_CLK_TCK")


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

    def cpu_seconds(self):
        """Of the node's process until now."""
        with open(f"/proc/{self.pid}/stat", encoding="ascii") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


class Turns:
    """What an attacker does again and again until it is killed, and how often it did."""

    def __init__(self, count):
        self.count = count

    def repeat(self, action):
        """What the node refuses or cuts off is no reason to stop."""
        while True:
            try:
                action()
                self.did_one()
            except (OSError, http.client.HTTPException):
                time.sleep(0.001)

    def did_one(self):
        with self.count.get_lock():
            self.count.value += 1


def connect_and_close(target, turns):
    turns.repeat(lambda: socket.create_connection(target.address, timeout=5).close())


def say_nothing(target, turns):
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

    turns.repeat(one_more)


def reads(path):
    """An attack that asks for the same again and again on one connection."""

    def attack(target, turns):
        asked = path(target)

        def read():
            connection = http.client.HTTPConnection(*target.address, timeout=PATIENCE_SECONDS)
            try:
                while True:
                    connection.request("GET", asked)
                    connection.getresponse().read()
                    turns.did_one()
            finally:
                connection.close()

        turns.repeat(read)

    return attack


def send_ahead(path, count):
    """Sends many requests at once, reads a little, and hangs up."""

    def attack(target, turns):
        asked = target.request(path(target)) * count

        def send():
            with socket.create_connection(target.address, timeout=5) as caller:
                caller.sendall(asked)
                caller.recv(1000)

        turns.repeat(send)

    return attack


def break_off(target, turns):
    headers = "Content-Length: 1000\r\nContent-Type: application/octet-stream\r\n"
    head = target.request("/v1/transactions", "POST", headers)

    def send():
        with socket.create_connection(target.address, timeout=5) as caller:
            caller.sendall(head + b"abc")

    turns.repeat(send)


def send_again(target, turns):
    """A recorded transaction, again and again."""
    page = target.get(f"/v1/parties/{target.party}/records?limit=1")
    whole = target.get("/v1/transactions/" + page["entries"][0]["txId"])["transaction"]
    body = json.dumps({"transaction": whole})

    def send():
        connection = http.client.HTTPConnection(*target.address, timeout=PATIENCE_SECONDS)
        try:
            while True:
                connection.request("POST", "/v1/transactions", body, {"Content-Type": "application/json"})
                connection.getresponse().read()
                turns.did_one()
        finally:
            connection.close()

    turns.repeat(send)


def proofs(target):
    return "/v1/proofs?" + "&".join("subject=" + it for it in target.subjects[:48])


def records(target):
    return f"/v1/parties/{target.party}/records"


def compute(_target, turns):
    """No attack: what any program on this machine takes from the node and its callers."""
    turns.repeat(lambda: sum(range(100_000)))


ATTACKS = [
    ("none: 8 programs that only compute", compute, 8),
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
