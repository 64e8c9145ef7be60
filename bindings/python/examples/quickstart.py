"""A ring of three caches: the owner of a key, the nodes of its copies, and a fourth cache."""

from ringwise import HashRing

ring = HashRing(["cache-1", "cache-2", "cache-3"])
print(ring["user:42"])  # cache-1
print(ring.get_nodes("user:42", 2))  # ['cache-1', 'cache-3']

ring.add_node("cache-4")  # a quarter of the keys move to it, and no other
