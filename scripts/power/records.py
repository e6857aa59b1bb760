"""The load, what was acknowledged of it, and what stands on the ledger."""
import base64
import hashlib
import json
import os
import subprocess
import time

from nodes import Broken

STATEMENT_BYTES = 148
SIGNED = b"consent-ledger/statement/v1\0"
FINISH_SECONDS_MAX = 300


class Load:
    """A file of records that `consent submit` sends; its journal says what was signed and what was acknowledged."""

    def __init__(self, network, name, lines):
        self.file = os.path.join(network.work, "load-%s.jsonl" % name)
        with open(self.file, "w") as file:
            for i in range(lines // 8):
                customer = {"wallet": "c-%s-%d" % (name, i), "controller": "bank"}
                file.write(json.dumps(dict(customer, do="open")) + "\n")
                for j in range(7):
                    what = dict(customer, do=("opt-out", "opt-in")[j % 2], right="SALE")
                    file.write(json.dumps(what) + "\n")
        with open(self.file, "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        self.journal = os.path.join(network.home, "submissions", digest + ".journal")
        self.log = os.path.join(network.work, "submit.log")
        command = [os.path.join(network.scripts, "consent"), "--home", network.home, "--wait", "committed",
                   "--timeout", "600", "submit", self.file]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)

    def acknowledged(self):
        """Which transactions the network said it has, and in which block."""
        signed, done = {}, {}
        if os.path.exists(self.journal):
            with open(self.journal, "rb") as file:
                for line in file.read().split(b"\n")[:-1]:
                    mark, number, content = line.split(b" ")[:3]
                    if mark == b"S":
                        signed[number] = content
                    elif mark == b"C":
                        done[tx_id(signed[number])] = int(content)
        return done

    def await_more(self, count):
        deadline = time.monotonic() + FINISH_SECONDS_MAX
        while len(self.acknowledged()) < count:
            self.must_run()
            if time.monotonic() > deadline:
                raise Broken("only %d records were acknowledged before the cut" % len(self.acknowledged()))
            time.sleep(0.05)

    def must_run(self):
        if self.process.poll() is not None:
            raise Broken("the load ended with %d before the power was cut" % self.process.returncode)

    def note_into(self, all_acknowledged):
        now = self.acknowledged()
        for tx, height in now.items():
            earlier = all_acknowledged.setdefault(tx, height)
            if earlier != height:
                raise Broken("transaction %s was acknowledged in block %d and in %d" % (tx, earlier, height))
        return len(now)

    def finish(self):
        try:
            code = self.process.wait(FINISH_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            raise Broken("the load didn't end within %d s after the power was back" % FINISH_SECONDS_MAX)
        if code != 0:
            raise Broken("the load ended with %d" % code)


def tx_id(wire):
    return hashlib.sha256(SIGNED + base64.b64decode(wire)[:STATEMENT_BYTES]).hexdigest()


def headers(node):
    """The hashes of all headers of a node, from height 1 on."""
    found, start = [], 1
    while start is not None:
        page = node.json("/v1/blocks?from=%d" % start)
        found += [header["headerHash"] for header in page["blocks"]]
        start = page["next"]
    return found


def every_record_once(node, acknowledged, height):
    places = {}
    for at in range(1, height + 1):
        for entry in node.json("/v1/blocks/%d" % at)["entries"]:
            if entry["txId"] in places:
                raise Broken("%s stands in block %d and in %d" % (entry["txId"], places[entry["txId"]], at))
            places[entry["txId"]] = at
    for tx, said in acknowledged.items():
        if places.get(tx) != said:
            raise Broken("%s was acknowledged in block %d and stands in %s" % (tx, said, places.get(tx)))
