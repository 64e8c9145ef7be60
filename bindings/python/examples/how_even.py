"""How even a ring is, and what happens if a node fails. The numbers are exact, not sampled."""

from ringwise import HashRing

ring = HashRing({"cache-1": 1, "cache-2": 1, "cache-3": 1, "cache-4": 2})
for name, share in ring.shares().items():
    print(f"{name} owns {share.fraction:.2%} of the keys, {share.fair:.2%} would be fair")
print(f"the fullest has {ring.stats().max_over_fair:.2f} times its fair share")  # the fullest has 1.07 times its fair share

# If cache-4 fails, what do the other nodes receive?
before, after = ring.shares(), ring.forecast(["cache-4"])
for name, share in after.items():
    print(f"{name}: {share.fraction - before[name].fraction:+.2%}")  # cache-4: -40.67%

# What to send to each node in one request.
for owner, keys in ring.group(f"user:{user}" for user in range(100)).items():
    print(f"{len(keys)} keys go to {owner}")

# Counts of real keys: with a p-value this large, they are spread like random keys.
distribution = ring.analyze_distribution(f"user:{user}" for user in range(10_000))
print(f"p = {distribution.p_value:.2f}")  # p = 0.92

# Services that log this at start-up can be sure that they agree on every key.
print(ring.fingerprint())  # 2d6b9565800433ba09d79add9e48df68
