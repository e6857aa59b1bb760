#!/usr/bin/env python3
"""Runs a command and says on standard error what it took: wall and processor time, and the most memory at once.

    timed.py NAME COMMAND...      exits as the command does
"""
import resource
import subprocess
import sys
import time


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    start = time.monotonic()
    code = subprocess.run(arguments[1:], check=False).returncode
    took, used = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    print("%-24s %6.1f s, %6.1f s of CPU, %5d MB" % (
        arguments[0], took, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024), file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
