#!/usr/bin/env python3
"""Writes a log of request headers with Global Privacy Control, as `consent import gpc` reads it.

  gpc_log.py LINES PEOPLE [SEED]

Everybody says Sec-GPC: 1 at least once; the rest of the lines repeat it in other spellings, send another value or are
another header. The same numbers give the same bytes, on every version of Python 3.
"""
import sys

HEADERS = ["Sec-GPC: 1", "sec-gpc:1", "SEC-GPC:\t1 ", "Sec-GPC: 1", "Sec-GPC: 1", "Sec-GPC: 0", "DNT: 1"]


class Dice:
    """Numbers that look random (Knuth's MMIX, linear and congruential): written down, so the same everywhere."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % bound


def lines(count, people, seed):
    if not 0 < people <= count:
        raise SystemExit("each of the people has a line: 0 < PEOPLE <= LINES")
    dice = Dice(seed)
    first = list(range(people))
    for at in range(people - 1, 0, -1):
        other = dice.below(at + 1)
        first[at], first[other] = first[other], first[at]
    for line in range(count):
        left = count - line
        if first and dice.below(left) < len(first):
            yield name(first.pop(), 0) + "\tSec-GPC: 1\n"
        else:
            header = HEADERS[dice.below(len(HEADERS))]
            yield name(dice.below(people), dice.below(8)) + "\t" + header + "\n"


def name(person, spelling):
    written = f"Customer{person:06d}@mail.example"
    return written.upper() + " " if spelling == 7 else written.lower() if spelling > 3 else written


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        raise SystemExit(__doc__)
    sys.stdout.writelines(lines(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) == 4 else 1))
