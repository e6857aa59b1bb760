#!/usr/bin/env python3
"""What a client must not lose with its machine's power: what it signed before it sent it, and its customers' keys. It
submits to a network that doesn't run, so that all that it signed may have been sent, and none of it is settled.

    test_client.py CONSENT SHIM HOME
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

from disk import Disk

CONSENT, SHIM, HOME = (os.path.abspath(path) for path in sys.argv[1:4])
del sys.argv[1:4]
SEEDS = 40
CANT_REACH = 3


class Client(unittest.TestCase):
    def test_what_may_have_been_sent_is_still_there(self):
        with tempfile.TemporaryDirectory() as folder:
            home, journal = os.path.join(os.path.realpath(folder), "home"), os.path.join(folder, "journal")
            shutil.copytree(HOME, home)
            self.submit(folder, home, journal)
            disk = Disk(HOME, journal, posix=True)
            disk.compare(home)
            for seed in range(SEEDS):
                Disk(HOME, journal, posix=True).rebuild(os.path.join(folder, "after"), seed)
                self.check(home, os.path.join(folder, "after"))

    def submit(self, folder, home, journal):
        lines = os.path.join(folder, "lines.jsonl")
        with open(lines, "w") as file:
            for customer in ("ann", "bob"):
                file.write(json.dumps({"do": "open", "wallet": customer, "controller": "bank"}) + "\n")
        environment = dict(os.environ, LD_PRELOAD=SHIM, POWER_ROOT=home, POWER_JOURNAL=journal)
        code = subprocess.run([CONSENT, "--home", home, "--timeout", "1", "submit", lines], env=environment,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
        self.assertEqual(code, CANT_REACH)

    def check(self, before, after):
        for folder in ("wallets", "submissions"):
            names = os.listdir(os.path.join(before, folder))
            self.assertTrue(names)
            for name in names:
                contents = []
                for home in (before, after):
                    self.assertTrue(os.path.exists(os.path.join(home, folder, name)), "%s/%s is lost" % (folder, name))
                    with open(os.path.join(home, folder, name), "rb") as file:
                        contents.append(file.read())
                self.assertEqual(contents[0], contents[1])


if __name__ == "__main__":
    unittest.main()
