"""The compiled half of `ringwise`; import from there."""

from collections.abc import Iterable, Iterator, Mapping
from threading import Thread
from types import TracebackType
from typing import Any, ClassVar, Literal, TypeVar, final, overload

from ringwise._errors import RingwiseError
from ringwise._insight import Distribution, Shares, Stats
from ringwise._types import Changes, Comparison, Health, Key, Node, Nodes

__all__ = [
    "ChangeQueue",
    "HashRing",
    "Move",
    "Plan",
    "ProbeQueue",
    "Range",
    "Run",
    "Ticket",
    "WantedProbe",
    "__version__",
    "_error_classes",
    "cassandra_token",
    "guava_consistent_hash",
    "jump_hash",
    "profiles",
    "redis_slot",
]

__version__: str

_K = TypeVar("_K", bound=Key)

def profiles() -> list[str]:
    """Return the names of the profiles that a ring can speak.

    >>> "nginx_consistent" in profiles()
    True
    """

def jump_hash(key: int, buckets: int) -> int:
    """Return the bucket of a key among so many, by jump consistent hashing (Lamping and Veach 2014); 0 if there are none.

    `key` is an integer of 64 bits without a sign, `buckets` one of 32: others raise `ValueError`, what is no integer `TypeError`.

    >>> [jump_hash(key, 10) for key in (0, 1, 42)]
    [0, 6, 2]
    """

def guava_consistent_hash(key: int, buckets: int) -> int:
    """Return the bucket of a key among so many, as Guava's `Hashing.consistentHash` does; 0 if there are none.

    It rounds otherwise than `jump_hash`: a few keys go elsewhere. `key` and `buckets` are as there. A `long` of Java below 0 is
    `key % 2**64`.

    >>> jump_hash(5006675456876174058, 32768), guava_consistent_hash(5006675456876174058, 32768)
    (32767, 48)
    """

def redis_slot(key: Key, /) -> int:
    """Return the hash slot of a key in a Redis Cluster: 0 to 16383. Of a key with a hash tag, `{...}`, only that counts.

    Raises `TypeError` for what is no key, `UnicodeEncodeError` for a key with a lone surrogate.

    >>> redis_slot("foo")
    12182
    """

def cassandra_token(key: Key, /) -> int:
    """Return the token of a serialized partition key under Cassandra's Murmur3Partitioner.

    Raises `TypeError` for what is no key, `UnicodeEncodeError` for a key with a lone surrogate.

    >>> cassandra_token("foo")
    -2129773440516405919
    """

def _error_classes() -> dict[str, type[RingwiseError]]:
    """Return the exception class of each kind of error, by the kind's name."""

@final
class HashRing:
    """A consistent-hash ring: which node owns which key.

    `nodes` is an iterable of names, a mapping of names to weights, or a mapping of names to options: `weight`, `zone`, `identity` and
    `meta`, your own object, which placement never sees, and under some profiles `vnodes` or `points`. A `Node`, as `ring.node(name)`
    returns it, can replace a name or its options.

    `HashRing(ring)` is a full copy of a ring, its options and `meta` included; options that you give win. With another `profile`, the copy
    takes over names, weights, zones, `meta` and the identities that you gave, but no identity that the old profile derived, no `vnodes` and
    no `points`; of the options it takes over `hash_tag`, `zones`, `replication_factor` and `load_factor`, if the profile has them.

    Keys are `str`, which are hashed as their UTF-8, or `bytes`, or any buffer of bytes; anything else raises `TypeError`. `ring[key]` takes
    a key and returns its owner; it raises `KeyError` if no node owns anything. `name in ring`, `len` and iteration are about the names of
    nodes.

    `profile` is whose placement the ring speaks: ringwise's own, or that of memcached's clients, nginx, HAProxy and others, exactly.
    `profiles()` names them. Some have options of their own, which are keywords too, or other defaults, or refuse some of these; `options`
    shows what is in force. All is in docs/profiles.md.

    `vnodes` is how many virtual nodes a unit of weight has: more make shares more even, and the ring larger. `seed` is that of every hash.
    `hash_tag`, such as "{}", is two characters: of a key that has them, only what stands between is hashed. `zones` is "spread", one node
    of each zone before a second of any, or "strict", never a second. `cap` is what a node may own at most, in percent of its fair share,
    from 101 on: rings with it are more even, and move more keys when they change. `replication_factor` is how many nodes `get_nodes` lists
    if it is not told. `load_factor` is how much of its fair part, in percent, a node takes at most: see `acquire`.

    Health and load are what this process knows: a copy or a pickle of a ring has neither.

    Raises `InvalidNameError`, `InvalidWeightError`, `InvalidOptionError`, `DuplicateNodeError`, `TooManyPointsError` or `TooManyNodesError`
    for what no ring can hold, `UnknownProfileError`, and `UnsupportedError` for what the profile does not have. Here and in every method,
    an argument of a wrong type raises `TypeError`, and a name that is not Unicode `InvalidNameError`. An edit that raises has changed
    nothing.

    The same nodes, options and key give the same node in every process, on every platform, in every language that ringwise speaks. Under
    profiles that see it, their order counts too.
    Threads may look up while another edits: each lookup sees one whole ring.

    >>> ring = HashRing(["cache-1", "cache-2", "cache-3"])
    >>> ring["user:42"]
    'cache-1'
    >>> HashRing(["10.0.0.1:11211", "10.0.0.2:11211"], profile="twemproxy_ketama", hash="md5", hash_tag="{}")["{user:42}.name"]
    '10.0.0.1:11211'
    """

    __hash__: ClassVar[None]  # type: ignore[assignment]

    def __new__(
        cls,
        nodes: Nodes = (),
        *,
        profile: str = "native",
        vnodes: int = 160,
        seed: int = 0,
        hash_tag: str | None = None,
        zones: Literal["spread", "strict"] = "spread",
        cap: int | None = None,
        replication_factor: int = 2,
        load_factor: int = 125,
        **profile_options: int | str | Mapping[str, int],
    ) -> HashRing: ...
    def add_node(
        self,
        name: str,
        weight: int = 1,
        *,
        zone: str | None = None,
        identity: str | None = None,
        meta: object = None,
        vnodes: int | None = None,
        points: Iterable[int] | None = None,
    ) -> None:
        """Add a node. Keys move to it, and, but for some profiles, between no others.

        A node of weight 2 owns twice the keys of one of weight 1; one of weight 0 is drained: a member that owns nothing. `identity` is
        what is hashed in place of the name. `vnodes`, a number whatever the weight, and `points`, integers, are for profiles that have
        them.

        Raises `InvalidNameError`, `InvalidWeightError` or `InvalidOptionError` for what no node can have, `UnsupportedError` for what the
        profile does not have, `DuplicateNodeError` if the name or the identity is taken, `TooManyPointsError` or `TooManyNodesError` if the
        ring would be too large.

        >>> ring = HashRing(["a", "b"])
        >>> ring.add_node("c", weight=2, zone="east")
        >>> ring.nodes()
        ['a', 'b', 'c']
        """

    def remove_node(self, name: str) -> None:
        """Remove a node. Its keys move, and, but for some profiles, no others.

        Raises `UnknownNodeError` if there is no such node, `InvalidOptionError` if the profile's table then has no room.
        """

    def set_weight(self, name: str, weight: int) -> None:
        """Give a node another weight. A higher one moves keys only to it, a lower one only from it, but for some profiles; 0 drains it.

        Raises `UnknownNodeError` if there is no such node, `InvalidWeightError` or `TooManyPointsError` for a weight that is too large or
        negative, `UnsupportedError` for one that the profile does not have.
        """

    def replace_node(self, old: str, new: str) -> None:
        """Hand a node's identity, weight, zone and meta to another name: every key of the old is the new's, and none moves.

        Afterwards the old name cannot be added plainly, because its identity is held.

        Raises `UnknownNodeError` if there is no node `old`, `DuplicateNodeError` if there is a node `new`, `InvalidNameError` for what is
        no name, `TooManyNodesError` if the ring has had too many names.

        >>> ring = HashRing(["10.0.0.1:11211"])
        >>> ring.replace_node("10.0.0.1:11211", "10.0.0.9:11211")
        >>> ring.node("10.0.0.9:11211").identity
        '10.0.0.1:11211'
        """

    def set_nodes(self, nodes: Nodes) -> Changes:
        """Make these nodes the members, and return what that changed.

        `nodes` is as in `HashRing(nodes)`, and taken literally, whatever was before: a node that gives no identity is hashed by its name,
        and one that gives no `meta` has none any more. `Changes` does not speak of `meta`. The members of another ring are taken over as
        `HashRing(ring, profile=...)` takes them.

        Raises what `HashRing(nodes)` raises.

        >>> HashRing(["a", "b"]).set_nodes({"b": 2, "c": 1})
        Changes(added=['c'], removed=['a'], changed=['b'], reidentified=[])
        """

    def node(self, name: str) -> Node:
        """Return a member.

        Raises `UnknownNodeError` if there is no such node.

        >>> HashRing({"a": {"weight": 2, "zone": "east"}}).node("a")
        Node(name='a', identity='a', weight=2, zone='east', meta=None, vnodes=None, points=None)
        """

    def nodes(self) -> list[str]:
        """Return the names of all members, drained ones too, in the order of their UTF-8, or as given where the profile sees order."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[str]: ...
    def __contains__(self, name: object, /) -> bool: ...
    @property
    def profile(self) -> str:
        """The name of the placement: equal names place alike for ever."""

    @property
    def options(self) -> dict[str, Any]:
        """The options in force, defaults included, as `HashRing(nodes, **options)` takes them."""

    def get_node(self, key: Key, /) -> str | None:
        """Return the owner of a key; `None` if no node owns anything.

        Raises `TypeError` for what is no key, `UnicodeEncodeError` for a key with a lone surrogate.

        >>> HashRing(["node-a", "node-c"]).get_node("foo")
        'node-a'
        """

    def __getitem__(self, key: Key, /) -> str: ...
    def get_nodes(self, key: Key, /, count: int | None = None) -> list[str]:
        """Return the names of up to `count` nodes that hold a key, nearest first; `replication_factor` of them if `count` is not given.

        Each name appears once, the first is the owner, and a longer list begins with the shorter. With zones, it takes one node of each
        zone first.

        Raises `TypeError` for what is no key, `UnicodeEncodeError` for a key with a lone surrogate, `ValueError` for a negative count,
        `UnsupportedError` for a count that no list of the profile can have: "envoy_maglev" knows the owner alone, and lists it if `count`
        is not given.

        >>> len(HashRing(["a", "b", "c"]).get_nodes("user:42", 2))
        2
        """

    def iter_nodes(self, key: Key, /) -> Iterator[str]:
        """Iterate over the names of all nodes that hold a key, nearest first.

        Lazy: for who does not know yet how many it takes. Later edits do not change it.

        Raises `TypeError` for what is no key, `UnicodeEncodeError` for a key with a lone surrogate.

        >>> ring = HashRing(["a", "b", "c"])
        >>> next(ring.iter_nodes("user:42")) == ring["user:42"]
        True
        """

    def get_node_batch(self, keys: Iterable[Key], /) -> list[str | None]:
        """Return the owners of many keys, all in one ring: what `get_node` returns for each.

        Raises what `get_node` raises, and `TypeError` for one `str` in place of many keys.

        >>> ring = HashRing(["a", "b", "c"])
        >>> ring.get_node_batch(["user:1", b"user:1"]) == [ring["user:1"]] * 2
        True
        """

    def retry_nodes(self, key: Key, /) -> list[str]:
        """Return the names of the seven nodes that spymemcached tries for a key, one after another, the owner first; a name may come again.

        Raises `UnsupportedError` under any profile but "spymemcached_ketama", `TypeError` for what is no key, `UnicodeEncodeError` for a
        key with a lone surrogate.

        >>> ring = HashRing(["10.0.0.1:11211", "10.0.0.2:11211"], profile="spymemcached_ketama")
        >>> len(ring.retry_nodes("user:42"))
        7
        """

    def mark_node_unhealthy(self, name: str) -> None:
        """Mark a node as down: its keys go where they would go without it, until it is healthy again. No point moves.

        Only `get_healthy_nodes`, `get_node_with_fallback` and `acquire` know of it, in this process.

        Raises `UnknownNodeError` if there is no such node.

        >>> ring = HashRing(["a", "b"])
        >>> ring.mark_node_unhealthy("a")
        >>> ring.get_node_with_fallback("any key")
        'b'
        """

    def mark_node_healthy(self, name: str) -> None:
        """Mark a node as up again: its keys come back.

        Raises `UnknownNodeError` if there is no such node.
        """

    def is_healthy(self, name: str) -> bool:
        """Return whether a node is healthy.

        Raises `UnknownNodeError` if there is no such node.
        """

    @overload
    def health(self) -> dict[str, Health]:
        """Return the `Health` of a node; without a name, a dict of the health of every member.

        Raises `UnknownNodeError` if there is no such node.

        >>> ring = HashRing(["a", "b"])
        >>> ring.mark_node_unhealthy("b")
        >>> ring.health("a").healthy
        True
        >>> [name for name, health in ring.health().items() if not health.healthy]
        ['b']
        """
    @overload
    def health(self, name: str) -> Health: ...
    def get_healthy_nodes(self, key: Key, /, count: int | None = None) -> list[str]:
        """Return the names of up to `count` healthy nodes that hold a key, nearest first: what `get_nodes` of a ring without the unhealthy
        nodes returns.

        For caches, new writes and load balancing. A store that holds copies reads and writes `get_nodes` and skips the unhealthy itself:
        the copies are where they were put.

        Raises `TypeError` for what is no key, `UnicodeEncodeError` for a key with a lone surrogate, `ValueError` for a negative count,
        `UnsupportedError` for a count that no list of the profile can have.

        >>> ring = HashRing(["a", "b", "c"])
        >>> first, *rest = ring.get_nodes("user:42", 3)
        >>> ring.mark_node_unhealthy(first)
        >>> ring.get_healthy_nodes("user:42", 3) == rest
        True
        """

    def get_node_with_fallback(self, key: Key, /) -> str | None:
        """Return the first healthy node that holds a key: its owner, or where the owner's keys go while it is down.

        `None` if no healthy node owns anything.

        Raises `TypeError` for what is no key, `UnicodeEncodeError` for a key with a lone surrogate.

        >>> ring = HashRing(["a", "b", "c"])
        >>> ring.get_node_with_fallback("user:42") == ring["user:42"]
        True
        """

    def acquire(self, key: Key, /) -> Ticket | None:
        """Take a place on the first node of a key's list that is healthy and not full; `None` if no healthy node owns anything.

        A node is full when its load has reached `load_factor` percent of its fair part, by weight, of all places taken on healthy nodes;
        some profiles have a rule of their own. So this is `get_node_with_fallback` until that node is full; then the key goes on along its
        own list.

        The place is held until it is released, which a `with` does.

        Raises `TypeError` for what is no key, `UnicodeEncodeError` for a key with a lone surrogate.

        >>> ring = HashRing(["a", "b"])
        >>> with ring.acquire("user:42") as place:
        ...     place.node == ring["user:42"], ring.total_load()
        (True, 1)
        >>> ring.total_load()
        0
        """

    def load(self, name: str) -> int:
        """Return the number of places taken on a node.

        Raises `UnknownNodeError` if there is no such node.

        >>> ring = HashRing(["a", "b"])
        >>> ticket = ring.acquire("user:42")
        >>> ring.load(ticket.node)
        1
        """
    def loads(self) -> dict[str, int]:
        """Return the number of places taken on each member, by name."""

    def total_load(self) -> int:
        """Return how many places are taken on all members together."""

    def capacity(self, name: str) -> int:
        """Return the load at which a node is full for the next `acquire`; 0 if it is drained or down.

        Raises `UnknownNodeError` if there is no such node.
        """

    def points(self) -> list[tuple[int, str]]:
        """Return the points in ring order: each position, from 0 to 2**64 - 1 on a native ring, with the node that owns it.

        Some profiles count in 32 bits, or the entries of a table; of positions longer than 64 bits these are the leading ones.

        >>> len(HashRing(["a", "b"], vnodes=3).points())
        6
        """

    def explain(self) -> str:
        """Return what the ring does in words and numbers: its profile and options, what of a node is hashed, the label of the first virtual
        node, the first points, how many points each node has. For people: the text may change.

        >>> print(HashRing(["10.0.0.1:11211"], profile="ketama").explain().splitlines()[0])
        profile ketama
        """

    def compare(self, other: HashRing, keys: Iterable[Key]) -> Comparison:
        """Count which of some keys have an owner of the same name in another ring, whatever its profile, and which have not.

        So it says what a move from a system's own placement to ringwise's would cost.

        Raises `TypeError` for what is no key and for one `str` in place of many keys, `UnicodeEncodeError` for a key with a lone surrogate.

        >>> HashRing(["a"]).compare(HashRing(["b"]), ["user:1", "user:2"])
        Comparison(kept=0, moved=2, pairs={('a', 'b'): 2})
        """

    def shares(self, replicas: int = 1) -> Shares:
        """Return what part of the key space each node holds, exactly, if each key is on the first `replicas` nodes of its list.

        `Shares` is a mapping of names to `Share(parts, by_rank, fraction, fair)`. The parts of all nodes sum to `total`, 2**64 on a native
        ring, times the length of the lists.

        Raises `UnsupportedError` for more replicas than the profile can list, `InvalidOptionError` for more than there is memory for,
        `ValueError` for a negative number.

        >>> shares = HashRing({"a": 1, "b": 1, "c": 2}).shares()
        >>> shares["c"].fair
        0.5
        >>> sum(share.parts for share in shares.values()) == shares.total
        True
        """

    def stats(self) -> Stats:
        """Return how even the ring is: the share of the fullest and of the emptiest node over its fair share, and the standard deviation of
        that ratio. Besides, how many nodes and points it has, and how many bytes of memory it takes.

        >>> stats = HashRing(map(str, range(100))).stats()
        >>> stats.points, 1.1 < stats.max_over_fair < 1.4
        (16000, True)
        """

    def position(self, key: Key, /) -> int:
        """Return where a key stands on the ring: a position of those that `points`, `ranges` and plans tell. Of a position longer than 64
        bits these are the leading ones.

        Raises `TypeError` for what is no key, `UnicodeEncodeError` for a key with a lone surrogate.

        >>> hex(HashRing(["a", "b", "c"]).position("foo"))
        '0xe271865701f54561'
        """

    def ranges(self, name: str) -> list[Range]:
        """Return the ranges of positions that a node owns, in ring order: `Range(start, end)`, from behind `start` up to and with `end`.

        A range whose start is not below its end reaches round the end of the ring; `(0, 0)` is the whole ring. What a position is, `points`
        says.

        Raises `UnknownNodeError` if there is no such node, `UnsupportedError` under a profile that is a table.

        >>> HashRing(["a"]).ranges("a")
        [Range(start=0, end=0)]
        """

    def forecast(self, failures: Iterable[str], replicas: int = 1) -> Shares:
        """Return the shares after some nodes have failed, as `get_healthy_nodes` lists the others: what is held while they are down.

        Raises `UnknownNodeError` for a failure that is no member, and what `shares` raises.

        >>> ring = HashRing(["a", "b", "c"])
        >>> forecast = ring.forecast(["c"])
        >>> forecast["c"].parts, forecast["a"].parts > ring.shares()["a"].parts
        (0, True)
        """

    def group(self, keys: Iterable[_K], /) -> dict[str | None, list[_K]]:
        """Return some keys by the name of the node that owns them: what to send to each node in one request.

        The keys are your own objects, each node's in the order in which they came. Nodes that own none of them are left out; `None` has
        all keys if no node owns anything.

        Raises `TypeError` for what is no key and for one `str` in place of many keys, `UnicodeEncodeError` for a key with a lone surrogate.

        >>> HashRing(["cache-1", "cache-2", "cache-3"]).group(["user:1", "user:3", "user:4"])
        {'cache-1': ['user:1', 'user:3'], 'cache-2': ['user:4']}
        """

    def analyze_distribution(self, keys: Iterable[Key], /) -> Distribution:
        """Count how many of some keys each node owns, against its share of the key space.

        `p_value` is how likely keys that are hashed evenly come out this uneven or more. A small one, of 0.001 say, means that the keys are
        not like random ones: that some are repeated, for example. Not to be relied on where fewer than five keys are expected on a node.

        Raises `TypeError` for what is no key and for one `str` in place of many keys, `UnicodeEncodeError` for a key with a lone surrogate.

        >>> found = HashRing(["a", "b"]).analyze_distribution(f"user:{number}" for number in range(1000))
        >>> found.keys, sum(found.counts.values()), found.p_value > 0.001
        (1000, 1000, True)
        """

    def plan(self, after: HashRing, replicas: int = 1) -> Plan:
        """Return what changes hands when `after` takes the place of this ring and each key is on the first `replicas` nodes of its list.

        The two lists of a key are compared as sets: who is in the one after and not in the one before is the target of a move. Its source
        is a node that gives the key up, as long as there are such; then the first of those that keep it, from whom it can be copied.

        Later edits of the two rings do not change it.

        Raises `UnsupportedError` if keys do not stand at one position in both rings, and what `shares` raises.

        >>> before = HashRing(["a", "b", "c"])
        >>> plan = before.plan(HashRing(["a", "b"]))
        >>> plan.moved == before.shares()["c"].parts
        True
        """

    def overlap(self, other: HashRing) -> float:
        """Return the share of keys that is expected to have an owner of the same name in another ring, if the two hash keys independently.

        It is for rings that no plan can join: another profile, another seed. Rings that differ in the hash tag alone are not independent,
        and more keys may stay.

        >>> names = ["a", "b", "c", "d"]
        >>> 0.2 < HashRing(names).overlap(HashRing(names, seed=7)) < 0.3
        True
        """

    def fingerprint(self) -> str:
        """Return what tells this placement from any other, 32 hex digits: equal rings have equal fingerprints.

        Services that log it, or compare it as they start, know that they agree on every key, whatever their language. It is no security
        digest: who may choose names can make two rings share one.

        >>> HashRing(["a", "b", "c"]).fingerprint()
        '455baf8501c973073b57bb3e8d5bdfb2'
        """

    def to_bytes(self) -> bytes:
        """Return the ring as bytes, which `from_bytes` reads, in whatever language ringwise speaks.

        They hold the placement options and the nodes, but no meta, `replication_factor` or `load_factor`: a pickle holds these too. Equal
        rings have equal bytes, and different ones different. What the bytes are is in docs/snapshot.md.

        >>> HashRing(["a", "b"]).to_bytes() == HashRing(["b", "a"]).to_bytes()
        True
        """

    @classmethod
    def from_bytes(cls, snapshot: bytes | bytearray | memoryview, *, replication_factor: int = 2, load_factor: int = 125) -> HashRing:
        """Return the ring whose `to_bytes` these are.

        Bytes of unknown origin are safe: what they claim is held against what there is before memory is taken. A few of them may well be a
        ring of 67,108,864 virtual nodes, though, which takes more than a gigabyte.

        Raises `BadSnapshotError` for bytes that are no snapshot, `SnapshotVersionError` for one that a later version wrote,
        `UnknownProfileError`; `InvalidOptionError` for the options beside it, `UnsupportedError` for a load factor that its profile does
        not have.

        >>> ring = HashRing(["a", "b"], seed=7)
        >>> HashRing.from_bytes(ring.to_bytes()) == ring
        True
        """

    def to_json(self) -> str:
        """Return the ring as JSON, for people and configuration files; `from_json` reads it.

        It holds what `to_bytes` holds, an option a line, then a node a line.

        >>> print(HashRing(["a"]).to_json(), end="")
        {
          "ringwise": 1,
          "profile": "native-v1",
          "vnodes": 160,
          "seed": 0,
          "zones": "spread",
          "nodes": [
            {"name": "a", "weight": 1}
          ]
        }
        """

    @classmethod
    def from_json(cls, text: str, *, replication_factor: int = 2, load_factor: int = 125) -> HashRing:
        """Return the ring that a JSON text describes, as `to_json` writes it or as a person does.

        Whatever has a default may be left out, and a node that has nothing but a name may be that name.

        Raises `BadSnapshotError` for text that is no JSON, and for fields that are unknown, given twice or, of a node, of a wrong type;
        `SnapshotVersionError`; `UnicodeEncodeError` for text with a lone surrogate; else what `HashRing` raises.

        >>> ring = HashRing.from_json('{"seed": 7, "nodes": ["a", {"name": "b", "weight": 2}]}')
        >>> ring == HashRing({"a": 1, "b": 2}, seed=7)
        True
        """

    def _repr_html_(self) -> str:
        """Return the balance as HTML, which notebooks show."""

    def __eq__(self, other: object, /) -> bool: ...
    def __copy__(self) -> HashRing: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __setstate__(self, metas: dict[str, object]) -> None: ...

@final
class Ticket:
    """A place on a node that `HashRing.acquire` took, to be given back: by `release`, or at the end of a `with`.

    A ticket that is forgotten holds its place as long as its node is a member.

    >>> ring = HashRing(["a", "b"])
    >>> with ring.acquire("user:42") as place:
    ...     place.node == ring["user:42"]
    True
    """

    @property
    def node(self) -> str:
        """The name of the node on which the place was taken."""

    def release(self) -> bool:
        """Give the place back, and return whether there was one: not a second time, nor if the node was removed since.

        >>> ticket = HashRing(["a"]).acquire("user:42")
        >>> ticket.release(), ticket.release()
        (True, False)
        """

    def __enter__(self) -> Ticket: ...
    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None, /) -> None: ...

@final
class Plan:
    """What changes hands when one ring takes the place of another, as `HashRing.plan` found it. Iterating gives each `Move`, in ring order.

    It holds the two rings, as they were, and no list of moves: these are found as they are asked for.

    >>> before, after = HashRing(["a", "b"]), HashRing(["a", "b", "c"])
    >>> plan = before.plan(after)
    >>> {move.target for move in plan}
    {'c'}
    >>> plan.moved == plan.minimum == after.shares()["c"].parts
    True
    """

    @property
    def total(self) -> int:
        """The number of positions that keys can have: 2**64 on a native ring. What is moved is counted in the same measure."""

    @property
    def moved(self) -> int:
        """How many positions arrive at a node that did not hold them before, counted once for each such node."""

    @property
    def minimum(self) -> int:
        """How many must, at the least, for each node to hold as many as it does after."""

    @property
    def moved_fraction(self) -> float:
        """`moved` as a fraction of `total`; with several replicas it may exceed 1."""

    @property
    def minimum_fraction(self) -> float:
        """`minimum` as a fraction of `total`."""

    def moves_of(self, key: Key, /) -> list[Move]:
        """Return the moves that a key is part of: none if every node that is to hold it does already.

        While keys are copied: where else to look for one that its new node has not got yet.

        Raises `TypeError` for what is no key, `UnicodeEncodeError` for a key with a lone surrogate.

        >>> [(move.source, move.target) for move in HashRing(["a"]).plan(HashRing(["b"])).moves_of("user:42")]
        [('a', 'b')]
        """

    def totals(self) -> dict[tuple[str | None, str], int]:
        """Return how many positions go from one node to another, for each pair `(source, target)` that has any; the source is `None` where
        the ring before has no node.

        >>> HashRing(["a"]).plan(HashRing(["b"])).totals() == {("a", "b"): 2**64}
        True
        """

    def to_json(self) -> str:
        """Return the plan as JSON: `total`, `replicas`, `moved`, `minimum`; `totals`, who gives how much to whom; `moves`, one a line.

        Positions, and what counts them, are strings of decimal digits: they exceed what many readers of JSON take for a number.

        >>> print(HashRing(["a"]).plan(HashRing(["b"])).to_json().splitlines()[-3])
            {"start": "0", "end": "0", "rank": 0, "source": "a", "target": "b"}
        """

    def __iter__(self) -> Iterator[Move]: ...

@final
class Range:
    """The positions after `start` up to and including `end`, clockwise.

    If `start` is not less than `end`, the range wraps past the last position to 0. If they are equal, it is the whole key space: ringwise
    writes that as `Range(0, 0)`. `total` is the number of positions in the key space, so that `position in range` and `size` are exact.

    `position in range` raises `TypeError` if the position is not an integer. To look for a key, use `ring.position(key)`.

    Raises `ValueError` if `start` or `end` is not a position, or if `total` is not between 1 and 2**64.

    >>> ring = HashRing(["a", "b"])
    >>> any(ring.position("user:42") in owned for owned in ring.ranges(ring["user:42"]))
    True
    >>> Range(250, 4, total=256).size
    10
    """

    __match_args__: ClassVar = ("start", "end")

    def __new__(cls, start: int, end: int, total: int = 18446744073709551616) -> Range: ...
    @property
    def start(self) -> int:
        """The position before the first."""
    @property
    def end(self) -> int:
        """The last position."""
    @property
    def total(self) -> int:
        """The number of positions in the key space."""
    @property
    def size(self) -> int:
        """The number of positions in the range."""
    def __contains__(self, position: int, /) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Move:
    """A move: the positions after `start` up to and including `end`, clockwise, whose keys a node receives.

    `start`, `end` and `total`, `position in move` and `size` are as in `Range`.

    >>> [move] = HashRing(["a"]).plan(HashRing(["b"]))
    >>> move
    Move(start=0, end=0, rank=0, source='a', target='b')
    >>> 7 in move, move.size == move.total
    (True, True)
    """

    __match_args__: ClassVar = ("start", "end", "rank", "source", "target")

    def __new__(cls, start: int, end: int, rank: int, source: str | None, target: str, total: int = 18446744073709551616) -> Move: ...
    @property
    def start(self) -> int:
        """The position before the first."""
    @property
    def end(self) -> int:
        """The last position."""
    @property
    def rank(self) -> int:
        """The index of the target in the key's list of nodes afterwards, from 0."""
    @property
    def source(self) -> str | None:
        """The node to copy the keys from: one that loses them, else one that keeps them; `None` if the ring before has no node."""
    @property
    def target(self) -> str:
        """The node that receives the keys."""
    @property
    def total(self) -> int:
        """The number of positions in the key space."""
    @property
    def size(self) -> int:
        """The number of positions in the move."""
    def __contains__(self, position: int, /) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Run:
    """One run of a monitor: started once, and stopped once."""

    def __new__(
        cls,
        ring: HashRing,
        *,
        own_probe: bool,
        addresses: Mapping[str, str] | None,
        interval: float,
        timeout: float,
        rise: int,
        fall: int,
        jitter: float,
        concurrency: int,
    ) -> Run: ...
    def probes(self) -> ProbeQueue:
        """Return where the probes wait that are wanted of Python."""

    def changes(self) -> ChangeQueue:
        """Return where the changes wait."""

    def start(self, threads: list[Thread]) -> None:
        """Start these threads of Python's, then probing."""

    def stop(self) -> list[str]:
        """Stop probing; wait for the probes on their way, one timeout at most; return the nodes whose probe still hangs."""

    def leave(self) -> None:
        """Stop probing, and wait for nothing."""

    def forget(self) -> None:
        """Keep this as it is for ever."""

@final
class ProbeQueue:
    """The probes that are wanted of Python."""

    def take(self) -> tuple[WantedProbe, bool] | None:
        """Wait for the next; return it, and whether another thread waits for more. `None` if this thread is not needed."""

@final
class ChangeQueue:
    """The changes that Python is told of."""

    def take(self) -> tuple[str, Health] | None:
        """Wait for the next; return the node's name, and its health. `None` when there will be none."""

@final
class WantedProbe:
    """A probe that is wanted of Python."""

    @property
    def node(self) -> str:
        """The name of the node to probe."""

    def answer(self, reason: str | None, /) -> None:
        """Say why the node failed; `None` if it answered."""
