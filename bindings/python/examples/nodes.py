"""Weights, zones, and a node that replaces another."""

from ringwise import HashRing, UnknownNodeError

ring = HashRing(
    {
        "db-1": {"weight": 2, "zone": "east", "meta": {"port": 5432}},
        "db-2": {"weight": 1, "zone": "east"},
        "db-3": {"weight": 1, "zone": "west"},
    },
    replication_factor=2,
)
print([ring.node(name).zone for name in ring.get_nodes("user:42")])  # one of each zone
print(ring.node("db-1").meta)  # {'port': 5432}

ring.set_weight("db-2", 0)  # drained: still a member, but it owns no keys
ring.replace_node("db-3", "db-4")  # db-4 now owns every key of db-3; no other key moves
print(ring.nodes())  # ['db-1', 'db-2', 'db-4']
try:
    ring.remove_node("db-9")
except UnknownNodeError as error:
    print(error)  # node "db-9" is not in the ring: name one of its members
