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
    "_option_table",
    "cassandra_token",
    "guava_consistent_hash",
    "jump_hash",
    "profiles",
    "redis_slot",
]

__version__: str

_K = TypeVar("_K", bound=Key)

def profiles() -> list[str]:
    """Return the names of the profiles.

    >>> "nginx_consistent" in profiles()
    True
    """

def jump_hash(key: int, buckets: int) -> int:
    """Return the bucket of a key among `buckets` buckets, by jump consistent hashing (Lamping and Veach 2014); 0 if there
    are none.

    `key` is an unsigned integer of 64 bits, `buckets` one of 32 bits. Other integers raise `ValueError`, other types
    `TypeError`.

    >>> [jump_hash(key, 10) for key in (0, 1, 42)]
    [0, 6, 2]
    """

def guava_consistent_hash(key: int, buckets: int) -> int:
    """Return the bucket of a key among `buckets` buckets, as Guava's `Hashing.consistentHash` does; 0 if there are none.

    It rounds differently from `jump_hash`, so that a few keys have another bucket. The parameters are the same. For a
    negative `long` of Java, use `key % 2**64`.

    >>> jump_hash(5006675456876174058, 32768), guava_consistent_hash(5006675456876174058, 32768)
    (32767, 48)
    """

def redis_slot(key: Key, /) -> int:
    """Return the hash slot of a key in a Redis Cluster: 0 to 16383. If the key has a hash tag, `{...}`, only that is
    hashed.

    Raises `TypeError` if the key is not `str` or bytes, and `UnicodeEncodeError` if it has a lone surrogate.

    >>> redis_slot("foo")
    12182
    """

def cassandra_token(key: Key, /) -> int:
    """Return the token of a serialized partition key under Cassandra's Murmur3Partitioner.

    Raises `TypeError` if the key is not `str` or bytes, and `UnicodeEncodeError` if it has a lone surrogate.

    >>> cassandra_token("foo")
    -2129773440516405919
    """

def _error_classes() -> dict[str, type[RingwiseError]]:
    """Return the exception class of each kind of error, by the kind's name."""

def _option_table() -> list[tuple[str, str, str, str, bool]]:
    """Return the options of native placement: name, kind, description, values, and whether placement depends on it."""

@final
class HashRing:
    """A consistent-hash ring, which maps every key to the node that owns it.

    `nodes` is an iterable of names, a mapping of names to weights, or a mapping of names to options: `weight`, `zone`,
    `identity`, `meta`, and under some profiles `vnodes` or `points`. `meta` is any object of yours; it does not affect
    placement. A `Node`, as `ring.node(name)` returns it, can replace a name or its options.

    `HashRing(ring)` is a full copy of a ring, its options and `meta` included; options that you give win. With another
    `profile`, the copy takes over names, weights, zones, `meta` and the identities that you gave, but no identity that
    the old profile derived, no `vnodes` and no `points`. Of the options it takes over `hash_tag`, `zones`,
    `replication_factor` and `load_factor`, if the profile has them.

    A key is a `str`, which is hashed as UTF-8, or `bytes` or another buffer of bytes. In every method, any other key
    raises `TypeError`, and a `str` with a lone surrogate raises `UnicodeEncodeError`. `ring[key]` returns the owner of
    a key, and raises `KeyError` if no node owns keys. `name in ring`, `len(ring)` and iteration are about the names of
    nodes.

    `profile` selects the placement: ringwise's own, or exactly that of another system, such as memcached clients, nginx
    or HAProxy. `profiles()` lists the names. Some profiles have options of their own, which are keywords too, have
    other defaults, or do not support all options. `options` has the options in force. docs/profiles.md describes every
    profile.

    `vnodes` is the number of virtual nodes for each unit of weight: more of them make the shares more even and the ring
    larger. `seed` is the seed of every hash. `hash_tag` is two characters, such as "{}": of a key that contains them,
    only the part between them is hashed. `zones` is "spread", one node of each zone before a second of any, or
    "strict", never a second node of a zone. `cap` is the most that a node may own, in percent of its fair share, from
    101 up: a ring with a cap is more even, and moves more keys when it changes. `replication_factor` is the default
    count of `get_nodes`. `load_factor` limits the load of a node, in percent of its fair share: see `acquire`.

    Health and load are known to this process only: copies and pickles of a ring have neither.

    Raises `InvalidNameError`, `InvalidWeightError`, `InvalidOptionError`, `DuplicateNodeError`, `TooManyPointsError` or
    `TooManyNodesError` if the nodes or options are not valid, `UnknownProfileError`, and `UnsupportedError` if the
    profile does not support one of them. In every method, an argument of the wrong type raises `TypeError`, and a name
    that is not Unicode raises `InvalidNameError`. An edit that raises changes nothing.

    The same nodes, options and key give the same node in every process, on every platform and in every language. Some
    profiles also depend on the order of the nodes. Threads may look up keys while another edits the ring: each lookup
    sees one complete ring.

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
        """Add a node. Keys move only to it; with a `cap` and under some profiles, some also move between other nodes.

        A node of weight 2 owns twice as many keys as one of weight 1. A node of weight 0 is drained: it is a member,
        but owns no keys. `identity` is hashed in place of the name. `vnodes`, a number that does not depend on the
        weight, and `points`, integers, are for the profiles that have them.

        Raises `InvalidNameError`, `InvalidWeightError` or `InvalidOptionError` if a value is not valid,
        `UnsupportedError` if the profile does not support it, `DuplicateNodeError` if another node has the name or the
        identity, and `TooManyPointsError` or `TooManyNodesError` if the ring would be too large.

        >>> ring = HashRing(["a", "b"])
        >>> ring.add_node("c", weight=2, zone="east")
        >>> ring.nodes()
        ['a', 'b', 'c']
        """

    def remove_node(self, name: str) -> None:
        """Remove a node. Only its keys move; with a `cap` and under some profiles, some others also move.

        Raises `UnknownNodeError` if no node has the name, and `InvalidOptionError` if the profile's table is too small
        for the nodes that remain.
        """

    def set_weight(self, name: str, weight: int) -> None:
        """Change the weight of a node. A higher weight moves keys only to the node, a lower one only from it; 0 drains it.

        With a `cap` and under some profiles, keys also move between other nodes.

        Raises `UnknownNodeError` if no node has the name, `InvalidWeightError` or `TooManyPointsError` if the weight is
        negative or too large, and `UnsupportedError` if the profile does not support it.
        """

    def replace_node(self, old: str, new: str) -> None:
        """Rename a node: the new name gets its identity, weight, zone and meta, so that no key changes hands.

        While the node is a member, no other node can have its identity: so a node of the old name can be added only
        with another identity.

        Raises `UnknownNodeError` if no node has the name `old`, `DuplicateNodeError` if a node has the name `new`,
        `InvalidNameError` if that is not a valid name, and `TooManyNodesError` if the ring has had too many names.

        >>> ring = HashRing(["10.0.0.1:11211"])
        >>> ring.replace_node("10.0.0.1:11211", "10.0.0.9:11211")
        >>> ring.node("10.0.0.9:11211").identity
        '10.0.0.1:11211'
        """

    def set_nodes(self, nodes: Nodes) -> Changes:
        """Replace all members by these nodes, and return what changed.

        `nodes` is as in `HashRing(nodes)`. Nothing is kept from before: a node without an identity is hashed by its
        name, and a node without `meta` has none. `Changes` does not list changes of `meta`. The members of another ring
        are taken over as in `HashRing(ring, profile=...)`.

        Raises what `HashRing(nodes)` raises.

        >>> HashRing(["a", "b"]).set_nodes({"b": 2, "c": 1})
        Changes(added=['c'], removed=['a'], changed=['b'], reidentified=[])
        """

    def node(self, name: str) -> Node:
        """Return a member.

        Raises `UnknownNodeError` if no node has the name.

        >>> HashRing({"a": {"weight": 2, "zone": "east"}}).node("a")
        Node(name='a', identity='a', weight=2, zone='east', meta=None, vnodes=None, points=None)
        """

    def nodes(self) -> list[str]:
        """Return the names of all members, drained ones included.

        They are in the order of their UTF-8, or as given if the profile depends on the order.
        """

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[str]: ...
    def __contains__(self, name: object, /) -> bool: ...
    @property
    def profile(self) -> str:
        """The name of the placement. Its placement never changes."""

    @property
    def options(self) -> dict[str, Any]:
        """The options in force, defaults included: `HashRing(nodes, **options)` takes them."""

    def get_node(self, key: Key, /) -> str | None:
        """Return the owner of a key, or `None` if no node owns keys.

        >>> HashRing(["node-a", "node-c"]).get_node("foo")
        'node-a'
        """

    def __getitem__(self, key: Key, /) -> str: ...
    def get_nodes(self, key: Key, /, count: int | None = None) -> list[str]:
        """Return the names of the first `count` nodes of a key's list; `count` defaults to `replication_factor`.

        The list begins with the owner, and each name is in it once. A longer list begins with the shorter one. It has
        fewer names if fewer nodes own keys. Nodes of different zones come first.

        Raises `ValueError` if the count is negative, and `UnsupportedError` if no list of the profile can have as many
        nodes: "envoy_maglev" has lists of the owner alone, which it returns if you give no count.

        >>> len(HashRing(["a", "b", "c"]).get_nodes("user:42", 2))
        2
        """

    def iter_nodes(self, key: Key, /) -> Iterator[str]:
        """Iterate over the names of all nodes of a key's list, the owner first.

        Lazy: use it if you do not know in advance how many nodes you need. Later edits of the ring do not affect it.

        >>> ring = HashRing(["a", "b", "c"])
        >>> next(ring.iter_nodes("user:42")) == ring["user:42"]
        True
        """

    def get_node_batch(self, keys: Iterable[Key], /) -> list[str | None]:
        """Return the owners of many keys: for each key what `get_node` returns, all from one state of the ring.

        Raises `TypeError` if `keys` is a `str`.

        >>> ring = HashRing(["a", "b", "c"])
        >>> ring.get_node_batch(["user:1", b"user:1"]) == [ring["user:1"]] * 2
        True
        """

    def retry_nodes(self, key: Key, /) -> list[str]:
        """Return the names of the seven nodes that spymemcached tries for a key, in that order. The owner is first; a name
        may occur twice.

        Raises `UnsupportedError` if the profile is not "spymemcached_ketama".

        >>> ring = HashRing(["10.0.0.1:11211", "10.0.0.2:11211"], profile="spymemcached_ketama")
        >>> len(ring.retry_nodes("user:42"))
        7
        """

    def mark_node_unhealthy(self, name: str) -> None:
        """Mark a node as down. Until it is healthy again, its keys go to the nodes that would own them without it. No
        point moves.

        Only `get_healthy_nodes`, `get_node_with_fallback` and `acquire` consider health, and only in this process.

        Raises `UnknownNodeError` if no node has the name.

        >>> ring = HashRing(["a", "b"])
        >>> ring.mark_node_unhealthy("a")
        >>> ring.get_node_with_fallback("any key")
        'b'
        """

    def mark_node_healthy(self, name: str) -> None:
        """Mark a node as up again: its keys return to it.

        Raises `UnknownNodeError` if no node has the name.
        """

    def is_healthy(self, name: str) -> bool:
        """Return whether a node is healthy.

        Raises `UnknownNodeError` if no node has the name.
        """

    @overload
    def health(self) -> dict[str, Health]:
        """Return the `Health` of a node, or without a name a dict with the health of every member.

        Raises `UnknownNodeError` if no node has the name.

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
        """Return the names of the first `count` healthy nodes of a key's list: what `get_nodes` of a ring without the
        unhealthy nodes returns.

        Use it for caches, new writes and load balancing. In a store that holds copies, read and write the nodes of
        `get_nodes` and skip unhealthy ones, because the copies stay on their nodes.

        Raises what `get_nodes` raises.

        >>> ring = HashRing(["a", "b", "c"])
        >>> first, *rest = ring.get_nodes("user:42", 3)
        >>> ring.mark_node_unhealthy(first)
        >>> ring.get_healthy_nodes("user:42", 3) == rest
        True
        """

    def get_node_with_fallback(self, key: Key, /) -> str | None:
        """Return the first healthy node of a key's list, or `None` if no healthy node owns keys.

        That is the owner, or while it is down the node that its key goes to.

        >>> ring = HashRing(["a", "b", "c"])
        >>> ring.get_node_with_fallback("user:42") == ring["user:42"]
        True
        """

    def acquire(self, key: Key, /) -> Ticket | None:
        """Take a slot on the first node of a key's list that is healthy and not full. Return `None` if no
        healthy node owns keys or, under some profiles, if all nodes of the list are full.

        A node is full if its load has reached `load_factor` percent of its fair share, by weight, of all slots that are
        taken on healthy nodes. Some profiles have a rule of their own. If a node is full, the key goes to the next node
        of its list.

        The slot is held until it is released, which a `with` block does at its end.

        >>> ring = HashRing(["a", "b"])
        >>> with ring.acquire("user:42") as ticket:
        ...     ticket.node == ring["user:42"], ring.total_load()
        (True, 1)
        >>> ring.total_load()
        0
        """

    def set_load_factor(self, percent: int) -> None:
        """Change `load_factor`: the load at which a node is full, in percent of its fair share. Slots that are taken stay.

        Raises `InvalidOptionError` if the value is out of range, and `UnsupportedError` if the profile has a rule of
        its own.

        >>> ring = HashRing(["a", "b"])
        >>> ring.set_load_factor(300)
        >>> ring.options["load_factor"], ring.capacity("a")
        (300, 2)
        """
    def load(self, name: str) -> int:
        """Return the number of slots taken on a node.

        Raises `UnknownNodeError` if no node has the name.

        >>> ring = HashRing(["a", "b"])
        >>> ticket = ring.acquire("user:42")
        >>> ring.load(ticket.node)
        1
        """
    def loads(self) -> dict[str, int]:
        """Return the number of slots taken on each member, as a dict."""

    def total_load(self) -> int:
        """Return the number of slots taken on all members together."""

    def capacity(self, name: str) -> int:
        """Return the load at which a node is full for the next `acquire`; 0 if it is drained or down.

        Raises `UnknownNodeError` if no node has the name.
        """

    def points(self) -> list[tuple[int, str]]:
        """Return the points in ring order: each position, from 0 to 2**64 - 1 on a native ring, with the node that owns
        it.

        Some profiles have positions of 32 bits, or the entries of a table. Of longer positions, these are the first 64
        bits.

        >>> len(HashRing(["a", "b"], vnodes=3).points())
        6
        """

    def explain(self) -> str:
        """Return a description of the ring for people. Its text may change.

        It has the profile and the options, which part of a node is hashed, the label of the first virtual node, the
        first points, and the number of points of each node.

        >>> print(HashRing(["10.0.0.1:11211"], profile="ketama").explain().splitlines()[0])
        profile ketama
        """

    def compare(self, other: HashRing, keys: Iterable[Key]) -> Comparison:
        """Count which of these keys have an owner of the same name in another ring, whatever its profile.

        So it measures what a move from another system's placement to ringwise's own would cost.

        Raises `TypeError` if `keys` is a `str`.

        >>> HashRing(["a"]).compare(HashRing(["b"]), ["user:1", "user:2"])
        Comparison(kept=0, moved=2, pairs={('a', 'b'): 2})
        """

    def shares(self, replicas: int = 1) -> Shares:
        """Return which part of the key space each node holds, exactly, if each key is on the first `replicas` nodes of its
        list.

        `Shares` is a mapping of names to `Share(parts, by_rank, fraction, fair)`. The parts of all nodes sum to `total`
        times the length of the lists; `total` is 2**64 on a native ring.

        Raises `UnsupportedError` if the profile's lists have fewer nodes than `replicas`, `InvalidOptionError` if the
        result would need too much memory, and `ValueError` if the number is negative.

        >>> shares = HashRing({"a": 1, "b": 1, "c": 2}).shares()
        >>> shares["c"].fair
        0.5
        >>> sum(share.parts for share in shares.values()) == shares.total
        True
        """

    def stats(self) -> Stats:
        """Return how even the ring is, and how large.

        `Stats` has the share of the fullest and of the emptiest node relative to their fair shares, the standard
        deviation of that ratio, the number of nodes and points, and the bytes of memory.

        >>> stats = HashRing(map(str, range(100))).stats()
        >>> stats.points, 1.1 < stats.max_over_fair < 1.4
        (16000, True)
        """

    def position(self, key: Key, /) -> int:
        """Return the position of a key on the ring, in the same measure as `points`, `ranges` and plans.

        Of a position longer than 64 bits, these are the first 64.

        >>> hex(HashRing(["a", "b", "c"]).position("foo"))
        '0xe271865701f54561'
        """

    def ranges(self, name: str) -> list[Range]:
        """Return the ranges of positions that a node owns, in ring order.

        Raises `UnknownNodeError` if no node has the name, and `UnsupportedError` if the profile is a table.

        >>> HashRing(["a"]).ranges("a")
        [Range(start=0, end=0)]
        """

    def forecast(self, failures: Iterable[str], replicas: int = 1) -> Shares:
        """Return the shares while some nodes are down, as `get_healthy_nodes` lists the other nodes.

        Raises `UnknownNodeError` if a failure is not a member, and what `shares` raises.

        >>> ring = HashRing(["a", "b", "c"])
        >>> forecast = ring.forecast(["c"])
        >>> forecast["c"].parts, forecast["a"].parts > ring.shares()["a"].parts
        (0, True)
        """

    def group(self, keys: Iterable[_K], /) -> dict[str | None, list[_K]]:
        """Return these keys by the name of their owner: what to send to each node in one request.

        The keys are your own objects, in the order in which you gave them. Nodes that own none of them are left out. If
        no node owns keys, all keys are under `None`.

        Raises `TypeError` if `keys` is a `str`.

        >>> HashRing(["cache-1", "cache-2", "cache-3"]).group(["user:1", "user:3", "user:4"])
        {'cache-1': ['user:1', 'user:3'], 'cache-2': ['user:4']}
        """

    def analyze_distribution(self, keys: Iterable[Key], /) -> Distribution:
        """Count how many of these keys each node owns, and compare that with its share of the key space.

        `p_value` is the probability that evenly hashed keys are distributed at least this unevenly. A small value, such
        as 0.001, means that the keys are not like random keys: for example, some are repeated. It is not reliable if
        fewer than five keys are expected on a node.

        Raises `TypeError` if `keys` is a `str`.

        >>> found = HashRing(["a", "b"]).analyze_distribution(f"user:{number}" for number in range(1000))
        >>> found.keys, sum(found.counts.values()), found.p_value > 0.001
        (1000, 1000, True)
        """

    def plan(self, after: HashRing, replicas: int = 1) -> Plan:
        """Return what changes hands if `after` replaces this ring and each key is on the first `replicas` nodes of its
        list.

        The lists of a key before and after are compared as sets. A node that is only in the list after is the target of
        a move. The source of the move is a node that is only in the list before, if there are enough; otherwise it is
        the first node that is in both lists.

        Later edits of the two rings do not affect the plan.

        Raises `UnsupportedError` if a key has different positions in the two rings, and what `shares` raises.

        >>> before = HashRing(["a", "b", "c"])
        >>> plan = before.plan(HashRing(["a", "b"]))
        >>> plan.moved == before.shares()["c"].parts
        True
        """

    def overlap(self, other: HashRing) -> float:
        """Return the expected share of keys that have an owner of the same name in another ring, if the two rings hash
        keys independently.

        Use it for rings that no plan can join, because their profiles or seeds differ. Rings that differ only in the
        hash tag are not independent: more keys may stay.

        >>> names = ["a", "b", "c", "d"]
        >>> 0.2 < HashRing(names).overlap(HashRing(names, seed=7)) < 0.3
        True
        """

    def fingerprint(self) -> str:
        """Return the fingerprint of the placement, 32 hex digits. Equal rings have equal fingerprints.

        Services that log it, or compare it when they start, can be sure that they agree on every key, whatever their
        language. It is not a security digest: someone who chooses the names can make two rings share one.

        >>> HashRing(["a", "b", "c"]).fingerprint()
        '455baf8501c973073b57bb3e8d5bdfb2'
        """

    def to_bytes(self) -> bytes:
        """Return the ring as bytes, which `from_bytes` reads in every language.

        They hold the nodes and the options that affect placement, but no `meta`, `replication_factor` or `load_factor`;
        a pickle holds these too. Equal rings have equal bytes, and different rings different ones. docs/snapshot.md
        specifies the format.

        >>> HashRing(["a", "b"]).to_bytes() == HashRing(["b", "a"]).to_bytes()
        True
        """

    @classmethod
    def from_bytes(cls, snapshot: bytes | bytearray | memoryview, *, replication_factor: int = 2, load_factor: int = 125) -> HashRing:
        """Return the ring of a snapshot that `to_bytes` wrote.

        Bytes from an untrusted source are safe: every length is checked before memory is allocated. But a few bytes may
        describe a ring of 67,108,864 virtual nodes, which takes more than a gigabyte.

        Raises `BadSnapshotError` if the bytes are not a snapshot, `SnapshotVersionError` if a later version wrote them,
        `UnknownProfileError`, `InvalidOptionError` if an option is out of range, and `UnsupportedError` if the profile
        has no load factor.

        >>> ring = HashRing(["a", "b"], seed=7)
        >>> HashRing.from_bytes(ring.to_bytes()) == ring
        True
        """

    def to_json(self) -> str:
        """Return the ring as JSON for people and configuration files, which `from_json` reads.

        It holds what `to_bytes` holds: one line for each option, then one line for each node.

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
        """Return the ring that a JSON text describes, written by `to_json` or by a person.

        Fields that have a default may be left out. A node that has only a name may be that name.

        Raises `BadSnapshotError` if the text is not JSON, or if a field is unknown, repeated or, in a node, of the
        wrong type; `SnapshotVersionError`; `UnicodeEncodeError` if the text has a lone surrogate; otherwise what
        `HashRing` raises.

        >>> ring = HashRing.from_json('{"seed": 7, "nodes": ["a", {"name": "b", "weight": 2}]}')
        >>> ring == HashRing({"a": 1, "b": 2}, seed=7)
        True
        """

    def _repr_html_(self) -> str:
        """Return the balance of the ring as HTML, which notebooks show."""

    def __eq__(self, other: object, /) -> bool: ...
    def __copy__(self) -> HashRing: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __setstate__(self, metas: dict[str, object]) -> None: ...

@final
class Ticket:
    """A slot on a node that `HashRing.acquire` took. It is released by `release`, or at the end of a `with` block.

    A ticket that is never released holds its slot as long as its node is a member.

    >>> ring = HashRing(["a", "b"])
    >>> with ring.acquire("user:42") as ticket:
    ...     ticket.node == ring["user:42"]
    True
    """

    @property
    def node(self) -> str:
        """The name of the node that the slot is on."""

    def release(self) -> bool:
        """Release the slot, and return whether there was one. There is none after the first call, or if the node was
        removed.

        >>> ticket = HashRing(["a"]).acquire("user:42")
        >>> ticket.release(), ticket.release()
        (True, False)
        """

    def __enter__(self) -> Ticket: ...
    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None, /) -> None: ...

@final
class Plan:
    """The moves from one ring to another, as `HashRing.plan` returns them. Iterating yields every `Move`, in ring order.

    A plan holds the two rings as they were, not a list of moves: it finds these while you iterate.

    >>> before, after = HashRing(["a", "b"]), HashRing(["a", "b", "c"])
    >>> plan = before.plan(after)
    >>> {move.target for move in plan}
    {'c'}
    >>> plan.moved == plan.minimum == after.shares()["c"].parts
    True
    """

    @property
    def total(self) -> int:
        """The number of positions in the key space: 2**64 on a native ring."""

    @property
    def moved(self) -> int:
        """The number of positions that move to a node that did not hold them before, counted once for each such node."""

    @property
    def minimum(self) -> int:
        """The least number of positions that has to move, given what each node holds before and after."""

    @property
    def moved_fraction(self) -> float:
        """`moved` as a fraction of `total`; with several replicas it may exceed 1."""

    @property
    def minimum_fraction(self) -> float:
        """`minimum` as a fraction of `total`."""

    def moves_of(self, key: Key, /) -> list[Move]:
        """Return the moves that a key is part of: none if it is already on all its nodes.

        While keys are being copied, the sources are where to look for a key that its new node does not have yet.

        >>> [(move.source, move.target) for move in HashRing(["a"]).plan(HashRing(["b"])).moves_of("user:42")]
        [('a', 'b')]
        """

    def totals(self) -> dict[tuple[str | None, str], int]:
        """Return the number of positions that move from one node to another, by pairs `(source, target)`.

        Pairs without positions are left out. The source is `None` if the ring before has no node.

        >>> HashRing(["a"]).plan(HashRing(["b"])).totals() == {("a", "b"): 2**64}
        True
        """

    def to_json(self) -> str:
        """Return the plan as JSON: `total`, `replicas`, `moved`, `minimum`, the `totals` of each pair, and the `moves`,
        one a line.

        Positions and numbers of positions are strings of decimal digits, because many JSON readers cannot represent
        them as numbers.

        >>> print(HashRing(["a"]).plan(HashRing(["b"])).to_json().splitlines()[-3])
            {"start": "0", "end": "0", "rank": 0, "source": "a", "target": "b"}
        """

    def __iter__(self) -> Iterator[Move]: ...

@final
class Range:
    """The positions after `start` up to and including `end`, clockwise.

    If `start` is not less than `end`, the range wraps around the end of the key space. If they are equal, it is the
    whole key space, which ringwise writes as `Range(0, 0)`. `total` is the number of positions in the key space, so
    that `position in range` and `size` are exact.

    To find out whether a key is in a range, use `ring.position(key)`. `position in range` raises `TypeError` if that is
    not an integer.

    Raises `ValueError` if `start` or `end` is not a position, or if `total` is not from 1 to 2**64.

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
    """The positions after `start` up to and including `end`, clockwise, whose keys a node receives.

    `start`, `end`, `total`, `size` and `position in move` are as in `Range`.

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
        """The node to copy the keys from: one that loses them, else one that keeps them; `None` if the ring before has no
        node.
        """
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
    """One run of a monitor: started once and stopped once."""

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
        """Return the queue of the probes that Python is asked for."""

    def changes(self) -> ChangeQueue:
        """Return the queue of changes."""

    def start(self, threads: list[Thread]) -> None:
        """Start these threads, then the monitor."""

    def stop(self) -> list[str]:
        """Stop the monitor, wait up to one timeout for running probes, and return the nodes whose probe still hangs."""

    def leave(self) -> None:
        """Stop the monitor without waiting."""

    def forget(self) -> None:
        """Keep this object alive until the process ends."""

@final
class ProbeQueue:
    """The probes that Python is asked for."""

    def take(self) -> tuple[WantedProbe, bool] | None:
        """Wait for the next probe; return it, and whether another thread waits for more. `None` if this thread is not
        needed.
        """

@final
class ChangeQueue:
    """The changes of health that Python is notified of."""

    def take(self) -> tuple[str, Health] | None:
        """Wait for the next change; return the node's name and its health. `None` if there will be no more."""

@final
class WantedProbe:
    """A probe that Python is asked for."""

    @property
    def node(self) -> str:
        """The name of the node to probe."""

    def answer(self, reason: str | None, /) -> None:
        """Answer why the probe failed; `None` if it succeeded."""
