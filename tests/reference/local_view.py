"""Health and bounded load by docs/health.md, slow and plain, and the golden vectors of native-v1-local.tsv. Run native.py, not this."""

import random

from cases import KEYS, ODD, SERVERS, ZONED, Script, text
from native import Ring, node


class LocalRing(Ring):
    """A ring, what this process thinks of its nodes, and what it has taken from them."""

    def __init__(self, nodes=(), load_factor=125, **options):
        self.down, self.tickets, self.load_factor, self.options = set(), [], load_factor, options
        super().__init__(nodes, **options)

    def set(self, nodes):
        """Makes these the members: what leaves takes its mark and its load along."""
        super().set(nodes)
        self.down &= set(self.members)
        self.tickets = [name if name in self.members else None for name in self.tickets]

    # Section 3: healthy lists, on a ring that is made without the unhealthy nodes.

    def healthy(self, key, **options):
        """The names of the healthy preference list."""
        left = [member for member in self.members.values() if member.name not in self.down]
        ring = Ring(left, **{**self.options, **options, "cap": None})
        # The points that are left, so that a cap is not applied again.
        ring.points = [point for point in self.points if point[2] not in self.down]
        return ring.preference(key)

    # Section 5: bounded load.

    def load(self, name):
        """The places that are taken on a node."""
        return self.tickets.count(name)

    def has_room(self, name):
        """Whether a node has room for one more."""
        open_nodes = [member for member in self.members.values() if member.name not in self.down and member.weight > 0]
        weights = sum(member.weight for member in open_nodes)
        total = sum(self.load(member.name) for member in open_nodes)
        allowed = -(-self.load_factor * (total + 1) * self.members[name].weight // (100 * weights))
        return self.load(name) < allowed

    def acquire(self, key):
        """Takes a slot, and returns the node's name; None if no node has room."""
        name = next(filter(self.has_room, self.healthy(key, zones="spread")), None)
        self.tickets.append(name)
        return name


class LocalScript(Script):
    """A script of marks, healthy lists and loads."""

    ring_class = LocalRing

    def mark(self, *names, healthy=False):
        for name in names:
            self.record("up" if healthy else "down", text(name))
            (self.ring.down.discard if healthy else self.ring.down.add)(name)

    def lists(self, keys):
        """The whole healthy list of each key."""
        for key in keys:
            self.record("healthy", key.hex(), *map(text, self.ring.healthy(key)))

    def acquire(self, keys):
        for key in keys:
            name = self.ring.acquire(key)
            self.record("acquire", key.hex(), name and text(name))

    def release(self, numbers):
        """Gives places back, by the number of the acquire that took them."""
        for number in numbers:
            self.record("release", str(number), "yes" if self.ring.tickets[number] is not None else "no")
            self.ring.tickets[number] = None

    def loads(self):
        for name in sorted(self.ring.members, key=str.encode):
            self.record("load", text(name), str(self.ring.load(name)))


FEW = KEYS[::9]


def vectors():
    """The bytes of native-v1-local.tsv."""
    script = LocalScript("Health and loads on native-v1")
    healthy_lists(script)
    for title, nodes, options in (
        ("five servers", SERVERS, {}),
        ("five servers, 101 %", SERVERS, {"load_factor": 101}),
        ("five servers, 300 %", SERVERS, {"load_factor": 300}),
        ("weights", [node(f"weight-{weight}", weight) for weight in (1, 2, 3, 7, 0)], {"vnodes": 10}),
        ("zones", ZONED, {"vnodes": 20}),
        ("strict zones, 110 %", ZONED, {"vnodes": 20, "zones": "strict", "load_factor": 110}),
    ):
        bounded_loads(script, title, nodes, options)
    return script.made()


def healthy_lists(script):
    """Marks, with zones and without, and edits under them."""
    for title, nodes, options in (
        ("five servers", SERVERS, {}),
        ("zones of many kinds", ZONED, {"vnodes": 20}),
        ("zones of many kinds, strict", ZONED, {"vnodes": 20, "zones": "strict"}),
        ("odd names", ODD, {"vnodes": 3, "seed": 7, "hash_tag": "{}"}),
    ):
        ring = script.case(f"healthy lists: {title}", nodes, **options)
        names = list(ring.members)
        script.lists(FEW)
        script.mark(names[0])
        script.lists(FEW)
        script.mark(*names[2:5])
        script.lists(FEW)
        script.edit("weight", names[0], 3)
        script.edit("remove", names[2])
        script.edit("add", node(names[2]) if names[2] not in {m.identity for m in ring.members.values()} else node("fresh"))
        script.edit("replace", names[3], "replacement")
        script.lists(FEW)
        script.mark(*[name for name in ring.members if name not in ring.down])
        script.lists(FEW[:5])
        script.mark(names[1], healthy=True)
        script.lists(FEW)


def bounded_loads(script, title, nodes, options):
    """A storm on few keys, so that nodes are full all the time."""
    rng = random.Random(8)
    ring = script.case(f"bounded loads: {title}", nodes, **options)
    hot = KEYS[:40:8]
    script.acquire(hot * 3)
    script.loads()
    members = list(ring.members)
    for step in range(6):
        script.acquire(rng.choices(hot, k=12))
        script.release(rng.sample(range(len(ring.tickets)), 6))
        if step == 1:
            script.mark(members[0], members[2])
        elif step == 2:
            script.edit("weight", members[1], 2)
        elif step == 3:
            script.edit("remove", members[2])
            script.edit("add", node(members[2]))
        elif step == 4:
            script.mark(members[0], healthy=True)
        script.loads()
    script.mark(*[name for name in ring.members if name not in ring.down])
    script.acquire(hot[:2])
    script.release(range(len(ring.tickets)))
    script.loads()
