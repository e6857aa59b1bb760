"""What a disk may hold after power was lost, told from what shim.c wrote down.

    disk.py compare BASE JOURNAL LIVE           does the journal explain every byte that the process left behind?
    disk.py rebuild BASE JOURNAL TARGET SEED    one state that the disk may be in; the same one for the same seed

BASE is the folder as it was, durably, before the process started. The model is that of a journaling file system that
promises no more than POSIX and order among names:

- what was written to a file before an fsync of it began is durable once that fsync has returned; of everything else
  any pages of 4096 bytes, or sectors of 512, may be on the disk or not, each in any state that it went through;
- sizes change in order within a file, and nothing that was written after a change that is lost is there;
- names (created, renamed, removed files and folders) change in order: some first part of them is on the disk, at
  least up to what an fsync of the folder, or of a file for its own creation, made durable.
"""
import os
import random
import shutil
import struct
import sys

(OPENING, OPENED, WRITTEN, RESIZED, GROWN, SYNC_BEGUN, SYNC_ENDED, RENAMED, UNLINKED, MADE_DIRECTORY,
 REMOVED_DIRECTORY, LINKED, ABANDONED, STDIO, REFUSED) = range(1, 16)
HEAD = struct.Struct("<BQQI")
UNITS = (4096, 512)


class Unexplained(Exception):
    """The journal and the folder don't fit: the shim missed something, and no result counts."""


def records(path):
    """Each whole record (operation, inode, number, bytes); what was done by halves is given as it came out."""
    with open(path, "rb") as file:
        data = file.read()
    held, at = None, 0
    while at + HEAD.size <= len(data):
        operation, inode, number, length = HEAD.unpack_from(data, at)
        end = at + HEAD.size + length
        if end > len(data):
            break  # the process was killed while it wrote this down, so it never did it
        record = (operation, inode, number, data[at + HEAD.size:end])
        at = end
        if operation == ABANDONED:
            held = shortened(held, number)
            continue
        if held is not None:
            yield held
        held = record
    if held is not None:
        yield held


def shortened(record, size):
    """The write that came to so many bytes only; nothing where it failed, as all else did."""
    if record is None or record[0] != WRITTEN or size == 0:
        return None
    return record[:3] + (record[3][:size],)


class File:
    """A file's durable content, and what was done to it since, in order."""

    def __init__(self, origin=None, mode=0o600):
        self.origin, self.mode = origin, mode
        self.content = None
        self.pending = []  # (order, operation, number, bytes)

    def load(self):
        if self.content is None:
            self.content = bytearray()
            if self.origin is not None:
                with open(self.origin, "rb") as file:
                    self.content = bytearray(file.read())
        return self.content

    def harden(self, before):
        """All that was done before this moment is durable."""
        content = self.load()
        for change in self.pending:
            if change[0] < before:
                apply(content, change)
        self.pending = [change for change in self.pending if change[0] >= before]

    def whole(self):
        content = bytearray(self.load())
        for change in self.pending:
            apply(content, change)
        return content

    def torn(self, chance):
        """One content that may be found after power was lost."""
        content, unit = bytearray(self.load()), chance.choice(UNITS)
        kept = self.pending[:self.surviving(chance)]
        share, versions = chance.choice((0.1, 0.5, 0.9)), {}
        for _, operation, at, data in kept:
            for page in pages(operation, at, data, unit):
                versions[page] = versions.get(page, 0) + 1
        for page, count in versions.items():
            if chance.random() >= share:
                versions[page] = 0
            elif chance.random() < 0.2:
                versions[page] = chance.randint(0, count)
        for change in kept:
            self.tear(content, change, unit, versions)
        return content

    def surviving(self, chance):
        """How many of the changes may be there at all: none after a change of the size that is lost."""
        sizes = [i for i, change in enumerate(self.pending) if change[1] != WRITTEN]
        return chance.choice(sizes + [len(self.pending)])

    @staticmethod
    def tear(content, change, unit, versions):
        order, operation, at, data = change
        if operation != WRITTEN:
            apply(content, change)
        for page in pages(operation, at, data, unit):
            if versions[page] > 0:
                versions[page] -= 1
                begin, end = max(at, page * unit), min(at + len(data), (page + 1) * unit)
                apply(content, (order, operation, begin, data[begin - at:end - at]))


def pages(operation, at, data, unit):
    return range(at // unit, (at + len(data) - 1) // unit + 1) if operation == WRITTEN and data else ()


def apply(content, change):
    _, operation, number, data = change
    if operation == WRITTEN:
        if len(content) < number:
            content.extend(bytes(number - len(content)))
        content[number:number + len(data)] = data
    elif len(content) < number:
        content.extend(bytes(number - len(content)))
    elif operation == RESIZED:
        del content[number:]


class Names:
    """Which name leads to which file: a folder has None."""

    def __init__(self):
        self.entries = {}

    def copy(self):
        names = Names()
        names.entries = dict(self.entries)
        return names

    def change(self, operation, path, second, file):
        entries = self.entries
        if operation in (OPENED, LINKED):
            entries[second if operation == LINKED else path] = file
        elif operation == MADE_DIRECTORY:
            entries[path] = None
        elif operation in (UNLINKED, REMOVED_DIRECTORY):
            del entries[path]
        elif entries[path] is not None:
            entries[second] = entries.pop(path)
        else:
            for name in [n for n in entries if n == path or n.startswith(path + "/")]:
                entries[second + name[len(path):]] = entries.pop(name)


class Disk:
    """Reads a journal into files and names, durable and not. With posix a new file's name is sure once its folder is
    synced, and by nothing else: what POSIX promises, less than the file systems that people use."""

    def __init__(self, base, journal, posix=False):
        self.base, self.old, self.inodes, self.posix = base, Names(), {}, posix
        self.changes, self.forced, self.syncs, self.streams, self.unsure = [], 0, {}, set(), None
        for folder, folders, files in os.walk(base):
            for name in folders:
                self.old.entries[os.path.relpath(os.path.join(folder, name), base)] = None
            for name in files:
                path = os.path.join(folder, name)
                self.old.entries[os.path.relpath(path, base)] = File(path, os.stat(path).st_mode & 0o7777)
        self.new, order = self.old.copy(), 0
        for order, record in enumerate(records(journal), 1):
            self.take(order, *record)
        self.count = order

    def take(self, order, operation, inode, number, data):
        self.unsure = None
        if operation == OPENING:
            self.unsure = data.decode()
        elif operation == OPENED:
            self.opened(order, data.decode(), inode, number)
        elif operation in (WRITTEN, RESIZED, GROWN):
            self.inodes[inode].pending.append((order, operation, number, data))
            self.unsure = self.inodes[inode]
        elif operation == SYNC_BEGUN:
            self.syncs[number] = (order, inode, data.decode(), len(self.changes))
        elif operation == SYNC_ENDED:
            self.synced(*self.syncs.pop(number))
        elif operation == STDIO:
            self.streams.add(data.decode())
            if data.decode() not in self.new.entries:
                self.name(OPENED, data.decode(), "", File())
        elif operation == REFUSED:
            raise Unexplained("the process did what the shim can't follow: " + data.decode())
        else:
            path, _, second = data.decode().partition("\0")
            self.unsure = (path, second)
            self.name(operation, path, second, self.new.entries.get(path))

    def opened(self, order, path, inode, number):
        made, cut, mode = number & 1, number & 2, number >> 8
        if made:
            self.name(OPENED, path, "", File(mode=mode))
        elif self.new.entries.get(path) is None:
            raise Unexplained("a file was opened that nobody made: " + path)
        self.inodes[inode] = self.new.entries[path]
        if cut:
            self.inodes[inode].pending.append((order, RESIZED, 0, b""))

    def name(self, operation, path, second, file):
        self.changes.append((operation, path, second, file))
        self.new.change(operation, path, second, file)
        if path in self.streams and operation == RENAMED:
            self.streams.add(second)

    def synced(self, order, inode, path, known):
        """An fsync has returned that began at this moment, when so many changes of names were known."""
        file = self.inodes.get(inode) if inode else None
        if inode and file is None:
            file = self.new.entries.get(path)  # opened for reading, and synced
        if file is not None:
            file.harden(order)
        for i in range(known - 1, self.forced - 1, -1):
            operation, first, second, changed = self.changes[i]
            if inode:
                touches = operation == OPENED and changed is file and not self.posix
            else:
                touches = path in (os.path.dirname(first), os.path.dirname(second) if second else None)
            if touches:
                self.forced = i + 1
                return

    def rebuild(self, target, seed):
        """Writes one state that the disk may be in; answers with what was lost."""
        chance = random.Random(seed)
        kept = chance.choice((self.forced, len(self.changes), chance.randint(self.forced, len(self.changes))))
        names = self.old.copy()
        for change in self.changes[:kept]:
            names.change(*change)
        torn, done = 0, {}
        shutil.rmtree(target, ignore_errors=True)
        os.makedirs(target, 0o700)
        for path in sorted(names.entries):
            file, place = names.entries[path], os.path.join(target, path)
            if file is None:
                os.mkdir(place, 0o700)
            elif id(file) in done:
                os.link(done[id(file)], place)
            else:
                done[id(file)] = place
                torn += bool(file.pending)
                write(place, file.torn(chance), file.mode)
        return {"names lost": len(self.changes) - kept, "of": len(self.changes) - self.forced, "files torn": torn}

    def compare(self, live):
        """Makes sure that everything that was noted, done again, gives the folder that the process left."""
        there = {os.path.relpath(os.path.join(folder, name), live)
                 for folder, _, files in os.walk(live) for name in files}
        want = {path for path, file in self.new.entries.items() if file is not None}
        doubtful = self.unsure if isinstance(self.unsure, tuple) else (self.unsure,)
        for path in sorted(there ^ want):
            if path not in doubtful and path not in self.streams:
                raise Unexplained("the folder and the journal differ in whether there is a file " + path)
        for path in sorted((there & want) - self.streams):
            file = self.new.entries[path]
            with open(os.path.join(live, path), "rb") as found:
                content = found.read()
            if file is not self.unsure and path not in doubtful and content != file.whole():
                raise Unexplained("the folder and the journal differ in the content of " + path)
        return len(there & want)


def write(path, content, mode):
    with open(path, "wb") as file:
        file.write(content)
    os.chmod(path, mode)


def main(arguments):
    what, base, journal, folder = arguments[:4]
    disk = Disk(base, journal)
    if what == "compare":
        print("%d files explained by %d records" % (disk.compare(folder), disk.count))
    else:
        print(disk.rebuild(folder, arguments[4]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
