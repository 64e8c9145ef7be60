"""The compiled half of `ringwise`; import from there."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Literal, final

from ringwise._errors import RingwiseError
from ringwise._types import Changes, Key, Node, Nodes

__all__ = ["HashRing", "__version__", "_error_classes", "version"]

__version__: str

def version() -> str:
    """Return the version of this package, `__version__`."""

def _error_classes() -> dict[str, type[RingwiseError]]:
    """Return the exception class of each kind of error, by the kind's name."""

@final
class HashRing:
    """A consistent-hash ring: which node owns which key.

    `nodes` is an iterable of names, a mapping of names to weights, or a mapping of names to options: `weight`, `zone`, `identity` and
    `meta`, your own object, which placement never sees. Keys are `str`, which are hashed as their UTF-8, or `bytes`, or any buffer of
    bytes. `len`, `in` and iteration are about node names; `ring[key]` takes a key.

    `vnodes` is how many virtual nodes a unit of weight has: more make shares more even, and the ring larger. `seed` is that of every hash.
    `hash_tag`, such as "{}", is two characters: of a key that has them, only what stands between is hashed. `zones` is "spread", one node
    of each zone before a second of any, or "strict", never a second. `replication_factor` is how many nodes `get_nodes` lists if it is not
    told.

    The same nodes, options and key give the same node in every process, on every platform, in every language that ringwise speaks.
    Threads may look up while another edits: each lookup sees one whole ring.

    >>> ring = HashRing(["cache-1", "cache-2", "cache-3"])
    >>> ring["user:42"]
    'cache-1'
    """

    __hash__: ClassVar[None]  # type: ignore[assignment]

    def __new__(
        cls,
        nodes: Nodes = (),
        *,
        vnodes: int = 160,
        seed: int = 0,
        hash_tag: str | None = None,
        zones: Literal["spread", "strict"] = "spread",
        replication_factor: int = 2,
    ) -> HashRing: ...
    def add_node(self, name: str, weight: int = 1, *, zone: str | None = None, identity: str | None = None, meta: object = None) -> None:
        """Add a node. Keys move to it, and between no others.

        A node of weight 2 owns twice the keys of one of weight 1; one of weight 0 is drained: a member that owns nothing. `identity` is
        what is hashed in place of the name.

        >>> ring = HashRing(["a", "b"])
        >>> ring.add_node("c", weight=2, zone="east")
        >>> ring.nodes()
        ['a', 'b', 'c']
        """

    def remove_node(self, name: str) -> None:
        """Remove a node. Its keys move, and no others."""

    def set_weight(self, name: str, weight: int) -> None:
        """Give a node another weight. A higher one moves keys only to it, a lower one only from it; 0 drains it."""

    def replace_node(self, old: str, new: str) -> None:
        """Hand a node's identity, weight, zone and meta to another name: every key of the old is the new's, and none moves.

        Afterwards the old name cannot be added plainly, because its identity is held.

        >>> ring = HashRing(["10.0.0.1:11211"])
        >>> ring.replace_node("10.0.0.1:11211", "10.0.0.9:11211")
        >>> ring.node("10.0.0.9:11211").identity
        '10.0.0.1:11211'
        """

    def set_nodes(self, nodes: Nodes) -> Changes:
        """Make these nodes the members, and return what that changed.

        `nodes` is as in `HashRing(nodes)`, and taken literally: a node that gives no identity is hashed by its name, whatever it was
        before.

        >>> HashRing(["a", "b"]).set_nodes({"b": 2, "c": 1})
        Changes(added=['c'], removed=['a'], changed=['b'], reidentified=[])
        """

    def node(self, name: str) -> Node:
        """Return a member.

        >>> HashRing({"a": {"weight": 2, "zone": "east"}}).node("a")
        Node(name='a', identity='a', weight=2, zone='east', meta=None)
        """

    def nodes(self) -> list[str]:
        """Return the names of all members, drained ones too, in the order of their UTF-8."""

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

        >>> HashRing(["node-a", "node-c"]).get_node("foo")
        'node-a'
        """

    def __getitem__(self, key: Key, /) -> str: ...
    def get_nodes(self, key: Key, /, count: int | None = None) -> list[str]:
        """Return the names of up to `count` nodes that hold a key, nearest first; `replication_factor` of them if `count` is not given.

        Each name appears once, the first is the owner, and a longer list begins with the shorter. With zones, it takes one node of each
        zone first.

        >>> len(HashRing(["a", "b", "c"]).get_nodes("user:42", 2))
        2
        """

    def iter_nodes(self, key: Key, /) -> Iterator[str]:
        """Iterate over the names of all nodes that hold a key, nearest first.

        Lazy: for who does not know yet how many it takes. Later edits do not change it.

        >>> ring = HashRing(["a", "b", "c"])
        >>> next(ring.iter_nodes("user:42")) == ring["user:42"]
        True
        """

    def get_node_batch(self, keys: Iterable[Key], /) -> list[str | None]:
        """Return the owners of many keys, all in one ring: what `get_node` returns for each.

        >>> ring = HashRing(["a", "b", "c"])
        >>> ring.get_node_batch(["user:1", b"user:1"]) == [ring["user:1"]] * 2
        True
        """

    def points(self) -> list[tuple[int, str]]:
        """Return the points in ring order: each position, from 0 to 2**64 - 1, with the node that owns it.

        >>> len(HashRing(["a", "b"], vnodes=3).points())
        6
        """

    def __eq__(self, other: object, /) -> bool: ...
    def __copy__(self) -> HashRing: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __setstate__(self, metas: dict[str, object]) -> None: ...
