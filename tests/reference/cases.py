"""The rings, keys and edits of the golden vectors, in the format of tests/README.md. Run native.py, not this."""

import itertools
import random
import uuid

from native import MASK, TESTS, TWINS, Ring, RingError, murmur3_x64_128, node, unhash16, unmix64

DIGEST_KEYS = (TESTS / "data/package-names.txt").read_bytes().split(b"\n")[:1000]


# Scripts.


def text(string):
    """A text field."""
    if string.startswith("hex:") or any(c < "\x20" or c == "\x7f" for c in string):
        return "hex:" + string.encode().hex()
    return string


def fields(node):
    """The fields of a `node` or `add` record."""
    zone = node.zone and text(node.zone)
    return text(node.name), str(node.weight), zone, None if node.identity == node.name else text(node.identity)


class Script:
    """Writes records, and carries them out on a ring."""

    ring_class = Ring

    def __init__(self, title):
        self.lines, self.ring = [], None
        self.note(f"{title}; made by tests/reference/native.py, never edited")

    def note(self, words):
        self.lines.append("# " + words)

    def record(self, *entries):
        """One line; absent values at its end take no field."""
        entries = list(entries)
        while entries[-1] is None:
            entries.pop()
        self.lines.append("\t".join("" if entry is None else entry for entry in entries))

    def case(self, title, nodes, **options):
        """Begins a case, and returns its ring."""
        self.note(title)
        self.record("profile", "native")
        for name, value in options.items():
            self.record("option", name, str(value))
        for member in nodes:
            self.record("node", *fields(member))
        self.ring = self.ring_class(nodes, **options)
        return self.ring

    def points(self):
        for position, _, name in self.ring.points:
            self.record("point", f"{position:016x}", text(name))

    def keys(self, keys, *counts):
        """`key` records, with these numbers of names in turn."""
        for key, count in zip(keys, itertools.cycle(counts), strict=False):
            self.record("key", key.hex(), *map(text, self.ring.preference(key)[:count]))

    def walks(self, keys):
        for key in keys:
            self.record("walk", key.hex(), *map(text, self.ring.preference(key)))

    def digest(self):
        self.record("digest", f"{self.ring.digest(DIGEST_KEYS):016x}")

    def edit(self, verb, *arguments, fails=None):
        """One edit and the digest after it."""
        if verb == "set":
            self.record("set")
            for member in arguments[0]:
                self.record("node", *fields(member))
            self.record("end")
        elif verb == "add":
            self.record("add", *fields(*arguments))
        else:
            self.record(verb, *(text(a) if isinstance(a, str) else str(a) for a in arguments))
        code = None
        try:
            getattr(self.ring, verb)(*arguments)
        except RingError as error:
            code = str(error)
            self.record("fails", code)
        assert code == fails, (verb, arguments, code, fails)
        self.digest()

    def made(self):
        return ("\n".join(self.lines) + "\n").encode()


# Keys and identities that are made to measure.


def keys_at(positions, seed, rng):
    """For each position a key of 16 bytes at that position."""
    return [unhash16(position & MASK, rng.getrandbits(64), seed) for position in positions]


def around(positions):
    """The positions, each with those next to it on both sides, and the two where the ring closes."""
    return [position + step for position in positions for step in (-1, 0, 1)] + [0, MASK]


def squatter(position, number, seed, rng, accept=lambda identity: True):
    """An identity whose point of this number is at this position: one in 14,000 attempts is UTF-8."""
    while True:
        h2 = rng.getrandbits(64)
        h1 = (unmix64(position) - (number + 1) * (h2 | 1)) & MASK
        try:
            identity = unhash16(h1, h2, seed).decode()
        except UnicodeDecodeError:
            continue
        if accept(identity):
            return identity


def twins(seed):
    """Two identities that share all points, for they differ only in the bit of h2 that `h2 | 1` sets."""
    for number in itertools.count():
        identity = f"twin-{number:011}"
        h1, h2 = murmur3_x64_128(identity.encode(), seed)
        try:
            return identity, unhash16(h1, h2 ^ 1, seed).decode()
        except UnicodeDecodeError:
            pass


# Keys.

TAGGED = """{a} a {} { } }{ {a a} }{a} {}{a} x{}y {}} {{}} {{a}} {{a {a}{b} b }a{b}c}d{e a{b}c{d}e a{b {é} é { {a} }
{user:1}.following {user:1}.followers user:1 foo{}{bar} foo{{bar}}zap foo{bar}{zap} foo{bar bar {bar {bar""".split(" ")
TAGGED = [key.encode() for key in TAGGED] + [b"\xff{\0\xfe}\xff", b"\0\xfe", b"\xc3{\xa9}", b"\xa9", b"{" + b"long " * 20 + b"}"]


def tagged(hash_tag):
    """The keys with tags, with other characters for { and }."""
    opening, closing = hash_tag.encode()
    return list(dict.fromkeys(key.translate(bytes.maketrans(b"{}", bytes([opening, closing]))) for key in TAGGED))


def all_keys():
    """Some three hundred keys of every kind."""
    rng = random.Random(1)
    keys = [b"", b"foo", b"user:42", "café".encode()]
    keys += [rng.randbytes(length) for length in range(49)]
    keys += ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz0123456789-_./:", k=length)).encode() for length in range(1, 49)]
    words = "cafe\u0301", "日本語", "ключ", "Straße", "🦀", "👩‍👩‍👧", "\ufeffa", "a\u2028b", "\u0085", "\U0010ffff"
    keys += [word.encode() for word in words]
    keys += [b"\0", b"\0\0", b"\0" * 15, b"\0" * 16, b"\0" * 17, b"\xff" * 16, b"a\0b", b"a\0", b"\0a", b"\t", b"\n", b"a\r\n"]
    keys += [b"\x80", b"\xc3", b"\xe2\x82", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"caf\xe9", b"\xfe\xff", b"#", b"hex:00"]
    keys += [f"user:{number}".encode() for number in range(100, 150)]
    keys += [str(uuid.UUID(bytes=rng.randbytes(16), version=4)).encode() for _ in range(25)]
    keys += [f"https://www.example.com/{path}".encode() for path in ("", "a?b=c#d", "item/4711", "%7Euser/", "ü/ß", "very/" * 30)]
    keys += [f"session:{rng.getrandbits(64):x}:data".encode() for _ in range(20)] + [str(number).encode() for number in range(12)]
    return list(dict.fromkeys(keys + TAGGED))


KEYS = all_keys()
FEW = KEYS[::6]  # of every kind as well
LONG_KEYS = [random.Random(2).randbytes(5120), b"ringwise " * 555 + b"."]


# The vectors.

DOCS = [node("node-a"), node("node-b", 2), node("node-c")]
SERVERS = [node(f"10.0.0.{number}:11211") for number in range(1, 6)]
ZONED = [
    node("a1", zone="A"), node("a2", 2, "A"), node("a3", 1, "A"), node("a4", 0, "A"),
    node("b1", zone="B"), node("b2", 0, "B"), node("lower", zone="a"), node("drained", 0, "C"),
    node("none-1"), node("none-2", 2), node("none-3", 0), node("A"), node("é", zone="é"), node("e\u0301", zone="e\u0301"),
]  # fmt: skip
ODD = [
    node("new-1", identity="old-1"), node("old-1", identity="old-2"), node("old-2", 2, identity="new-1"),
    node("Zoë 🦀"), node("ringwise", identity="日本語"), node("a\0b\tc\nd"), node("del\x7f", 1, "zone\tone"),
    node("hex:6162"), node("plain", 1, "hex:", "hex:"), node("a\u2028b\u0085", identity="\0"), node(" "), node("#1", 2, "#"), node("ab"),
]  # fmt: skip


def vectors():
    """The bytes of native-v1.tsv."""
    script = Script("Golden vectors of native-v1")
    plain_rings(script)
    option_rings(script)
    zoned_rings(script)
    big_rings(script)
    exact_hits(script)
    collisions(script)
    return script.made()


def plain_rings(script):
    """Members, weights, names and identities."""
    script.case("the ring of docs/placement.md", DOCS)
    script.points()
    script.walks(KEYS + LONG_KEYS)
    script.digest()
    script.case("five servers", SERVERS)
    script.keys(KEYS, 1, 2, 3, 4, 5)
    script.digest()
    for title, nodes in (
        ("one node", [node("alone")]),
        ("no node", []),
        ("all drained", [node("a", 0), node("b", 0, "A"), node("c", 0)]),
        ("one that is not drained", [node("a", 0), node("b", 1, "A"), node("c", 0, "A")]),
    ):
        script.case(title, nodes, vnodes=3)
        script.points()
        script.walks(KEYS[:12] + LONG_KEYS[1:])
        script.digest()
    weights = [node(f"weight-{weight}", weight) for weight in (1, 2, 3, 50, 0)]
    script.case("weights", weights, vnodes=4)
    script.points()
    script.walks(FEW)
    script.digest()
    script.case("weights, and the default vnodes", weights)
    script.walks(FEW)
    script.case("a weight of 5,000 and vnodes of 1", [node("light"), node("heavy", 5000)], vnodes=1)
    script.walks(FEW)
    script.case("odd names, and identities that are other nodes' names", ODD, vnodes=3)
    script.points()
    script.walks(FEW)
    script.digest()
    for title, identities in (("two nodes", "ab"), ("the same with their identities swapped", "ba")):
        script.case(title, [node(name, identity=identity) for name, identity in zip("ab", identities, strict=True)], vnodes=10)
        script.points()
        script.walks(FEW)
    # 65,535 bytes each, the most that is allowed; the names of the first are 21,845 characters.
    script.case("long texts", [node("€" * 21845), node("short", 1, "z" * 65535), node("other", 1, None, "i" * 65535)], vnodes=1)
    script.points()
    script.keys(KEYS[1:12], 1)
    script.walks(KEYS[:1])


def option_rings(script):
    """Seeds, hash tags and numbers of virtual nodes."""
    for seed in (0, 7, 4294967295):
        script.case(f"seed {seed}", DOCS, seed=seed, vnodes=5)
        script.points()
        script.walks(KEYS[::2])
        script.digest()
    for hash_tag in ("{}", "[]", "||", "ab"):
        script.case(f"hash tags {hash_tag}", SERVERS, hash_tag=hash_tag)
        script.keys(tagged(hash_tag) + TAGGED + LONG_KEYS[1:], 2)
        script.case(f"hash tags {hash_tag} with zones", ZONED, hash_tag=hash_tag, seed=3, vnodes=30)
        script.walks(tagged(hash_tag)[::2])
        script.digest()
    for vnodes in (1, 2, 160, 1000):
        script.case(f"vnodes {vnodes}", SERVERS, vnodes=vnodes)
        if vnodes <= 160:
            script.points()
        script.walks(FEW)
        script.digest()


def zoned_rings(script):
    """Zones of several sizes, drained nodes in them, nodes without one; spread and strict."""
    sizes = {"eu-west": 24, "us-east": 12, "ap-south": 4}
    forty = [node(f"{zone}-{number}", 1, zone) for zone, size in sizes.items() for number in range(size)]
    docs = [node(name, 1, name[0].upper()) for name in ("a1", "a2", "b1", "b2")]
    for zones in ("spread", "strict"):
        script.case(f"four nodes in two zones, {zones}", docs, zones=zones, vnodes=2)
        script.points()
        script.walks(FEW)
        script.case(f"zones of many kinds, {zones}", ZONED, zones=zones, vnodes=20)
        script.walks(KEYS[::3])
        script.keys(KEYS[1::3], 1, 2, 3, 4, 7)
        script.digest()
        script.case(f"40 nodes in 3 zones, {zones}", forty, zones=zones)
        script.walks(KEYS[::3])
        script.digest()


def big_rings(script):
    """A thousand nodes."""
    for title, zone, options in (
        ("1,000 nodes", None, {}),
        ("1,000 nodes in 5 zones", "zone-{}", {}),
        ("1,000 nodes in 5 zones, strict", "zone-{}", {"zones": "strict"}),
    ):
        nodes = [node(f"node-{number:04}", 1, zone and zone.format(number % 5)) for number in range(1000)]
        script.case(title, nodes, **options)
        script.keys(KEYS[::2], 3, 4, 5)
        script.keys(KEYS[1::30], 40)


def exact_hits(script):
    """Keys at a point, right before it or right after it."""
    for seed, vnodes in ((0, 3), (0, 160), (7, 3), (4294967295, 8)):
        ring = script.case(f"keys at points, seed {seed}, vnodes {vnodes}", DOCS, seed=seed, vnodes=vnodes)
        positions = [position for position, _, _ in ring.points]
        chosen = around(positions[:3] + positions[3 : -2 : len(positions) // 6] + positions[-2:])
        if vnodes < 160:
            script.points()
        script.walks(keys_at(chosen, seed, random.Random(3)))


def collisions(script):
    """Points of several nodes at one position."""
    rng = random.Random(4)
    for seed in (0, 7):
        lowest, *_, highest = [position for position, _, _ in Ring(DOCS, seed=seed, vnodes=4).points]
        holder = next(identity.decode() for position, identity, _ in Ring(DOCS, seed=seed, vnodes=4).points if position == lowest)
        crowd = [  # the order of the names is not that of the identities
            node("z", 1, None, squatter(lowest, 0, seed, rng, lambda it, than=holder: it < than)),
            node("a", 1, None, squatter(lowest, 3, seed, rng, lambda it, than=holder: it > than)),
            node("y", 1, None, squatter(highest, 2, seed, rng)),
            node("b", 2, None, squatter(highest, 7, seed, rng)),
        ]
        ends = [node("first", 1, "A", squatter(0, 1, seed, rng)), node(squatter(MASK, 2, seed, rng), 1, "B")]
        for title, nodes, positions, options in (
            ("two points at one position, the newcomer's identity before the other's", DOCS + crowd[:1], (lowest,), {}),
            ("two points at one position, the newcomer's identity behind the other's", DOCS + crowd[1:2], (lowest,), {}),
            ("three points at one position, twice", DOCS + crowd, (lowest, highest), {}),
            ("the same, listed from the end", (DOCS + crowd)[::-1], (lowest, highest), {}),
            ("points at 0 and at 2^64-1", DOCS + ends, (0, MASK), {}),
            ("all of these, strict", crowd + ends + DOCS, (0, lowest, highest, MASK), {"zones": "strict"}),
        ):
            ring = script.case(f"{title}, seed {seed}", nodes, seed=seed, vnodes=4, **options)
            assert len({position for position, _, _ in ring.points}) <= len(ring.points) - (nodes[-1] is not ends[-1])
            script.points()
            script.walks(keys_at(around(positions), seed, rng) + FEW[::5])
        for weights in ((1, 1), (1, 2), (2, 1), (0, 1)):
            pair = [
                node(f"twin-{n}", weight, None, it)
                for n, weight, it in zip("ab", weights, TWINS if seed == 0 else twins(seed), strict=True)
            ]
            ring = script.case(f"twins of weights {weights[0]} and {weights[1]}, seed {seed}", [*pair, DOCS[0]], seed=seed, vnodes=4)
            script.points()
            script.walks(keys_at(around([position for position, _, _ in ring.points[:4]]), seed, rng) + FEW[::5])
            script.digest()


# The edits.


def edits():
    """The bytes of native-v1-edits.tsv."""
    script = Script("A script of edits of native-v1")
    plain_edits(script)
    crowded_edits(script, "seed, hash tag and strict zones", seed=7, hash_tag="@/", vnodes=20, zones="strict")
    crowded_edits(script, "spread zones", zones="spread", vnodes=40)
    return script.made()


def plain_edits(script):
    """Every kind of edit and of failure on a ring with the default options."""
    script.case("default options", DOCS)
    script.digest()
    for edit in (
        ("add", node("node-d")), ("add", node("node-e", 3, "A")), ("add", node("node-f", 1, None, "f")), ("add", node("node-g", 0)),
        ("weight", "node-a", 3), ("weight", "node-a", 3), ("weight", "node-e", 1), ("weight", "node-g", 2), ("weight", "node-d", 0),
    ):  # fmt: skip
        script.edit(*edit)
    script.walks(FEW[:6])
    script.edit("remove", "nobody", fails="UNKNOWN_NODE")
    script.edit("remove", "f", fails="UNKNOWN_NODE")  # an identity is no name
    script.edit("weight", "nobody", 2, fails="UNKNOWN_NODE")
    script.edit("replace", "nobody", "somebody", fails="UNKNOWN_NODE")
    script.edit("add", node("node-a", 1, None, "fresh"), fails="DUPLICATE_NODE")
    script.edit("add", node("fresh", 1, None, "node-a"), fails="DUPLICATE_NODE")
    script.edit("add", node("fresh", 0, "A", "node-d"), fails="DUPLICATE_NODE")  # which is drained
    script.edit("add", node("f"), fails="DUPLICATE_NODE")
    script.edit("replace", "node-a", "node-b", fails="DUPLICATE_NODE")
    script.edit("add", node(""), fails="INVALID_NAME")
    script.edit("replace", "node-a", "", fails="INVALID_NAME")
    script.edit("add", node("€" * 21845 + "a", identity="short"), fails="INVALID_NAME")  # 65,536 bytes
    # A weight above 2^26 is above every limit of points too; that it is no weight at all is what comes first.
    script.edit("weight", "node-a", 2**26 + 1, fails="INVALID_WEIGHT")
    script.edit("add", node("fresh", 2**32 - 1), fails="INVALID_WEIGHT")
    script.edit("weight", "node-a", 2**26, fails="TOO_MANY_POINTS")
    script.edit("weight", "node-a", 2**26 // 160, fails="TOO_MANY_POINTS")  # but for the others it would do
    script.edit("add", node("fresh", 2**26 // 160), fails="TOO_MANY_POINTS")
    script.edit("set", [node("a", 2**25 // 160), node("b", 2**25 // 160 + 1)], fails="TOO_MANY_POINTS")
    script.edit("set", [node("a"), node("b"), node("a", 2, None, "c")], fails="DUPLICATE_NODE")
    script.edit("set", [node("a"), node("b", 1, None, "a")], fails="DUPLICATE_NODE")
    script.walks(FEW[:6])
    for edit in (
        ("replace", "node-a", "node-z"), ("replace", "node-b", "node-a"), ("replace", "node-z", "node-b"), ("replace", "node-e", "node-e"),
        ("replace", "node-d", "drained"), ("replace", "node-f", "f"),
    ):  # fmt: skip
        script.edit(*edit)
    script.edit("remove", "node-b")  # whose identity is node-a
    script.edit("add", node("node-b"), fails="DUPLICATE_NODE")  # the identity of what is now node-a
    script.edit("add", node("node-b", 1, None, "node-a"))
    script.keys(FEW[6:12], 3)
    earlier, later = sorted(TWINS)
    for edit in (
        ("add", node("twin", identity=earlier)), ("add", node(later)), ("remove", "twin"), ("add", node("twin", 2, None, earlier)),
        ("weight", later, 3), ("weight", "twin", 0), ("weight", later, 1), ("weight", "twin", 1), ("remove", later),
        ("add", node("later", 1, "A", later)), ("replace", "twin", "earlier"), ("weight", "later", 0), ("remove", "earlier"),
    ):  # fmt: skip
        script.edit(*edit)
    storm(script, random.Random(5), [node(f"storm-{n}", 1 + n % 2, "A" if n % 3 else None) for n in range(8)], 20)
    members = list(script.ring.members.values())
    script.edit("set", members)
    script.edit("set", [member._replace(name=other.name) for member, other in zip(members, members[1:] + members[:1], strict=True)])
    script.edit("set", [node("a"), node("b", 2), node("c", 0, "A")])
    script.edit("set", [node("a", 1, None, "b"), node("b", 2, None, "a"), node("c", 1, "B")])
    script.walks(FEW[:6])
    script.edit("set", [node("b", 2, None, "b"), node("a", 1, "B"), node("d")])
    script.edit("set", [])
    script.walks(FEW[:2])
    script.edit("set", DOCS)
    for edit in (("remove", "node-b"), ("remove", "node-a"), ("remove", "node-c"), ("add", DOCS[2]), ("add", DOCS[1]), ("add", DOCS[0])):
        script.edit(*edit)
    script.walks(FEW[:6])


def crowded_edits(script, title, **options):
    """Nodes that share a point come and go in every order, and then whatever a small storm brings."""
    rng = random.Random(6)
    seed = options.get("seed", 0)
    zoned = [node("alpha", 1, "A"), node("beta", 2, "B"), node("gamma", 1), node("delta", 0, "C")]
    ring = script.case(title, zoned, **options)
    script.digest()
    position = ring.points[0][0]
    holder = next(member for member in zoned if member.name == ring.points[0][2])
    bystander = next(member for member in zoned if member is not holder)
    before = node("zulu", 1, "A", squatter(position, 1, seed, rng, lambda it: it < holder.identity))
    behind = node("able", 1, "D", squatter(position, 5, seed, rng, lambda it: it > holder.identity))
    hits = keys_at([position - 1, position, position + 1], seed, rng)
    assert [ring.position(key) for key in hits] == [position - 1, position, position + 1]
    script.edit("remove", holder.name)
    for order in itertools.permutations((before, holder, behind)):
        for member in order:
            script.edit("add", member)
            script.walks(hits[1:2])
        script.walks(hits)
        for member in order[1:] + order[:1]:
            script.edit("remove", member.name)
            script.walks(hits[1:2])
    script.edit("set", [*zoned, behind, before])
    script.edit("weight", before.name, 0)
    script.walks(hits)
    script.edit("replace", holder.name, before.name, fails="DUPLICATE_NODE")
    script.edit("remove", before.name)
    script.edit("replace", holder.name, before.name)  # a name says nothing about the order at one position
    script.walks(hits)
    script.edit("add", node("fresh", 1, "E", holder.identity), fails="DUPLICATE_NODE")
    script.edit("weight", bystander.name, 2**26 // ring.vnodes, fails="TOO_MANY_POINTS")
    script.edit("weight", "fresh", 1, fails="UNKNOWN_NODE")
    pool = [node(f"storm-{n}", n % 4, "ABC"[n % 3] if n % 5 else None) for n in range(8)]
    storm(script, rng, [*pool, *zoned, before, behind], 25)
    script.walks(hits + tagged("@/")[::4] + FEW[:6])


def storm(script, rng, pool, count):
    """So many edits at random, none of which fails."""
    for _ in range(count):
        members = list(script.ring.members.values())
        names = {member.name for member in members}
        identities = {member.identity for member in members}
        newcomers = [member for member in pool if member.name not in names and member.identity not in identities]
        unused = [member.name for member in pool if member.name not in names]
        verb = rng.choice(("add", "add", "remove", "weight", "replace"))
        if verb == "add" and newcomers:
            script.edit("add", rng.choice(newcomers))
        elif verb == "remove" and len(members) > 2:
            script.edit("remove", rng.choice(members).name)
        elif verb == "replace" and unused:
            script.edit("replace", rng.choice(members).name, rng.choice(unused))
        else:
            script.edit("weight", rng.choice(members).name, rng.choice((0, 1, 1, 2, 3)))
