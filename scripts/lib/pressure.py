"""Callers of one node that attack it, and an honest one beside them: how much of its rate is left to it?

Run by scripts/pressure, whose head says what is measured and what the attackers may take of the machine. Prints one
table; ends with 1 where a ratio is below MIN_RATIO.
"""
import argparse
import http.client
import multiprocessing
import os
import statistics
import sys
import time

from pressure_attacks import ATTACKS, PATIENCE_SECONDS, Target, Turns

MIN_RATIO = 0.5
WARM_ENOUGH = 0.05
WARM_UP_ROUNDS_MAX = 10
SETTLE_SECONDS = 2
SLICE_SECONDS = 0.5
COLUMNS = [
    "attack",
    "alone, reads/s",
    "beside it",
    "ratio",
    "longest ms",
    "failed",
    "its actions/s",
    "attackers' cores",
    "node's cores",
    "descriptors",
    "log KiB",
]


class Honest:
    """Light reads in a closed loop on one connection."""

    def __init__(self, target):
        check = f"/v1/check?subject={target.subjects[0]}&controller={target.party}&process=none&operation=USE"
        self.paths = [check, "/v1/status", "/health/ready", check]
        self.address = target.address
        self.done = 0
        self.failed = 0
        self.longest = 0.0
        self.slices = []

    def read_for(self, seconds):
        connection = http.client.HTTPConnection(*self.address, timeout=PATIENCE_SECONDS)
        began = slice_began = time.monotonic()
        done_before = 0
        while slice_began - began < seconds:
            self.read(connection)
            now = time.monotonic()
            if now - slice_began >= SLICE_SECONDS:
                self.slices.append((self.done - done_before) / (now - slice_began))
                slice_began, done_before = now, self.done
        connection.close()
        self.rate = self.done / (slice_began - began)
        return self

    def read(self, connection):
        asked = time.monotonic()
        try:
            connection.request("GET", self.paths[self.done % len(self.paths)])
            answer = connection.getresponse()
            answer.read()
            self.done += answer.status == 200
            self.failed += answer.status != 200
        except (OSError, http.client.HTTPException):
            self.failed += 1
            connection.close()
        self.longest = max(self.longest, time.monotonic() - asked)

    def median(self):
        return statistics.median(self.slices)


def warm_up(target, seconds):
    """Until the rate alone stays; returns it."""
    rate = 0
    for _ in range(WARM_UP_ROUNDS_MAX):
        before, rate = rate, Honest(target).read_for(seconds).median()
        if abs(rate - before) < WARM_ENOUGH * rate:
            break
    return rate


def attacker(attack, target, turns, niceness):
    """In a session of its own, so that its niceness counts where the kernel groups processes by session."""
    os.setsid()
    os.nice(niceness)
    try:
        with open("/proc/self/autogroup", "w", encoding="ascii") as group:
            group.write(str(niceness))
    except OSError:
        pass  # This kernel doesn't group them.
    attack(target, turns)


def cpu_of_children():
    times = os.times()
    return times.children_user + times.children_system


def under(target, attack, callers, options):
    """The honest client while an attack goes on: what it got, and what node and attackers used and did."""
    count = multiprocessing.Value("L", 0)
    arguments = (attack, target, Turns(count), options.nice)
    attackers = [multiprocessing.Process(target=attacker, args=arguments, daemon=True) for _ in range(callers)]
    logged, attackers_cpu = target.log_bytes(), cpu_of_children()
    began = time.monotonic()
    for one in attackers:
        one.start()
    time.sleep(SETTLE_SECONDS)
    node_cpu, actions, measured = target.cpu_seconds(), count.value, time.monotonic()
    beside = Honest(target).read_for(options.seconds)
    measured = time.monotonic() - measured
    seen = {
        "node": (target.cpu_seconds() - node_cpu) / measured,
        "actions": (count.value - actions) / measured,
        "descriptors": target.descriptors(),
    }
    for one in attackers:
        one.kill()
    for one in attackers:
        one.join()
    seen["attackers"] = (cpu_of_children() - attackers_cpu) / (time.monotonic() - began)
    seen["logged"] = (target.log_bytes() - logged) / 1024
    return beside, seen


def row(name, alone, beside, seen):
    before, after = alone
    ratio = beside.rate / statistics.mean(alone)
    return ratio, (
        f"| {name} | {before:.0f}, {after:.0f} | {beside.rate:.0f} | **{ratio:.2f}** | {beside.longest * 1000:.0f} "
        f"| {beside.failed} | {seen['actions']:.0f} | {seen['attackers']:.2f} | {seen['node']:.2f} "
        f"| {seen['descriptors']} | {seen['logged']:.0f} |"
    )


def chosen(attacks, only):
    found = [one for one in attacks if not only or any(part in one[0] for part in only)]
    if not found:
        raise SystemExit("pressure: no such attack; there are:\n  " + "\n  ".join(name for name, _, _ in attacks))
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("log")
    parser.add_argument("pid")
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--nice", type=int, default=19)
    parser.add_argument("--only", action="append", default=[])
    options = parser.parse_args()
    attacks = chosen(ATTACKS, options.only)
    target = Target(options.url, options.log, options.pid)
    target.look_around()
    alone = [warm_up(target, options.seconds)]
    worst = 2.0
    rows = []
    for name, attack, callers in attacks:
        print(f"  {name} ...", file=sys.stderr, flush=True)
        beside, seen = under(target, attack, callers, options)
        time.sleep(SETTLE_SECONDS)
        alone.append(Honest(target).read_for(options.seconds).median())
        ratio, line = row(name, alone[-2:], beside, seen)
        worst = min(worst, ratio)
        rows.append(line)
    print("| " + " | ".join(COLUMNS) + " |")
    print("|---" * len(COLUMNS) + "|")
    print("\n".join(rows))
    return 0 if worst >= MIN_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
