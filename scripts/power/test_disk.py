#!/usr/bin/env python3
"""Tests of shim.c and disk.py together: small programs run under the shim, and what may be found afterwards.

    test_disk.py SHIM
"""
import os
import subprocess
import sys
import tempfile
import unittest

from disk import Disk, Unexplained

SHIM = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "shim.so"
SEEDS = 60
BEGIN = """
import os
def put(name, data, flags=os.O_CREAT | os.O_WRONLY):
    fd = os.open(name, flags, 0o600)
    os.write(fd, data)
    return fd
def sync(name):
    fd = os.open(name, os.O_RDONLY)
    os.fsync(fd)
    os.close(fd)
"""


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.live, self.base = os.path.join(self.folder.name, "live"), os.path.join(self.folder.name, "base")
        self.journal = os.path.join(self.folder.name, "journal")
        for folder in (self.live, self.base):
            os.mkdir(folder)
            with open(os.path.join(folder, "old"), "wb") as file:
                file.write(b"o" * 9000)

    def tearDown(self):
        self.folder.cleanup()

    def run_program(self, program, **more):
        environment = dict(os.environ, LD_PRELOAD=SHIM, POWER_ROOT=os.path.realpath(self.live),
                           POWER_JOURNAL=self.journal, **more)
        return subprocess.run([sys.executable, "-c", BEGIN + program], cwd=self.live, env=environment,
                              stderr=subprocess.PIPE).returncode

    def found(self, program, **more):
        """Every content that is found over many losses of power, as {name: bytes}."""
        self.assertEqual(self.run_program(program, **more), 0)
        Disk(self.base, self.journal).compare(self.live)
        return [self.state(seed) for seed in range(SEEDS)]

    def state(self, seed):
        target, state = os.path.join(self.folder.name, "target"), {}
        Disk(self.base, self.journal).rebuild(target, seed)
        for folder, _, files in os.walk(target):
            for name in files:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    state[os.path.relpath(path, target)] = file.read()
        return state


class Content(Case):
    def test_what_was_synced_is_always_there(self):
        for state in self.found("fd = put('new', b'n' * 5000)\nos.fsync(fd)\nos.write(fd, b'more')"):
            self.assertEqual(state["new"][:5000], b"n" * 5000)

    def test_what_was_not_synced_may_be_there_or_not(self):
        ends = {state["new"] for state in self.found("fd = put('new', b'n' * 10)\nos.fsync(fd)\nos.write(fd, b'more')")}
        self.assertEqual(ends, {b"n" * 10, b"n" * 10 + b"more"})

    def test_pages_are_lost_one_by_one_and_those_between_are_zero(self):
        program = "fd = put('new', b'')\nos.fsync(fd)\nos.write(fd, b'n' * 16384)"
        kept = {tuple(state["new"][i:i + 4096] for i in range(0, len(state["new"]), 4096))
                for state in self.found(program)}
        self.assertTrue(any(bytes(4096) in pages and b"n" * 4096 in pages for pages in kept))

    def test_a_write_into_old_content_leaves_old_or_new_pages(self):
        program = "fd = put('old', b'', os.O_WRONLY)\nos.pwrite(fd, b'n' * 8192, 0)"
        for state in self.found(program):
            self.assertEqual(len(state["old"]), 9000)
            self.assertEqual(set(state["old"][8192:]), {111})
            for at in range(0, 8192, 512):
                self.assertEqual(len(set(state["old"][at:at + 512])), 1)

    def test_a_cut_that_is_lost_takes_with_it_what_was_written_after_it(self):
        program = "fd = put('old', b'', os.O_WRONLY | os.O_TRUNC)\nos.write(fd, b'n' * 100)"
        self.assertEqual({state["old"] for state in self.found(program)}, {b"o" * 9000, b"", b"n" * 100})

    def test_a_file_that_syncs_each_write_loses_none(self):
        for state in self.found("put('new', b'first', os.O_CREAT | os.O_WRONLY | os.O_DSYNC)"):
            self.assertEqual(state["new"], b"first")

    def test_an_fsync_that_lies_keeps_nothing(self):
        states = self.found("fd = put('new', b'n' * 5000)\nos.fsync(fd)\nsync('.')", POWER_LIE="")
        self.assertTrue(any("new" not in state for state in states))
        self.assertTrue(any(state.get("new") == b"" for state in states))


class Names(Case):
    def test_a_name_is_sure_once_its_folder_or_its_new_file_is_synced(self):
        for program in ("put('new', b'')\nsync('.')", "os.fsync(put('new', b''))"):
            for state in self.found(program):
                self.assertIn("new", state)

    def test_a_new_name_that_nothing_synced_may_be_missing(self):
        self.assertEqual({"new" in state for state in self.found("put('new', b'')")}, {True, False})

    def test_a_file_that_takes_anothers_place_is_one_or_the_other(self):
        program = "os.fsync(put('next', b'n'))\nos.rename('next', 'old')"
        self.assertEqual({state["old"] for state in self.found(program)}, {b"o" * 9000, b"n"})
        for state in self.found(program + "\nsync('.')"):
            self.assertEqual(state["old"], b"n")

    def test_what_takes_anothers_place_without_a_sync_may_be_empty(self):
        states = self.found("put('next', b'n')\nos.rename('next', 'old')\nsync('.')")
        self.assertEqual({state["old"] for state in states}, {b"", b"n"})

    def test_names_are_lost_from_the_end(self):
        for state in self.found("for i in range(9): put(str(i), b'')"):
            there = [str(i) in state for i in range(9)]
            self.assertEqual(there, sorted(there, reverse=True))

    def test_a_removed_file_may_be_back(self):
        self.assertEqual({"old" in state for state in self.found("os.unlink('old')")}, {True, False})

    def test_a_folder_and_what_is_in_it_moves_as_one(self):
        program = "os.mkdir('a')\nos.fsync(put('a/f', b'f'))\nos.rename('a', 'b')\nsync('.')"
        for state in self.found(program):
            self.assertEqual(state["b/f"], b"f")


class Honesty(Case):
    def test_what_the_shim_does_not_see_is_noticed(self):
        self.assertEqual(self.run_program("put('new', b'seen')\nsync('.')"), 0)
        with open(os.path.join(self.live, "new"), "ab") as file:
            file.write(b" unseen")
        self.assertRaises(Unexplained, Disk(self.base, self.journal).compare, self.live)

    def test_a_shared_writable_mapping_is_refused(self):
        program = "import mmap\nfd = os.open('old', os.O_RDWR)\nmmap.mmap(fd, 100)[0] = 1"
        self.assertEqual(self.run_program(program), 99)
        self.assertRaises(Unexplained, Disk, self.base, self.journal)

    def test_the_same_seed_gives_the_same_disk(self):
        self.found("for i in range(9): put(str(i), b'x' * 20000)")
        self.assertEqual(self.state("seed"), self.state("seed"))


if __name__ == "__main__":
    unittest.main()
