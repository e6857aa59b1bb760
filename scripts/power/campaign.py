"""Cuts the power of all four nodes of a network under load, again and again, and checks what is there afterwards.

    campaign.py --home HOME --shim SHIM --scripts SCRIPTS --rounds N --seed SEED [--lying-fsync PART]

scripts/powerloss prepares what it needs, and says what is checked. Exit code 0: all rounds held; 1: a promise was
broken, or a run proved nothing; the folder HOME/../power then holds what disk.py needs to make that disk again.
"""
import argparse
import os
import random
import shutil
import sys
import time

from disk import Disk, Unexplained
from nodes import Broken, Network
from records import Load, every_record_once, headers

PROGRESS_MIN = 100  # acknowledged records before each cut, and after it
LINES = 1600  # records of a round's file, the customers' openings with them


class Campaign:
    def __init__(self, options):
        self.options = options
        self.network = Network(options.home, options.scripts, options.shim, options.lying_fsync)
        self.work = self.network.work
        self.headers, self.acknowledged, self.cuts, self.loads = [], {}, 0, []

    def run(self):
        self.boot({node.name: node.folder for node in self.network.nodes})
        load = self.load(0)
        for number in range(1, self.options.rounds + 1):
            began, chance = time.monotonic(), random.Random("%s/%d" % (self.options.seed, number))
            goal = chance.randint(PROGRESS_MIN, LINES // 2)
            load.await_more(goal)
            self.cut(load, number)
            before = load.note_into(self.acknowledged)
            lost = self.rebuild(number)
            self.boot({node.name: node.folder for node in self.network.nodes})
            self.recover()
            load.finish()
            more = load.note_into(self.acknowledged) - before
            if more < PROGRESS_MIN:
                raise Broken("only %d records were acknowledged after the power was back" % more)
            self.check()
            print("round %d: cut after %d records, %s; back, %d more, all %d acknowledged once, %d headers alike (%d s)"
                  % (number, before, lost, more, len(self.acknowledged), len(self.headers), time.monotonic() - began),
                  flush=True)
            if number < self.options.rounds:
                load = self.load(number)
        return 0

    def load(self, number):
        self.loads.append(Load(self.network, "%s-%d" % (self.options.seed, number), LINES))
        return self.loads[-1]

    def close(self):
        for load in self.loads:
            load.process.kill()
            load.process.wait()
        self.network.kill_all()

    def boot(self, folders):
        """Keeps what is on the disks now, and starts all nodes on it."""
        for node in self.network.nodes:
            shutil.rmtree(node.base, ignore_errors=True)
            shutil.copytree(folders[node.name], node.base)
            if os.path.exists(node.journal):
                os.remove(node.journal)
        for node in self.network.nodes:
            node.start()
        self.network.await_alike()

    def cut(self, load, number):
        load.must_run()
        self.network.kill_all()
        self.cuts = number

    def rebuild(self, number):
        """Puts a disk in place of each node's folder as it may be found, the shim's journal being complete."""
        said = []
        for node in self.network.nodes:
            disk = Disk(node.base, node.journal)
            disk.compare(node.folder)
            lost = disk.rebuild(node.folder, "%s/%d/%s" % (self.options.seed, number, node.name))
            said.append("%d/%d+%d" % (lost["names lost"], lost["of"], lost["files torn"]))
        return "names lost/open+files torn " + " ".join(said)

    def recover(self):
        """What was there before is there still, at every node, and nothing else under its height."""
        for node in self.network.nodes:
            known = headers(node)
            if known[:len(self.headers)] != self.headers:
                raise Broken("%s has other headers than before the cut" % node.name)

    def check(self):
        self.network.await_alike()
        now = [headers(node) for node in self.network.nodes]
        for node, its in zip(self.network.nodes, now):
            if its != now[0]:
                raise Broken("%s has other headers than %s" % (node.name, self.network.nodes[0].name))
        every_record_once(self.network.nodes[self.cuts % len(now)], self.acknowledged, len(now[0]))
        self.headers = now[0]


def main(arguments):
    parser = argparse.ArgumentParser()
    for name in ("--home", "--shim", "--scripts", "--seed"):
        parser.add_argument(name, required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--lying-fsync")
    options = parser.parse_args(arguments)
    campaign = Campaign(options)
    try:
        return campaign.run()
    except (Broken, Unexplained) as why:
        print("BROKEN in round %d, seed %s: %s" % (campaign.cuts, options.seed, why), file=sys.stderr)
        return 1
    finally:
        campaign.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
