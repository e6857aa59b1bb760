"""Proofs in Merkle trees: that an entry is in the log, and what the map of streams holds."""
from .encoding import ZEROS, Reader, require, sha256

# ---- Merkle log (RFC 9162, 2.1; docs/spec/merkle-log.md) ---------------------------------------------------

def leaf(data):
    return sha256(b"\x00", data)


def node(left, right):
    return sha256(b"\x01", left, right)


def in_log(leaf_hash, index, size, path, root):
    """Whether the leaf stands at this index (from 0) in the log of this size and root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, result = index, size - 1, leaf_hash
    for sibling in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            result = node(sibling, result)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            result = node(result, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and result == root


def extends(size_1, root_1, size_2, root_2, path):
    """Whether the first log is the beginning of the second (RFC 9162, 2.1.4.2). Nothing follows from size 0."""
    if not 1 <= size_1 <= size_2:
        return False
    if size_1 == size_2:
        return not path and root_1 == root_2
    if size_1 & (size_1 - 1) == 0:
        path = [root_1] + path
    if not path:
        return False
    at, last = size_1 - 1, size_2 - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node(sibling, first), node(sibling, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node(second, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and first == root_1 and second == root_2


# ---- Map of streams (docs/spec/map.md) ---------------------------------------------------------------------

def map_value(proof, key, root, code):
    """The value that the map with this root has for the key; None where it is proved to have none."""
    reader = Reader(proof, code)
    reader.version()
    siblings = [reader.take(32) for _ in range(reader.uint(2, 0, 256))]
    result, value, depth = ZEROS, None, len(siblings)
    if reader.uint(1, 0, 1):
        other, value = reader.take(32), reader.take(32)
        result = sha256(b"\x02", other, value)
        shared = 8 * 32 - (int.from_bytes(other, "big") ^ int.from_bytes(key, "big")).bit_length()
        require(shared >= depth, code, "its last key stands elsewhere in the map")
        value = value if other == key else None
    reader.end()
    require(not siblings or siblings[0] != ZEROS, code, "it is longer than it need be")
    for level, sibling in zip(range(depth - 1, -1, -1), siblings):
        right = key[level // 8] >> (7 - level % 8) & 1
        result = sha256(b"\x03", sibling, result) if right else sha256(b"\x03", result, sibling)
    require(result == root, code, "it doesn't lead to the certified root of the map")
    return value
