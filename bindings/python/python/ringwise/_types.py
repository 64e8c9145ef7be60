"""What a ring takes and gives."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias, TypedDict


class NodeOptions(TypedDict, total=False):
    """What a mapping may say of a node."""

    name: str
    """The name under which the mapping has it, if that is to be said again."""
    weight: int
    """1 if not given; 0 is drained: a member that owns nothing."""
    zone: str | None
    """Where the node stands: replicas are spread over zones."""
    identity: str | None
    """What is hashed in place of the name."""
    meta: object
    """Your own object; placement never sees it."""
    vnodes: int | None
    """How many labels the node has, whatever its weight, where the ring's profile has that."""
    points: Iterable[int] | None
    """Where the node's points are, where the ring's profile has that."""


class Node(NamedTuple):
    """A member of a ring, as `HashRing.node` returns it, and as a ring takes it."""

    name: str
    identity: str
    weight: int
    zone: str | None
    meta: Any
    vnodes: int | None = None
    points: tuple[int, ...] | None = None


class Changes(NamedTuple):
    """What `HashRing.set_nodes` changed: names, each list in the order of their UTF-8."""

    added: list[str]
    removed: list[str]
    changed: list[str]
    """Members of which something that placement sees is another: weight, zone, identity, vnodes or points."""
    reidentified: list[str]
    """Those of them whose identity is another: all their keys may move."""


class Health(NamedTuple):
    """What this process thinks of a node."""

    healthy: bool
    """Whether the node is thought to be up."""
    since: float
    """When that last changed, in seconds since the epoch: when the node was added, if never since."""
    reason: str | None
    """Why it last changed, if whoever changed it said so."""


class Comparison(NamedTuple):
    """What `HashRing.compare` counted."""

    kept: int
    """Keys whose owner has the same name in both rings, and keys without an owner in either."""
    moved: int
    """All other keys."""
    pairs: dict[tuple[str | None, str | None], int]
    """How many keys went from one owner to another, or stayed."""


Key: TypeAlias = str | bytes | bytearray | memoryview
Nodes: TypeAlias = Iterable[str | Node] | Mapping[str, int | NodeOptions | Node]  # a HashRing too: it is an iterable of its names

for _type in (NodeOptions, Node, Changes, Health, Comparison):
    _type.__module__ = "ringwise"
