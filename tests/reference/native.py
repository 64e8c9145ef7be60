"""The placement of docs/placement.md (`native-v1`), slow and plain, and the maker of its golden vectors.

Written from that page alone. The section numbers below are the page's.

    python3 tests/reference/native.py vectors   writes tests/vectors/native-v1.tsv to the standard output
    python3 tests/reference/native.py edits     writes tests/vectors/native-v1-edits.tsv to the standard output
    python3 tests/reference/native.py local     writes tests/vectors/native-v1-local.tsv to the standard output
    python3 tests/reference/native.py cap       writes tests/vectors/native-v1-cap.tsv to the standard output
    python3 tests/reference/native.py check     makes all again and compares; exits with 1 if one differs
"""

import bisect
import sys
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).resolve().parent.parent
MASK = 2**64 - 1


# Section 2: the hash, and its inverse for 16 bytes, with which keys and identities are made to measure.

C1, C2 = 0x87C37B91114253D5, 0x4CF5AD432745937F
ADD1, ADD2 = 0x52DCE729, 0x38495AB5
FMIX = ((33, 0xFF51AFD7ED558CCD), (33, 0xC4CEB9FE1A85EC53), 33)
MIX64 = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), 31)


def rotl(x, r):
    """Rotates 64 bits to the left."""
    return (x << r | x >> (64 - r)) & MASK


def finalise(z, constants):
    """Shift, multiply, shift, multiply, shift: the form that `fmix` and `mix64` share."""
    (shift1, factor1), (shift2, factor2), shift3 = constants
    z = (z ^ z >> shift1) * factor1 & MASK
    z = (z ^ z >> shift2) * factor2 & MASK
    return z ^ z >> shift3


def unfinalise(z, constants):
    """The inverse of `finalise`."""
    (shift1, factor1), (shift2, factor2), shift3 = constants
    z = unshift(z, shift3) * inverse(factor2) & MASK
    z = unshift(z, shift2) * inverse(factor1) & MASK
    return unshift(z, shift1)


def unshift(y, shift):
    """The x for which x ^ (x >> shift) is y."""
    x = 0
    while y:
        x ^= y
        y >>= shift
    return x


def inverse(odd):
    """The factor that undoes a multiplication by an odd number."""
    return pow(odd, -1, 2**64)


def mix64(z):
    """The finaliser of SplitMix64."""
    return finalise(z, MIX64)


def unmix64(z):
    """The inverse of `mix64`."""
    return unfinalise(z, MIX64)


def murmur3_x64_128(data, seed):
    """H: MurmurHash3 x64_128, as its two halves."""
    h1 = h2 = seed
    whole = len(data) // 16 * 16
    for at in range(0, whole, 16):
        k1, k2 = halves(data[at : at + 16])
        h1 ^= scramble1(k1)
        h1 = ((rotl(h1, 27) + h2) * 5 + ADD1) & MASK
        h2 ^= scramble2(k2)
        h2 = ((rotl(h2, 31) + h1) * 5 + ADD2) & MASK
    # Nothing may be left; but then k1 and k2 are 0, and so is what they are scrambled to.
    k1, k2 = halves(data[whole:].ljust(16, b"\0"))
    h1, h2 = h1 ^ scramble1(k1) ^ len(data), h2 ^ scramble2(k2) ^ len(data)
    h1, h2 = crosswise(h1, h2)
    return crosswise(finalise(h1, FMIX), finalise(h2, FMIX))


def halves(block):
    """The two little-endian integers of 16 bytes."""
    return int.from_bytes(block[:8], "little"), int.from_bytes(block[8:], "little")


def scramble1(k1):
    """What the hash does to the first half of a block before it takes it in."""
    return rotl(k1 * C1 & MASK, 31) * C2 & MASK


def scramble2(k2):
    """What the hash does to the second half."""
    return rotl(k2 * C2 & MASK, 33) * C1 & MASK


def crosswise(h1, h2):
    """Adds the second half to the first, then the new first to the second."""
    h1 = (h1 + h2) & MASK
    return h1, (h2 + h1) & MASK


def unhash16(h1, h2, seed):
    """The one input of 16 bytes whose hash is (h1, h2): `murmur3_x64_128` read from its end to its beginning."""
    h1, h2 = uncrosswise(h1, h2)
    h1, h2 = uncrosswise(unfinalise(h1, FMIX), unfinalise(h2, FMIX))
    h1, h2 = h1 ^ 16, h2 ^ 16
    scrambled2 = rotl(((h2 - ADD2) * inverse(5) - h1) & MASK, 64 - 31) ^ seed
    scrambled1 = rotl(((h1 - ADD1) * inverse(5) - seed) & MASK, 64 - 27) ^ seed
    k1 = rotl(scrambled1 * inverse(C2) & MASK, 64 - 31) * inverse(C1) & MASK
    k2 = rotl(scrambled2 * inverse(C1) & MASK, 64 - 33) * inverse(C2) & MASK
    return k1.to_bytes(8, "little") + k2.to_bytes(8, "little")


def uncrosswise(h1, h2):
    """The inverse of `crosswise`."""
    h2 = (h2 - h1) & MASK
    return (h1 - h2) & MASK, h2


# Section 3: members.


class RingError(Exception):
    """An edit that is refused; its text is the code of the `fails` record."""


class Node(NamedTuple):
    """A member; `node` makes one."""

    name: str
    weight: int
    zone: str | None
    identity: str


def node(name, weight=1, zone=None, identity=None):
    """A member with the defaults filled in."""
    return Node(name, weight, zone, name if identity is None else identity)


def require(condition, code):
    """Refuses an edit unless the condition holds."""
    if not condition:
        raise RingError(code)


class Ring:
    """A ring that is made from scratch after each edit, so that no order of edits can matter."""

    def __init__(self, nodes=(), vnodes=160, seed=0, hash_tag=None, zones="spread", cap=None):
        self.vnodes, self.seed, self.hash_tag, self.zones, self.cap = vnodes, seed, hash_tag, zones, cap
        self.set(nodes)

    def set(self, nodes):
        """Makes these nodes the members."""
        nodes = list(nodes)
        self.validate(nodes)
        self.members = {node.name: node for node in nodes}
        numbered = {node: list(self.points_of(node)) for node in nodes}
        if self.cap is not None:
            self.trim(numbered)
        self.points = in_order(numbered)

    def validate(self, nodes):
        """Refuses a membership that breaks a rule of section 3 which the golden vectors break."""
        for node in nodes:
            require(1 <= len(node.name.encode()) <= 65535, "INVALID_NAME")
            require(0 <= node.weight <= 2**26, "INVALID_WEIGHT")
        require(len({node.name for node in nodes}) == len(nodes), "DUPLICATE_NODE")
        require(len({node.identity for node in nodes}) == len(nodes), "DUPLICATE_NODE")
        require(sum(node.weight for node in nodes) * self.vnodes <= 2**26, "TOO_MANY_POINTS")

    def member(self, name):
        """The member of that name."""
        require(name in self.members, "UNKNOWN_NODE")
        return self.members[name]

    def add(self, node):
        """Adds a member."""
        self.set([*self.members.values(), node])

    def remove(self, name):
        """Removes a member."""
        self.change(self.member(name))

    def weight(self, name, weight):
        """Gives a member another weight."""
        node = self.member(name)
        self.change(node, node._replace(weight=weight))

    def replace(self, old, new):
        """Gives a member's identity, weight and zone to a new name."""
        node = self.member(old)
        self.change(node, node._replace(name=new))

    def change(self, old, *new):
        """Puts what is `new`, if anything is, in the place of one member."""
        self.set([node for node in self.members.values() if node is not old] + list(new))

    # Section 4: points. They sort by position, then by the bytes of the identity; the name is along for the ride.

    def points_of(self, node):
        """All the points of one node."""
        h1, h2 = murmur3_x64_128(node.identity.encode(), self.seed)
        for i in range(node.weight * self.vnodes):
            yield mix64((h1 + (i + 1) * (h2 | 1)) & MASK), node.identity.encode(), node.name

    # Section 10: a cap. One point is removed at a time, and before the next one all shares are counted again.

    def trim(self, numbered):
        """Takes points from the ends of the nodes' lists until no node must give up one."""
        while node := next(self.must_give(numbered), None):
            numbered[node].pop()

    def must_give(self, numbered):
        """The nodes that are over the cap and above their floor."""
        owned = shares(in_order(numbered))
        weights = sum(node.weight for node in numbered)
        for node, points in numbered.items():
            is_over = owned.get(node.name, 0) * 100 * weights > self.cap * 2**64 * node.weight
            floor = max(1, -(-node.weight * self.vnodes // 4))
            if is_over and len(points) > floor:
                yield node

    # Sections 5 to 7: keys and lists.

    def position(self, key):
        """The position of a key."""
        return murmur3_x64_128(tag(key, self.hash_tag), self.seed)[0]

    def walk(self, key):
        """The members that own points, in the order in which the key meets them."""
        # No identity is empty, so this finds the first point whose position is the key's or a later one.
        first = bisect.bisect_left(self.points, (self.position(key), b""))
        owners = sum(node.weight > 0 for node in self.members.values())
        met = {}  # a dict, because it keeps its order
        for _, _, name in self.points[first:] + self.points[:first]:
            met[name] = self.members[name]
            if len(met) == owners:
                break
        return list(met.values())

    def preference(self, key):
        """The names of the key's preference list."""
        return [node.name for node in preferred(self.walk(key), self.zones)]

    def digest(self, keys):
        """The digest of tests/README.md, of these keys: 64-bit FNV-1a over the first three names of each."""
        lists = ("".join(name + "\n" for name in self.preference(key)[:3]) + "\n" for key in keys)
        state = 0xCBF29CE484222325
        for byte in "".join(lists).encode():
            state = (state ^ byte) * 0x100000001B3 & MASK
        return state


def in_order(numbered):
    """The points of all nodes in ring order."""
    return sorted(point for points in numbered.values() for point in points)


def shares(points):
    """How much of the ring each node owns, by name: each point what lies between the point before and itself."""
    owned = dict.fromkeys((name for _, _, name in points), 0)
    for place, (position, _, name) in enumerate(points):
        # Before the first point is the last, a turn of the ring below.
        before = points[place - 1][0] if place > 0 else points[-1][0] - 2**64
        owned[name] += position - before
    return owned


def tag(key, hash_tag):
    """The part of a key that is hashed."""
    if hash_tag is not None:
        opening = key.find(hash_tag[0].encode())
        closing = key.find(hash_tag[1].encode(), opening + 1)
        if opening >= 0 and closing > opening + 1:
            return key[opening + 1 : closing]
    return key


def preferred(walk, zones):
    """A walk put into the order of preference."""
    ranked, seen = [], {}
    for place, node in enumerate(walk):
        # A node without a zone is alone in a zone that no text can name.
        zone = node.zone if node.zone is not None else place
        rank = seen[zone] = seen.get(zone, -1) + 1
        ranked.append((rank, place, node))
    if zones == "strict":
        ranked = [entry for entry in ranked if entry[0] == 0]
    return [node for _, _, node in sorted(ranked, key=lambda entry: entry[:2])]


# Section 8: check values.

IDENTITIES = """
node-a 0 44a5bcec4b0764bf 6ffb031b60527fca 58df818d77ecbcdb c92d6fcc3e46faeb aad0ed35c06e3463
10.0.0.1:11211 0 c6495a2fe9691c01 34019b4dac21faa4 764b7cdb6b0cd561 4771fb9d6032a610 69ede6a3785a7a9d
café 7 f6fe80fead927326 ccf6b778962991c7 8f8f28e112fe9dff 4f480d9be3e3a076 fd82dca33037fc0d
a 4294967295 bef385faead16340 a9363d237b2ee74c 2d7236b90712f600 efa6887e78d74077 16de816ed463d4f0
0123456789abcdef 0 4be06d94cf4ad1a7 87c35b5c63a708da c21f0ad36c4cf135 f302d0d04c81a6e7
node-10.0.0.1:11211-rack-7-europe 7 d324e90c854b2676 69bc96040c249631 a1814fc3eab8bce7 9afc4968a190a765
"""
WALKS = {
    "": ("0000000000000000", "bca"),
    "foo": ("e271865701f54561", "bac"),
    "user:42": ("cd01081bf0aa3a68", "cba"),
    "café": ("a2e7c22a053364dd", "bca"),
}
CAPPED = """
none 10 20 10 bca cab 0.2261 0.5562 0.2178
110 10 19 10 bca cab 0.2427 0.5395 0.2178
105 10 17 9 bca abc 0.2590 0.4884 0.2526
101 3 7 4 cba acb 0.2733 0.4892 0.2375
"""
TWINS = ("nde-000000000028", bytes.fromhex("30624c2d2f5c3a755d56c8b7335b3d4d").decode())


def check_values():
    """Asserts all values of sections 8 and 10, the twins of section 9, and that the inverses are inverses."""
    for identity, seed, *values in map(str.split, IDENTITIES.strip().splitlines()):
        h1, h2 = murmur3_x64_128(identity.encode(), int(seed))
        stream = [position for position, _, _ in Ring(seed=int(seed)).points_of(node(identity))]
        assert [f"{v:016x}" for v in (h1, h2, stream[0], stream[1], stream[159])][: len(values)] == values
        assert murmur3_x64_128(unhash16(h1, h2, int(seed)), int(seed)) == (h1, h2)
        assert mix64(unmix64(h1)) == h1 and unmix64(mix64(h2)) == h2

    ring = Ring([node("node-a"), node("node-b", 2), node("node-c")])
    for key, (position, walk) in WALKS.items():
        assert f"{ring.position(key.encode()):016x}" == position
        assert ring.preference(key.encode()) == ["node-" + letter for letter in walk]

    for cap, *row in map(str.split, CAPPED.strip().splitlines()):
        capped = Ring(ring.members.values(), vnodes=10, cap=None if cap == "none" else int(cap))
        points = [name for _, _, name in capped.points]
        walks = ["".join(name[-1] for name in capped.preference(key)) for key in (b"foo", b"user:42")]
        owned = [f"{shares(capped.points)[name] / 2**64:.4f}" for name in ring.members]
        assert [*(str(points.count(name)) for name in ring.members), *walks, *owned] == row

    walk = [node(name, zone=name[0].upper()) for name in ("a1", "a2", "b1", "b2")]
    assert [node.name for node in preferred(walk, "spread")] == ["a1", "b1", "a2", "b2"]
    assert [node.name for node in preferred(walk[1:], "spread")] == ["a2", "b1", "b2"]
    assert [node.name for node in preferred(walk, "strict")] == ["a1", "b1"]

    later, earlier = ([position for position, _, _ in Ring([node(twin)]).points] for twin in TWINS)
    assert later == earlier


# The commands.


def show(line):
    """A line, as a person wants to see it."""
    return "(no such line)" if line is None else line[:200].decode(errors="replace")


def compare(path, made):
    """Prints the first line in which a file differs from what was made; returns whether there is one."""
    # Split at \n alone: names may hold what else Python takes for the end of a line.
    found, made = (data.split(b"\n") for data in (path.read_bytes() if path.exists() else b"", made))
    for number in range(max(len(found), len(made))):
        was, is_now = (lines[number] if number < len(lines) else None for lines in (found, made))
        if was != is_now:
            print(f"{path.name} differs in line {number + 1}", f"  file: {show(was)}", f"  made: {show(is_now)}", sep="\n")
            return True
    return False


def main(arguments):
    """Runs one command and returns the exit status."""
    check_values()
    sys.dont_write_bytecode = True
    import capped  # only here, because they import this module
    import cases
    import local_view

    makers = {"vectors": cases.vectors, "edits": cases.edits, "local": local_view.vectors, "cap": capped.vectors}
    files = {"vectors": "native-v1.tsv", "edits": "native-v1-edits.tsv", "local": "native-v1-local.tsv", "cap": "native-v1-cap.tsv"}
    match arguments:
        case [command] if command in makers:
            sys.stdout.buffer.write(makers[command]())
            return 0
        case ["check"]:
            return int(any([compare(TESTS / "vectors" / files[command], makers[command]()) for command in makers]))
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
