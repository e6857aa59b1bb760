"""The four nodes as processes under the shim, and what they answer."""
import http.client
import json
import os
import signal
import subprocess
import time

READY_SECONDS_MAX = 240


class Broken(Exception):
    """A promise didn't hold, or the run would prove nothing."""


class Node:
    """One node: its folder, what the disk held when it was started, and the journal of what it did since."""

    def __init__(self, network, name, url):
        self.network, self.name = network, name
        self.host, _, port = url.partition("//")[2].partition(":")
        self.port = int(port)
        self.folder = os.path.join(network.home, "nodes", name)
        self.base = os.path.join(network.work, name + ".base")
        self.journal = os.path.join(network.work, name + ".journal")
        self.log = os.path.join(network.work, name + ".log")
        self.process = None

    def start(self):
        environment = dict(os.environ, LD_PRELOAD=self.network.shim, POWER_ROOT=self.folder,
                           POWER_JOURNAL=self.journal, POWER_SYNC_US="20000")
        if self.network.lying is not None:
            environment["POWER_LIE"] = self.network.lying
        command = [os.path.join(self.network.scripts, "consent-node"), "run", "--config",
                   os.path.join(self.folder, "node.yaml")]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=subprocess.STDOUT, start_new_session=True)

    def must_run(self):
        if self.process.poll() is not None:
            raise Broken("%s ended with %d: %s" % (self.name, self.process.returncode, self.last_words()))

    def last_words(self):
        with open(self.log, errors="replace") as log:
            return " | ".join(log.read().splitlines()[-3:])

    def get(self, path):
        """Status and JSON of an answer; (0, None) where nobody answers."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
            return answer.status, json.loads(body) if body[:1] == b"{" else None
        except (OSError, http.client.HTTPException):
            return 0, None
        finally:
            connection.close()

    def json(self, path):
        status, answer = self.get(path)
        if status != 200:
            raise Broken("%s answers %s with %d" % (self.name, path, status))
        return answer


class Network:
    def __init__(self, home, scripts, shim, lying):
        self.home, self.scripts, self.shim, self.lying = os.path.realpath(home), scripts, shim, lying
        self.work = os.path.join(os.path.dirname(self.home), "power")
        os.makedirs(self.work, exist_ok=True)
        with open(os.path.join(self.home, "network.json")) as file:
            self.nodes = [Node(self, node["name"], node["url"]) for node in json.load(file)["nodes"]]

    def kill_all(self):
        running = [node.process for node in self.nodes if node.process is not None and node.process.poll() is None]
        for stop in (signal.SIGSTOP, signal.SIGKILL):
            for process in running:
                process.send_signal(stop)
        for process in running:
            process.wait()

    def await_alike(self):
        """Waits until all are ready and have one newest header."""
        deadline, seen = time.monotonic() + READY_SECONDS_MAX, []
        while time.monotonic() < deadline:
            seen = []
            for node in self.nodes:
                node.must_run()
                ready, _ = node.get("/health/ready")
                _, status = node.get("/v1/status")
                seen.append((ready, status and status["height"], status and status["headHash"]))
            if all(one == seen[0] and one[0] == 200 for one in seen):
                return
            time.sleep(0.3)
        raise Broken("not all ready and alike after %d s: %s" % (READY_SECONDS_MAX, seen))
