"""The snapshots of docs/snapshot.md, written slowly and plainly.

Written from that page alone. The section numbers below are the page's.

    python3 tests/reference/snapshot.py vectors   writes tests/vectors/snapshots.tsv to the standard output
    python3 tests/reference/snapshot.py example   writes the values of sections 6 and 9
    python3 tests/reference/snapshot.py check     makes the vectors again and compares; exits with 1 if they differ
"""

import json
import struct
import sys
from typing import NamedTuple

sys.dont_write_bytecode = True

from native import TESTS, compare, murmur3_x64_128  # noqa: E402


class Node(NamedTuple):
    """A node as it was given. `derived` is what its profile makes of its name, where that is not the name."""

    name: str
    weight: int = 1
    zone: str | None = None
    identity: str | None = None
    vnodes: int | None = None
    points: tuple[int, ...] | None = None
    derived: str | None = None

    def own_identity(self, profile):
        """The identity that is written: section 5."""
        if profile != "haproxy" and self.identity == (self.derived or self.name):
            return None
        return self.identity


# Section 4: the profiles' options. A function returns the options in force, from those that were set.

SORTED = {"native-v1", "twemproxy_ketama", "envoy_maglev", "cassandra"}


def own(given, **defaults):
    """Each option as it was given, or else its default; those that have neither are left out."""
    assert given.keys() <= defaults.keys(), given
    options = {name: given.get(name, default) for name, default in defaults.items()}
    return {name: value for name, value in options.items() if value is not None}


def npm_hashring(given):
    """One of its defaults depends on another option."""
    forced = {"hash_ring": 3, "ketama": 4}.get(given.get("compatibility"), given.get("replicas", 4))
    return own(given | {"replicas": forced}, vnodes=40, algorithm="md5", replicas=4, compatibility=None, default_port=None)


def nginx_consistent(given):
    """An option that the profile gained: its default is not written."""
    return own({name: value for name, value in given.items() if value != 160}, vnodes=None)


PROFILES = {
    "native-v1": lambda given: own(given, vnodes=160, seed=0),
    "ketama": own,
    "nginx_consistent": nginx_consistent,
    "tengine": own,
    "hash_ring": own,
    "serialx_v1": own,
    "serialx_v2": own,
    "libmemcached_ketama_weighted": lambda given: own(given, hash="md5"),
    "spymemcached_ketama": lambda given: own(given, hash="ketama", format="spymemcached", weighted=False),
    "uhashring": lambda given: own(given, vnodes=160),
    "uhashring_ketama": lambda given: own(given, vnodes=40, replicas=4),
    "consistent_hash": lambda given: own(given, words=3),
    "npm_consistent_hashing": lambda given: own(given, vnodes=160, algorithm="md5"),
    "npm_ketama": lambda given: own(given, vnodes=50, algorithm="sha1"),
    "groupcache": lambda given: own(given, vnodes=50),
    "lafikl": lambda given: own(given, vnodes=10),
    "naive_md5": lambda given: own(given, vnodes=100),
    "naive_sha256": lambda given: own(given, vnodes=100),
    "buraksezer_v0": lambda given: own(given, vnodes=20, partitions=271, load_percent=125, hash="xxh64"),
    "libmemcached_ketama": lambda given: own(given, hash="default", point_hash=given.get("hash", "default")),
    "libmemcached_spy": lambda given: own(given, weighted=False, hash="default"),
    "twemproxy_ketama": lambda given: own(given, hash="fnv1a_64"),
    "haproxy": lambda given: own(given, hash="sdbm", avalanche="hash" not in given, balance_factor=None),
    "envoy_ring_hash": lambda given: own(given, hash="xx_hash", minimum=1024, maximum=8388608),
    "envoy_maglev": lambda given: own(given, table_size=65537),
    "npm_hashring": npm_hashring,
    "stathat": lambda given: own(given, vnodes=20, fnv=False),
    "buraksezer_v1": lambda given: own(given, vnodes=20, partitions=271, load_percent=125, hash="xxh64"),
    "cassandra": lambda given: own(given, strategy="simple", replication=1),
    "points": lambda given: own(given, bits=64, key_hash="native", pick="ge"),
}


class Ring:
    """A ring: what was given, and what is in force."""

    def __init__(self, profile, nodes=(), *, hash_tag=None, zones=None, cap=None, **given):
        self.profile = "native-v1" if profile == "native" else profile
        force = PROFILES[self.profile](given)
        first = {name: force.pop(name) for name in ("vnodes", "seed") if name in force}
        if zones is None and self.profile != "cassandra":
            zones = "spread"
        common = {name: value for name, value in (("hash_tag", hash_tag), ("zones", zones), ("cap", cap)) if value is not None}
        self.options = first | common | force
        self.nodes = sorted(nodes, key=lambda node: node.name.encode()) if self.profile in SORTED else list(nodes)

    # Sections 2 to 5: the bytes.

    def body(self):
        """The snapshot without its checksum."""
        options = [text(name) + value(entry) for name, entry in self.options.items()]
        nodes = [self.node(node) for node in self.nodes]
        return b"ringwise" + struct.pack("<H", 1) + text(self.profile) + items(options) + items(nodes)

    def node(self, node):
        identity = node.own_identity(self.profile)
        parts = [
            (1, identity and text(identity)),
            (2, node.zone and text(node.zone)),
            (4, node.vnodes and struct.pack("<I", node.vnodes)),
            (8, None if node.points is None else items([self.point(point) for point in node.points])),
        ]
        there = [(bit, part) for bit, part in parts if part is not None]
        fields = sum(bit for bit, _ in there)
        return text(node.name) + struct.pack("<IB", node.weight, fields) + b"".join(part for _, part in there)

    def point(self, point):
        return struct.pack("<q" if self.profile == "cassandra" else "<Q", point)

    def snapshot(self):
        """The whole of it."""
        return sealed(self.body())

    # Section 6.

    def fingerprint(self):
        """The 32 digits."""
        return "{:016x}{:016x}".format(*murmur3_x64_128(self.body(), 0))

    # Section 7.

    def json(self):
        """The text for people."""
        head = {"ringwise": 1, "profile": self.profile} | self.options
        lines = [f"  {quoted(name)}: {quoted(entry)},\n" for name, entry in head.items()]
        nodes = ",".join("\n    " + quoted(self.json_node(node)) for node in self.nodes)
        return "{\n" + "".join(lines) + '  "nodes": [' + nodes + ("\n  " if nodes else "") + "]\n}\n"

    def json_node(self, node):
        fields = {
            "name": node.name,
            "weight": node.weight,
            "identity": node.own_identity(self.profile),
            "zone": node.zone,
            "vnodes": node.vnodes,
            "points": node.points,
        }
        return {name: entry for name, entry in fields.items() if entry is not None}


def text(string):
    data = string.encode()
    return struct.pack("<I", len(data)) + data


def items(parts):
    return struct.pack("<I", len(parts)) + b"".join(parts)


def value(entry):
    """The type of an option's value, and the value."""
    if isinstance(entry, bool):
        return struct.pack("<BB", 3, entry)
    if isinstance(entry, int):
        return struct.pack("<Bq", 1, entry)
    if isinstance(entry, str):
        return struct.pack("<B", 2) + text(entry)
    entries = sorted(entry.items(), key=lambda pair: pair[0].encode())
    return struct.pack("<B", 4) + items([text(name) + struct.pack("<q", integer) for name, integer in entries])


def sealed(body):
    """The bytes and their checksum."""
    return body + struct.pack("<I", crc32c(body))


def crc32c(data):
    """Bit by bit, by its polynomial."""
    state = 0xFFFFFFFF
    for byte in data:
        state ^= byte
        for _ in range(8):
            state = state >> 1 ^ (0x82F63B78 if state & 1 else 0)
    return state ^ 0xFFFFFFFF


def quoted(entry):
    """One line of JSON. A map's entries are in bytewise order, which is that of code points."""
    if isinstance(entry, dict) and all(isinstance(integer, int) for integer in entry.values()):
        entry = dict(sorted(entry.items()))
    return json.dumps(entry, ensure_ascii=False)


# The commands.


def example():
    """The values of the page."""
    ring = Ring("native", [Node("b", 2, "z", "id"), Node("a")], seed=7)
    data = ring.snapshot()
    rows = [data[at : at + 16] for at in range(0, len(data), 16)]
    for at, row in enumerate(rows):
        shown = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in row)
        print(f"{16 * at:04x}  {row.hex(' '):47}  {shown}")
    print(ring.fingerprint(), Ring("native").fingerprint(), Ring("native", [Node("c"), Node("a"), Node("b")]).fingerprint())
    print(ring.json(), end="")


def main(arguments):
    """Runs one command and returns the exit status."""
    assert crc32c(b"123456789") == 0xE3069283
    from snapshot_cases import vectors  # only here, because it imports this module

    match arguments:
        case ["vectors"]:
            sys.stdout.buffer.write(vectors())
        case ["example"]:
            example()
        case ["check"]:
            return int(compare(TESTS / "vectors" / "snapshots.tsv", vectors()))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
