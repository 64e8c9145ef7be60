"""The rings, keys and edits of native-v1-cap.tsv: rings with a cap. Run native.py, not this."""

import itertools
import random

from cases import DOCS, FEW, KEYS, ODD, SERVERS, TAGGED, ZONED, around, crowded_edits, keys_at, squatter, storm, twins
from local_view import LocalScript, bounded_loads
from native import MASK, TWINS, Ring, node


def vectors():
    """The bytes of native-v1-cap.tsv."""
    script = LocalScript("Golden vectors of native-v1 with a cap")
    plain_rings(script)
    floors(script)
    option_rings(script)
    gone_points(script)
    collisions(script)
    edits(script)
    local_views(script)
    return script.made()


def left(ring):
    """How many points each node keeps, by name."""
    names = [name for _, _, name in ring.points]
    return {name: names.count(name) for name in ring.members}


def at_floor(ring):
    """The names of the nodes that have come down to their floor."""
    return [name for name, count in left(ring).items() if count == -(-ring.members[name].weight * ring.vnodes // 4) > 0]


def plain_rings(script):
    """Caps that many nodes reach, one, and none."""
    for cap in (110, 105, 101):
        script.case(f"the capped ring of docs/placement.md, {cap} %", DOCS, vnodes=10, cap=cap)
        script.points()
        script.walks(KEYS[::3])
        script.digest()
    for cap in (101, 105, 1000):
        ring = script.case(f"five servers, {cap} %", SERVERS, cap=cap)
        assert (len(ring.points) < 800) == (cap < 1000)
        script.keys(KEYS, 1, 2, 3, 4, 5)
        script.digest()
    for title, nodes in (
        ("one node", [node("alone")]),
        ("one node of some weight", [node("alone", 7)]),
        ("no node", []),
        ("all drained", [node("a", 0), node("b", 0, "A"), node("c", 0)]),
        ("one that is not drained", [node("a", 0), node("b", 1, "A"), node("c", 0, "A")]),
    ):
        script.case(title, nodes, vnodes=3, cap=101)
        script.points()
        script.walks(KEYS[:12])
        script.digest()


def floors(script):
    """Nodes with so few points that the cap cannot hold, and weights."""
    reached = 0
    for vnodes in range(1, 10):
        ring = script.case(f"{vnodes} virtual nodes a server, 101 %", SERVERS, vnodes=vnodes, cap=101)
        reached += len(at_floor(ring))
        script.points()
        script.walks(FEW[::3])
    assert reached > 10
    weights = [node(f"weight-{weight}", weight) for weight in (1, 2, 3, 50, 0)]
    for vnodes, cap in ((1, 101), (4, 101), (4, 110), (30, 101)):
        script.case(f"weights, vnodes {vnodes}, {cap} %", weights, vnodes=vnodes, cap=cap)
        if vnodes < 30:
            script.points()
        script.walks(FEW)
        script.digest()
    script.case("a weight of 1,000 and vnodes of 1", [node("light"), node("heavy", 1000), node("lighter", 2)], vnodes=1, cap=101)
    script.walks(FEW)


def option_rings(script):
    """A cap with every other option."""
    forty = [node(f"node-{number:02}", 1 + number % 2, f"zone-{number % 3}") for number in range(40)]
    for zones, cap in (("spread", 110), ("strict", 103)):
        script.case(f"zones of many kinds, {zones}, {cap} %", ZONED, zones=zones, vnodes=20, cap=cap)
        script.points()
        script.walks(KEYS[::3])
        script.keys(KEYS[1::3], 1, 2, 3, 4, 7)
        script.digest()
        script.case(f"40 nodes in 3 zones, {zones}, {cap} %", forty, zones=zones, vnodes=40, cap=cap)
        script.walks(KEYS[::3])
        script.digest()
    script.case("odd names, and identities that are other nodes' names", ODD, vnodes=6, cap=120)
    script.points()
    script.walks(FEW)
    script.digest()
    for seed in (7, 4294967295):
        script.case(f"seed {seed}", DOCS, seed=seed, vnodes=12, cap=102)
        script.points()
        script.walks(FEW)
        script.digest()
    script.case("hash tags", SERVERS, hash_tag="{}", vnodes=30, cap=104)
    script.walks(TAGGED)


def gone_points(script):
    """Keys at, right before and right after points that were given up, and points that were kept."""
    for seed, vnodes, cap in ((0, 8, 101), (7, 30, 105)):
        ring = script.case(f"keys at points that are gone, seed {seed}, {cap} %", SERVERS, seed=seed, vnodes=vnodes, cap=cap)
        kept = [position for position, _, _ in ring.points]
        gone = [position for position, _, _ in Ring(SERVERS, seed=seed, vnodes=vnodes).points if position not in kept]
        assert len(gone) > 6
        script.points()
        script.walks(keys_at(around(gone[:3] + gone[-3:] + kept[:2] + kept[-2:]), seed, random.Random(9)))


def collisions(script):
    """Points of several nodes at one position, of which some are given up and some are kept."""
    rng = random.Random(10)
    fates = set()
    for seed in (0, 7):
        options = {"seed": seed, "vnodes": 4}
        points = Ring(DOCS, **options).points
        lowest, highest = points[0][0], points[-1][0]
        holder = points[0][1].decode()
        crowd = [  # number 3 is the first to be given up; the order of the names is not that of the identities
            node("z", 1, None, squatter(lowest, 3, seed, rng, lambda it, than=holder: it < than)),
            node("a", 1, None, squatter(lowest, 3, seed, rng, lambda it, than=holder: it > than)),
            node("y", 1, None, squatter(highest, 2, seed, rng)),
            node("b", 2, None, squatter(highest, 7, seed, rng)),
        ]
        ends = [node("first", 1, "A", squatter(0, 3, seed, rng)), node(squatter(MASK, 3, seed, rng), 1, "B")]
        for (title, nodes, positions), cap in itertools.product(
            (
                ("two points at one position, the newcomer's identity before the other's", DOCS + crowd[:1], (lowest,)),
                ("two points at one position, the newcomer's identity behind the other's", DOCS + crowd[1:2], (lowest,)),
                ("three points at one position, twice", DOCS + crowd, (lowest, highest)),
                ("the same, listed from the end", (DOCS + crowd)[::-1], (lowest, highest)),
                ("points at 0 and at 2^64-1", DOCS + ends, (0, MASK)),
                ("all of these", crowd + ends + DOCS, (0, lowest, highest, MASK)),
            ),
            (101, 130),
        ):
            ring = script.case(f"{title}, seed {seed}, {cap} %", nodes, cap=cap, **options)
            for position in positions:
                before, after = ([p[2] for p in made.points if p[0] == position] for made in (Ring(nodes, **options), ring))
                fates |= {(len(before), name in after, before.index(name)) for name in before}
            script.points()
            script.walks(keys_at(around(positions), seed, rng) + FEW[::5])
        for weights in ((1, 1), (1, 2), (2, 1), (0, 1)):
            pair = [
                node(f"twin-{n}", weight, None, it)
                for n, weight, it in zip("ab", weights, TWINS if seed == 0 else twins(seed), strict=True)
            ]
            for nodes, cap in (([*pair, DOCS[0]], 101), (pair, 101), ([*pair, DOCS[0]], 140)):
                title = f"twins of weights {weights[0]} and {weights[1]}, {len(nodes)} nodes, seed {seed}, {cap} %"
                ring = script.case(title, nodes, cap=cap, **options)
                script.points()
                script.walks(keys_at(around([position for position, _, _ in ring.points[:4]]), seed, rng) + FEW[::5])
                script.digest()
    # The first of two was given up and the second was not, and the other way round, both stayed, and both went.
    assert {(2, kept, place) for kept in (False, True) for place in (0, 1)} <= fates, fates


def edits(script):
    """Edits, each of which may bring any node to the cap or away from it."""
    script.case("edits, 105 %", SERVERS, vnodes=24, cap=105)
    script.digest()
    for edit in (
        ("add", node("late")), ("add", node("heavy", 4, "A")), ("add", node("drained", 0)), ("weight", "late", 3), ("weight", "late", 3),
        ("weight", "drained", 1), ("weight", "heavy", 0), ("replace", "late", "later"), ("replace", "later", "later"), ("remove", "heavy"),
    ):  # fmt: skip
        script.edit(*edit)
        script.walks(FEW[:4])
    script.points()
    script.edit("add", node("late"), fails="DUPLICATE_NODE")
    script.edit("remove", "nobody", fails="UNKNOWN_NODE")
    script.edit("weight", "later", -1, fails="INVALID_WEIGHT")
    script.edit("weight", "later", 2**26 // 24, fails="TOO_MANY_POINTS")
    script.edit("set", [node("a", 2**25 // 24), node("b", 2**25 // 24 + 1)], fails="TOO_MANY_POINTS")
    script.points()
    members = list(script.ring.members.values())
    script.edit("set", members)
    script.edit("set", [member._replace(name=other.name) for member, other in zip(members, members[1:] + members[:1], strict=True)])
    script.points()
    storm(script, random.Random(11), [node(f"storm-{n}", 1 + n % 3, "A" if n % 3 else None) for n in range(8)], 30)
    script.points()
    for nodes in ([], DOCS, DOCS[:1]):
        script.edit("set", nodes)
        script.walks(FEW[:3])
    crowded_edits(script, "nodes that share a point, 103 %", vnodes=12, cap=103, hash_tag="@/", zones="strict")


def local_views(script):
    """Marks and loads: the points stay as they are."""
    for title, nodes, options in (
        ("five servers, 105 %", SERVERS, {"vnodes": 20, "cap": 105}),
        ("zones of many kinds, 110 %", ZONED, {"vnodes": 20, "cap": 110}),
        ("zones of many kinds, strict, 101 %", ZONED, {"vnodes": 10, "cap": 101, "zones": "strict"}),
    ):
        ring = script.case(f"healthy lists: {title}", nodes, **options)
        names = list(ring.members)
        before = ring.points
        script.mark(names[0], names[2])
        script.lists(FEW)
        script.mark(names[4])
        script.lists(FEW)
        script.mark(names[0], healthy=True)
        script.lists(FEW)
        assert ring.points == before
        script.edit("weight", names[1], 3)
        script.edit("remove", names[2])
        script.lists(FEW)
    bounded_loads(script, "five servers, 105 %", SERVERS, {"vnodes": 20, "cap": 105})
    bounded_loads(script, "strict zones, 103 %", ZONED, {"vnodes": 20, "cap": 103, "zones": "strict"})
