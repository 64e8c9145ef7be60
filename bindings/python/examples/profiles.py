"""A ring that places every key where another system does, and the cost of leaving that placement."""

from ringwise import HashRing, UnsupportedError

# In twemproxy's configuration: `distribution: ketama`, `hash: md5`, `hash_tag: "{}"`.
servers = ["10.0.0.1:11211", "10.0.0.2:11211", "10.0.0.3:11211"]
ring = HashRing(servers, profile="twemproxy_ketama", hash="md5", hash_tag="{}")
print(ring["{user:42}.name"])  # 10.0.0.1:11211
print(ring.explain(), end="")  # labels and points, to compare with the output of the system itself

native = HashRing(ring, profile="native")
moves = ring.compare(native, [f"user:{number}" for number in range(1000)])
print(f"{moves.kept} of 1000 keys would stay")  # 326 of 1000 keys would stay
try:
    HashRing(servers, profile="twemproxy_ketama", vnodes=100)
except UnsupportedError as error:
    print(error)  # lists its options
