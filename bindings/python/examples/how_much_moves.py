"""What moves if the members change, computed in advance."""

from ringwise import HashRing

before = HashRing(["cache-1", "cache-2", "cache-3", "cache-4"])
after = HashRing({"cache-1": 1, "cache-3": 1, "cache-4": 1, "cache-5": 2})

# Each key is on two nodes: how much moves, and how much has to?
plan = before.plan(after, replicas=2)
print(plan)

# Each range of positions that moves, for a job that copies all of them.
for move in plan:
    print(f"({move.start:016x}, {move.end:016x}] goes from {move.source} to {move.target}")
    break

# During the copy: where to look for a key that its new node does not have yet.
for move in plan.moves_of("user:2"):
    print(f"user:2 may still be on {move.source}")  # user:2 may still be on cache-3

# Rings with other positions of keys have no plan, but an expected overlap, and real keys can be counted.
other = HashRing(before.nodes(), seed=1)
print(f"{before.overlap(other):.3f} of the keys stay")  # 0.250 of the keys stay
print(before.compare(other, (f"user:{user}" for user in range(100_000))).kept, "of 100000 stayed")  # 25236 of 100000 stayed

# The ring for another program, in any language; `to_json` is the same for people.
assert HashRing.from_bytes(after.to_bytes()) == after
